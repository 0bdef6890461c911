import { fileRules } from './folder/file-rules';
import { hookRules } from './hooks';
import { operationsRules } from './operations';
import { referenceRules } from './references';
import { schemaRules } from './schema-rules';
import { securityRules } from './security';

/** All rules by family, in the order of docs/rules.md. */
export const families = {
  Schema: schemaRules,
  References: referenceRules,
  Hooks: hookRules,
  Security: securityRules,
  Operations: operationsRules,
  Files: fileRules,
} as const;

/** The rule about exceptions themselves; it needs to know what all other rules found. */
export const unneededException = {
  code: 'unneeded-exception',
  severity: 'error',
  why: 'An exception that hides nothing would hide the next mistake.',
  remedy: 'Remove it.',
} as const;

type Family = (typeof families)[keyof typeof families];

/** Every code that a finding can have. */
export type Code = Family[number]['code'] | (typeof unneededException)['code'];

/** Every code, in the order of the families. */
export const codes: readonly Code[] = [
  ...Object.values(families).flatMap((family): Code[] => family.map(({ code }) => code)),
  unneededException.code,
];
