import type { Allowed, CheckReport } from '../check';
import type { Finding } from '../finding';

/** What a report says beside its findings. */
export interface Report extends CheckReport {
  /** How many objects were looked at. */
  readonly objects: number;
}

/** The numbers of a report, for its last line. */
export function summary({ findings, allowed, objects }: Report): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const parts = [
    count(errors, 'error'),
    count(warnings, 'warning'),
    ...(allowed.length > 0 ? [`${allowed.length} allowed`] : []),
  ];
  return `${parts.join(', ')} in ${count(objects, 'object')}`;
}

export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** What is allowed, put together by rule and reason. */
export function allowedByReason(allowed: readonly Allowed[]): { code: string; reason: string; findings: Finding[] }[] {
  const groups = new Map<string, { code: string; reason: string; findings: Finding[] }>();
  for (const { finding, reason } of allowed) {
    const key = `${finding.code}\n${reason}`;
    const group = groups.get(key) ?? { code: finding.code, reason, findings: [] };
    group.findings.push(finding);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Findings by rule, those with the most first. */
export function byRule(findings: readonly Finding[]): (readonly [code: string, findings: readonly Finding[]])[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group) group.push(finding);
    else groups.set(finding.code, [finding]);
  }
  return [...groups].sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || (a < b ? -1 : 1));
}
