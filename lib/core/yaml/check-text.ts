import type { Report } from './yaml-fault';

/** Go reads no other control characters, and takes some for line breaks that the parser does not. */
const unread = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/g;
const lineBreak = /[\r\x85\u2028\u2029]/;

/** Raw characters that Helm and kubectl refuse, or take for line breaks. */
export function checkCharacters(text: string, report: Report): void {
  for (const { index, 0: character } of text.matchAll(unread)) {
    const what = lineBreak.test(character) ? 'take the raw character % for a line break' : 'refuse the raw character %';
    report(
      'syntax',
      index,
      `Helm and kubectl ${what.replace('%', codePoint(character))}`,
      `Remove it, or write it in double quotes as ${escapeOf(character)}.`,
    );
  }
}

/** Lines that begin with --- and more: some readers take them for a separator, others for content, some drop the rest. */
export function checkSeparators(text: string, report: Report): void {
  for (const { index } of text.matchAll(/^---(?![ \t\r]*$|[ \t]+#)/gm)) {
    report('syntax', index, 'nothing but a comment may follow --- on its line', 'Put it on the next line.');
  }
}

const hex = (character: string, digits: number) =>
  character.charCodeAt(0).toString(16).toUpperCase().padStart(digits, '0');
const codePoint = (character: string) => `U+${hex(character, 4)}`;
const escapeOf = (character: string) => (character < '\x80' ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`);
