import type { Transform } from './expression';

/*
 * What Helm's functions make of a text. Go maps the case of each letter by itself: no ß becomes SS, and no sigma is a final one.
 */

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
  eachLetter(text, (letter, code) => {
    const capital = withIota(code);
    return capital === undefined ? single(letter, code, letter.toUpperCase()) : String.fromCodePoint(capital);
  });

export const goLower = (text: string): string =>
  eachLetter(text, (letter, code) => (letter === '\u0130' ? 'i' : single(letter, code, letter.toLowerCase())));

const percent = (c: string) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`;

/** How long a name may be that is to end in a dash and a hash of eight digits, and to have at most 63 characters. */
export const lengthBeforeHash = 54;

/** What each transformation of a text gives. */
export const transforms: { readonly [by in Transform]: (text: string) => string } = {
  base64: (text) => Buffer.from(text).toString('base64'),
  upper: goUpper,
  lower: goLower,
  urlEncode: (text) => encodeURIComponent(text).replace(/[!'()*]/g, percent),
  nameBeforeHash: (text) => text.slice(0, lengthBeforeHash).replace(/-$/, ''),
};
