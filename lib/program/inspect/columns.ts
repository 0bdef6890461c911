/** Rows as columns: each as wide as its widest cell, two spaces apart. The last one is as long as it is. */
export function columns(rows: readonly (readonly string[])[], indent = ''): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) => `${indent}${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd());
}

/** The same with columns of numbers, which end at the same place. */
export function rightColumns(rows: readonly (readonly string[])[], indent = '', left = 1): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const pad = (cell: string, i: number) => (i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!));
  return rows.map((row) => `${indent}${row.map(pad).join('  ')}`.trimEnd());
}

/** Words in lines of at most so many characters. */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
}

/** The first sentence of a text. */
export const firstSentence = (text: string): string => /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;

/** A value on one line, cut where it is long. */
export function shortJson(value: unknown, most = 60): string {
  const text = value === undefined ? 'none' : JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most - 3)}...` : text;
}
