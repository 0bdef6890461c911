/** The longest line of a generated file. */
export const width = 120;

/** Paragraphs as a documentation comment, with the line break after it; nothing where there are none. */
export function docComment(paragraphs: readonly (string | undefined)[], indent: string): string {
  const text = paragraphs.filter(Boolean).join('\n\n').replaceAll('*/', '*\\/');
  if (text === '') return '';
  const lines = text.split('\n').flatMap((line) => wrap(line, width - indent.length - 3));
  const only = lines.length === 1 ? `${indent}/** ${lines[0]} */` : '';
  if (only !== '' && only.length <= width) return `${only}\n`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`, ''].join('\n');
}

/** A line cut into lines of at most `limit` characters, between words and under the same indentation. */
function wrap(line: string, limit: number): string[] {
  const indent = /^\s*/.exec(line)![0];
  const lines: string[] = [];
  let current = indent;
  for (const word of line.trim().split(/\s+/)) {
    const longer = current.trim() === '' ? current + word : `${current} ${word}`;
    if (longer.length > limit && current.trim() !== '') {
      lines.push(current);
      current = indent + word;
    } else current = longer;
  }
  return [...lines, current];
}
