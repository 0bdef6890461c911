import { unicodeEscape } from '../values/unicode-escape';

/** What YAML readers take for the end of a line, and so of a comment. */
const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029]/;
/** What they refuse wherever it stands. */
const unreadable = /[\0-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g;

/** The lines of a comment in YAML, without the sign and trailing blanks. What no YAML may hold stands as JSON writes it: `\u0007`. */
export const commentLines = (text: string): string[] =>
  text.split(lineBreak).map((line) => line.replace(unreadable, unicodeEscape).trimEnd());

/** A comment on one line. */
export const commentLine = (text: string): string =>
  commentLines(text)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
