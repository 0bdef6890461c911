import { byRule, type Report } from './summary';

/** A report for programs: `{ summary, findings, allowed }`. */
export function jsonReport({ findings, allowed, objects }: Report): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const summary = {
    objects,
    errors,
    warnings: findings.length - errors,
    allowed: allowed.length,
    byRule: Object.fromEntries(byRule(findings).map(([code, ofRule]) => [code, ofRule.length])),
  };
  return `${JSON.stringify({ summary, findings, allowed }, null, 2)}\n`;
}
