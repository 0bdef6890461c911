import type { CST } from 'yaml';
import type { Report } from './yaml-fault';

/** A line of a plain text that begins with a tab. */
export function checkPlain({ source, offset }: CST.FlowScalar, report: Report): void {
  const tab = /\n *\t/.exec(source);
  if (tab)
    report(
      'syntax',
      offset + tab.index + tab[0].length - 1,
      'a tab stands where only blanks may',
      'Indent with blanks.',
    );
}

/** Plain texts within brackets or braces that Go ends elsewhere. */
export function checkFlowPlain({ source, offset }: CST.FlowScalar, report: Report): void {
  if (/^:|^-$|\?/.test(source)) {
    report('syntax', offset, `Helm and kubectl do not read ${source} within brackets as one text`, 'Put it in quotes.');
  }
}

const backslashes = String.raw`(?<!\\)(?:\\\\)*\\`;
const escapedEnd = new RegExp(`${backslashes}"$`);
const escapedBlankLine = new RegExp(`${backslashes}\\r?\\n[ \\t]*\\r?\\n`);
const refusedEscape = new RegExp(`${backslashes}(\\/|(?:u|U0000)[dD][89a-fA-F]..|U(?!000|0010)........)`);

/** Escapes and line breaks that Go refuses or reads otherwise. */
export function checkQuoted({ type, source, offset }: CST.FlowScalar, isJson: boolean, report: Report): void {
  const isDouble = type === 'double-quoted-scalar';
  if (source.length < 2 || !source.endsWith(isDouble ? '"' : "'")) {
    report('syntax', offset, 'the quote is not closed', 'Close it, and indent its further lines deeper than its key.');
  }
  // The parser takes these for the end of the text, Go does not.
  if (isDouble ? escapedEnd.test(source) : source.slice(1, -1).replaceAll("''", '').includes("'")) {
    report('syntax', offset, 'a quote in a text ends a line of it', 'Write the text on one line.');
  }
  if (!isDouble || isJson) return;
  const escape = refusedEscape.exec(source)?.[1];
  if (escape !== undefined) {
    report('syntax', offset, `Helm and kubectl refuse the escape \\${escape}`, 'Write the character itself.');
  }
  if (escapedBlankLine.test(source)) {
    report('lossy', offset, 'a blank line after a line break that is escaped is not read as one', 'Write \\n for it.');
  }
}

/** Blanks in block scalars that Go takes for content, or refuses. */
export function checkBlockScalar({ props, source, offset }: CST.BlockScalar, text: string, report: Report): void {
  const lines = source.split(/\r?\n/);
  const content = lines.find((line) => !/^ *$/.test(line));
  const isExplicit = props.some((prop) => prop.type === 'block-scalar-header' && /[1-9]/.test(prop.source));
  if (!isExplicit && content !== undefined && /^ *\t/.test(content)) {
    report(
      'syntax',
      offset,
      'a tab begins the first line of the text',
      'Indent with blanks, or write |2 for an indentation of two.',
    );
  }
  const most = isExplicit ? 0 : content === undefined ? Infinity : /^ */.exec(content)![0].length;
  const last = props.at(-1)!;
  const start = last.offset + ('source' in last ? last.source.length : 0);
  const blanks = blankLinesAt(text, start, start + source.length);
  const isKept = props.some((prop) => prop.type === 'block-scalar-header' && prop.source.includes('+'));
  const isLast = isKept && /^\s*$/.test(text.slice(start + source.length));
  const isCut = isLast && /\n[ \t]+$/.test(text.slice(start - 1));
  if (isCut || blanks.some((line) => line.length > most)) {
    report('lossy', offset, 'the text ends in lines of blanks, which are a part of it', 'Remove the blanks.');
  }
}

/** The lines of blanks at the end of a block scalar, some of which the parser leaves to what follows. */
function blankLinesAt(text: string, start: number, end: number): readonly string[] {
  let from = end;
  while (from > start && /[ \t\r\n]/.test(text[from - 1]!)) from--;
  const blanks = /(?:[ \t\r]*\n)*[ \t]*/y;
  blanks.lastIndex = from;
  const lines = (blanks.exec(text)?.[0] ?? '').split('\n');
  const isWithinLine = from > start;
  const isBeforeContent = from + lines.join('\n').length < text.length;
  return lines.slice(isWithinLine ? 1 : 0, isBeforeContent ? -1 : undefined).map((line) => line.replace(/\r$/, ''));
}
