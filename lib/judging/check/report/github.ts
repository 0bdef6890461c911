import type { Finding } from '../finding';
import type { Report } from './summary';
import { summary } from './summary';

/** A report as workflow commands, which GitHub shows at the lines of the files. */
export function githubReport(report: Report): string {
  const lines = report.findings.map((finding) => {
    const { severity, code, object, pointer, message, remedy } = finding;
    const place = placeOf(finding);
    const text = `${object}${pointer === '' ? '' : ` ${pointer}`}: ${message}${remedy === undefined ? '' : `\n${remedy}`}`;
    return `::${severity} ${[...place, `title=${property(code)}`].join(',')}::${data(text)}`;
  });
  return [...lines, summary(report), ''].join('\n');
}

/** The author's line, where it is known; else that of the output. */
function placeOf({ at, file, line }: Finding): string[] {
  const [, source, ...position] = /^(.+):(\d+):(\d+)$/.exec(at ?? '') ?? [];
  if (source !== undefined) return [`file=${property(source)}`, `line=${position[0]}`, `col=${position[1]}`];
  return file === undefined ? [] : [`file=${property(file)}`, `line=${line ?? 1}`];
}

/** Escapes that the command syntax knows. */
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
