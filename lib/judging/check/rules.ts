import { customResourceRules } from './custom-resources';
import type { Rule } from './finding';
import { driftRules } from './drift';
import { effectRules } from './effects';
import { fileRules } from './folder/file-rules';
import { hookRules } from './hooks';
import { operationsRules } from './operations';
import { referenceRules } from './references';
import { schemaRules } from './schema-rules';
import { secretRules } from './secrets';
import { securityRules } from './security';
import { semanticRules } from './semantics';
import { textRules } from './damaged-text';

/** All rules about objects by family, in the order of docs/rules.md. */
export const families = {
  Schema: schemaRules,
  'Custom resources': customResourceRules,
  Semantics: semanticRules,
  References: referenceRules,
  Effects: effectRules,
  Hooks: hookRules,
  Security: securityRules,
  Operations: operationsRules,
  Drift: driftRules,
  Secrets: secretRules,
  Texts: textRules,
  Files: fileRules,
} as const;

/** Rules about the definition itself; what is looked at is not an object. */
export const definitionRules = [
  {
    code: 'unneeded-exception',
    question: 'cannot-work',
    severity: 'error',
    why: 'An exception that hides nothing would hide the next mistake.',
    remedy: 'Remove it.',
  },
  {
    code: 'unused-value',
    question: 'cannot-work',
    severity: 'error',
    why: 'Whoever sets a value that nothing uses believes to have said something.',
    remedy: 'Use it, or remove it from the schema.',
  },
  {
    code: 'invalid-chart-version',
    question: 'cannot-work',
    severity: 'error',
    why: 'Helm packages and lists only charts whose version is SemVer 2.',
    remedy: 'Write three numbers, as 1.2.3 or 1.2.3-rc.1.',
  },
  {
    code: 'invalid-chart-metadata',
    question: 'cannot-work',
    severity: 'error',
    why: 'What Chart.yaml says is read by Helm, which refuses the chart or drops what it cannot read, and by catalogues.',
    remedy: 'Correct the field, or leave it out.',
  },
  {
    code: 'colliding-names',
    question: 'cannot-work',
    severity: 'error',
    why: 'Two releases in one namespace whose objects have a name in common cannot both be installed.',
    remedy: 'Give one of the two objects another name or construct id, which does not contain the name of the chart.',
  },
  {
    code: 'large-release',
    question: 'cannot-work',
    severity: 'error',
    why: 'Helm keeps a release in one Secret, with the chart and all objects, packed: one of more than 1 MiB cannot be installed.',
    remedy: 'Split the chart, or keep large files in an image or a volume.',
  },
] as const;

type Family = (typeof families)[keyof typeof families];

/** Every code that a finding can have. */
export type Code = Family[number]['code'] | (typeof definitionRules)[number]['code'];

/** What a rule says of itself. */
export type RuleText = Omit<Rule, 'check'> & { readonly code: Code };

/** Every rule, in the order of the families. */
export const ruleTexts: readonly RuleText[] = [
  ...Object.values(families).flatMap((family): RuleText[] => [...family]),
  ...definitionRules,
];

const byCode = new Map<string, RuleText>(ruleTexts.map((rule) => [rule.code, rule]));

/** The rule of a code; undefined where there is none. */
export const ruleOf = (code: string): RuleText | undefined => byCode.get(code);
