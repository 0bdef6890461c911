/*
 * What tokens look like. A token samples what its value may hold: white space at its ends if the value may have some, a quote
 * if it may have one, and so on. What changes such a value, or would take it apart, then changes the token too, and is found.
 */

/** The marks around the number of a token, apart in case; no word of any language, and neither is the other's reverse. */
export const marks = { before: 'qZjXkVw', after: 'hYgPzFb' } as const;
/** The same for a token that must pass what checks the names of objects: lower-case letters and digits. */
export const plainMarks = { before: 'qzjxkvw', after: 'hygpzfb' } as const;

/** What escapes, splits or cleans treat in a way of their own; each stands in the tokens of values that may hold it. */
const specials = [
  ...['.', '//../', ':', ',', ';', '|', '-', '_', '=', '+', '*', '?', '!', '@', '#', '$', '%41', '^', '&amp;', '~'],
  ...['\\', "'", '`', '(', ')', '[', ']', '{', '}', '<', '>', '  ', '\t', '\n', '.'],
];

/** A number with digits that check it, so that what replaces some of its letters does not come to another one. */
function number(index: number): string {
  const check = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  return index.toString(36).padStart(4, '0') + (check % 36 ** 3).toString(36).padStart(3, '0');
}

/**
 * The token of a value that may hold these characters.
 *
 * @param isQuoted whether what JSON makes of the token must show that JSON did
 */
export function markedToken(index: number, mayHold: (character: string) => boolean, isQuoted: boolean): string {
  const samples = specials.filter(([first]) => mayHold(first!)).join('');
  const edge = mayHold(' ') ? ' ' : '';
  const quote = isQuoted ? '"' : '';
  return `${edge}${quote}${marks.before}${number(index)}${samples}${marks.after}${quote}${edge}`;
}

export const plainToken = (index: number): string => `${plainMarks.before}${number(index)}${plainMarks.after}`;

/** The beginning of a token with its number. */
export const numbered = new RegExp(`(?:${marks.before}|${plainMarks.before})([0-9a-z]{4})`, 'g');
