import type { Json, Search, Transform } from './expression';

/*
 * What Helm's functions make of a text. Go maps the case of each letter by itself: no ß becomes SS, and no sigma is a final one.
 */

/** Of these Go and JavaScript make the same. */
const isPlainText = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

const eachLetter = (text: string, map: (letter: string, code: number) => string): string =>
  [...text].map((letter) => map(letter, letter.codePointAt(0)!)).join('');

/** Letters whose other case came with Unicode 16 or 17; Helm 3 and 4 know Unicode 15. */
const newer: readonly (readonly [number, number])[] = [
  [0x019b, 0x019b],
  [0x0264, 0x0264],
  [0x1c89, 0x1c8a],
  [0xa7cb, 0xa7cf],
  [0xa7d2, 0xa7d5],
  [0xa7da, 0xa7dc],
  [0x10d50, 0x10d85],
  [0x16ea0, 0x16ed3],
];
const isNewer = (code: number) => newer.some(([first, last]) => code >= first && code <= last);

/** A letter's other case where that is one letter. */
function single(letter: string, code: number, mapped: string): string {
  const [only, ...more] = mapped;
  return only !== undefined && more.length === 0 && !isNewer(code) ? only : letter;
}

/** Greek letters with an iota below have a capital of their own, eight (or nine) places on. */
function withIota(code: number): number | undefined {
  if (code >= 0x1f80 && code <= 0x1faf) return code | 8;
  return code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3 ? code + 9 : undefined;
}

export const goUpper = (text: string): string =>
  isPlainText(text)
    ? text.toUpperCase()
    : eachLetter(text, (letter, code) => {
        const capital = withIota(code);
        return capital === undefined ? single(letter, code, letter.toUpperCase()) : String.fromCodePoint(capital);
      });

export const goLower = (text: string): string =>
  isPlainText(text)
    ? text.toLowerCase()
    : eachLetter(text, (letter, code) => (letter === '\u0130' ? 'i' : single(letter, code, letter.toLowerCase())));

const percent = (c: string) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;

/** How long a name may be that is to end in a dash and a hash of eight digits, and to have at most 63 characters. */
export const lengthBeforeHash = 54;

/** What Go takes for a blank: JavaScript's trim() knows one more and misses another. */
const blanks = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const outerBlanks = new RegExp(`^${blanks}|${blanks}$`, 'g');

/** What each transformation of a text gives. */
export const transforms: { readonly [by in Transform]: (text: string, ...args: readonly string[]) => string } = {
  base64: (text) => Buffer.from(text).toString('base64'),
  upper: goUpper,
  lower: goLower,
  urlEncode: (text) => encodeURIComponent(text).replace(/[!'()*]/g, percent),
  nameBeforeHash: (text) => text.slice(0, lengthBeforeHash).replace(/-$/, ''),
  trim: (text) => text.replace(outerBlanks, ''),
  trimPrefix: (text, prefix = '') => (text.startsWith(prefix) ? text.slice(prefix.length) : text),
  trimSuffix: (text, suffix = '') => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text),
  replace: (text, piece = '', by = '') => text.split(piece).join(by),
};

/** How much is in a value: elements, entries, or bytes of UTF-8. */
export const lengthOf = (value: Json): number =>
  typeof value === 'object' && value !== null ? Object.keys(value).length : Buffer.byteLength(String(value ?? ''));

/** What is found in a text or list. */
export const searches: { readonly [by in Search]: (whole: Json, part: Json) => boolean } = {
  contains: (whole, part) =>
    Array.isArray(whole) ? (whole as readonly Json[]).includes(part) : String(whole).includes(String(part)),
  startsWith: (whole, part) => String(whole).startsWith(String(part)),
  endsWith: (whole, part) => String(whole).endsWith(String(part)),
};
