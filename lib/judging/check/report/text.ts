import type { Finding } from '../finding';
import { allowedByReason, byRule, count, summary, type Report } from './summary';
import { unicodeEscape } from '../../../core/values/unicode-escape';

type Style = 'error' | 'warning' | 'place' | 'quiet';

const escapes: { readonly [style in Style]: string } = { error: '31;1', warning: '33;1', place: '36', quiet: '2' };

/** Fewer findings than this are counted at a glance. */
const manyFindings = 10;

/**
 * A report for people: findings below the file or object that they are about, what to do, and the numbers. Policies that nobody has
 * asked for are summed up by rule.
 */
export function textReport(report: Report, isColoured = false): string {
  const paint = (style: Style, text: string) => (isColoured ? `\u001b[${escapes[style]}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  let heading: string | undefined;
  const asked = report.findings.filter(({ isAdvice = false }) => !isAdvice);
  const advice = report.findings.filter(({ isAdvice = false }) => isAdvice);
  for (const finding of asked) {
    const own = headingOf(finding);
    if (own !== heading) lines.push(...(heading === undefined ? [] : ['']), paint('place', printable(own)));
    heading = own;
    const where = [finding.line === undefined ? '' : `line ${finding.line}`, finding.pointer].filter(
      (part) => part !== '',
    );
    lines.push(
      `  ${paint(finding.severity, finding.severity)} ${printable(finding.message)} ${paint('quiet', `[${finding.code}]`)}`,
    );
    if (where.length > 0) lines.push(paint('quiet', `      at ${printable(where.join(', '))}`));
    if (finding.at !== undefined) lines.push(paint('quiet', `      made at ${printable(finding.at)}`));
    if (finding.remedy !== undefined) lines.push(`      ${printable(finding.remedy)}`);
  }
  const section = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) lines.push(...(lines.length > 0 ? [''] : []), title, ...rows.map(printable));
  };
  section(
    'policies that nobody has asked for, by rule (--format json has each place):',
    byRule(advice).flatMap(([code, [first, ...others]]) => {
      const { message, remedy } = first!;
      const head = `  ${others.length + 1} ${code}: ${message}, as in ${placeOf(first!)}`;
      return remedy === undefined ? [head] : [head, `      ${remedy}`];
    }),
  );
  if (asked.length >= manyFindings)
    section(
      'by rule:',
      byRule(asked).map(([code, found]) => `  ${String(found.length).padStart(4)} ${code}`),
    );
  const allowed = allowedByReason(report.allowed).map(({ code, reason, findings }) => {
    const places = [...new Set(findings.map((finding) => finding.construct ?? finding.object))];
    return `  ${code} (${count(findings.length, 'place')}, ${places.slice(0, 3).join(', ')}${places.length > 3 ? ', ...' : ''}): ${reason}`;
  });
  section('allowed by the definition:', allowed);
  if (lines.length > 0) lines.push('');
  const worst = report.findings.some(({ severity }) => severity === 'error')
    ? 'error'
    : report.findings.length > 0
      ? 'warning'
      : 'quiet';
  lines.push(paint(worst, summary(report)));
  return `${lines.join('\n')}\n`;
}

/** The object with its file and construct, where they say more than the object does. */
function headingOf({ object, file, construct }: Finding): string {
  const places = [file === object ? undefined : file, construct === object ? undefined : construct];
  const known = places.filter((place) => place !== undefined);
  return known.length === 0 ? object : `${object} (${known.join(', ')})`;
}

/** Where to look for one of many: the line of the author's code, or that of a file. */
function placeOf(finding: Finding): string {
  const { construct, object, at, line } = finding;
  if (at !== undefined) return `${construct ?? object} at ${at}`;
  return `${headingOf(finding)}${line === undefined ? '' : ` line ${line}`}`;
}

/** Text from a file that must not steer the terminal. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, unicodeEscape);
