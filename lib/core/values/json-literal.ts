/** A string as JSON writes it, within another string. */
export interface JsonLiteral {
  readonly start: number;
  readonly end: number;
  /** What it says. */
  readonly inner: string;
  /** Whether it is the key of a map. */
  readonly isKey: boolean;
}

/**
 * The JSON string around a part of a text; undefined where the part stands in none.
 *
 * @param from where it begins at the earliest
 */
export function jsonLiteral(
  text: string,
  from: number,
  part: { readonly start: number; readonly end: number },
): JsonLiteral | undefined {
  const start = quoteBefore(text, from, part.start);
  const end = quoteAfter(text, part.end);
  if (start === undefined || end === undefined) return undefined;
  try {
    const inner = JSON.parse(text.slice(start, end)) as string;
    return { start, end, inner, isKey: /^\s*:/.test(text.slice(end, end + 20)) };
  } catch {
    return undefined;
  }
}

function quoteBefore(text: string, from: number, before: number): number | undefined {
  for (let i = before - 1; i >= from; i--) if (isQuote(text, i)) return i;
  return undefined;
}

function quoteAfter(text: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) if (isQuote(text, i)) return i + 1;
  return undefined;
}

/** Whether a quote stands there that no backslash takes into the string. */
function isQuote(text: string, index: number): boolean {
  if (text[index] !== '"') return false;
  let backslashes = 0;
  while (text[index - backslashes - 1] === '\\') backslashes++;
  return backslashes % 2 === 0;
}
