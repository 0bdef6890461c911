import { isCorrectness } from './levels';
import { ruleTexts } from './rules';

/**
 * lib/core/manifest/rule-codes.ts: the rules that have levels. A definition names them, and the layer that it is written in knows
 * nothing of the linter.
 */
export function printRuleCodes(): string {
  const codes = ruleTexts.filter((rule) => !isCorrectness(rule)).map(({ code }) => `  '${code}',`);
  return `/* Written by \`npm run rules\` from the rules themselves. */

/** The rules that have levels. All others are about what a cluster refuses, or what cannot work. */
export const ruleCodes = [
${codes.sort().join('\n')}
] as const;

/** A rule that has levels. */
export type RuleCode = (typeof ruleCodes)[number];
`;
}
