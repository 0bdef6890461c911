import type { Report } from './summary';
import { summary } from './summary';

/** A report as workflow commands, which GitHub shows at the lines of the files. */
export function githubReport(report: Report): string {
  const lines = report.findings.map(({ severity, code, file, line, object, pointer, message, remedy }) => {
    const place = file === undefined ? [] : [`file=${property(file)}`, `line=${line ?? 1}`];
    const text = `${object}${pointer === '' ? '' : ` ${pointer}`}: ${message}${remedy === undefined ? '' : `\n${remedy}`}`;
    return `::${severity} ${[...place, `title=${property(code)}`].join(',')}::${data(text)}`;
  });
  return [...lines, summary(report), ''].join('\n');
}

/** Escapes that the command syntax knows. */
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
