import { unicodeEscape } from '../../../core/values/unicode-escape';

/**
 * A text in which every character shows: control characters (also those that a terminal obeys), line separators and characters
 * that have no width or turn the direction of what follows are written as JSON escapes them.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => unicodeEscape(character[i]!)).join(''),
  );
