import { sha256 } from '../values';

/** Letters that Unicode does not take apart into a plain one and its mark. */
const plainLetters: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  þ: 'th',
};

/**
 * A text in lower-case letters, digits and dashes, with neither end a dash: `Über uns` is `uber-uns`. Empty where nothing of it can
 * be written so.
 */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\u0000-\u007f]/g, (letter) => plainLetters[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** `backendService` with a dash before each word. */
export const separated = (id: string): string => id.replace(/([a-z0-9])([A-Z])/g, '$1-$2');

/** Eight hexadecimal digits that tell a construct path from others. */
export const pathHash = (path: string): string => sha256(path).slice(0, 8);

/** A name with the hash of its construct path, cut so that both have at most `longest` characters. */
export function withHash(name: string, path: string, longest = Infinity): string {
  const kept = name.slice(0, Math.max(0, longest - 9)).replace(/-+$/, '');
  return kept === '' ? pathHash(path) : `${kept}-${pathHash(path)}`;
}
