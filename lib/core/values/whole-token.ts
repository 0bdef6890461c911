import type { Hit, Minted } from './minted';

/** JSON makes strings of strings in a few levels at most. */
const mostLevels = 4;

/** The whole token around its number, as it is or as JSON writes it. */
export function wholeAround(value: string, index: number, mark: string, minted: Minted): Hit | undefined {
  let text = String(minted.token);
  for (let depth = 0; depth <= mostLevels; depth++) {
    const start = index - text.indexOf(mark);
    if (value.startsWith(text, start)) return { minted, start, end: start + text.length, depth };
    text = JSON.stringify(text).slice(1, -1);
  }
  return undefined;
}
