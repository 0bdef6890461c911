/** Where a JSON value stands in a text. */
export interface JsonPlace {
  readonly start: number;
  readonly end: number;
}

/**
 * The JSON objects that a text consists of, one behind the other, which is what kubectl takes a file for that begins with a brace.
 * Undefined where it is anything else, too.
 */
export function jsonObjectsIn(text: string): readonly JsonPlace[] | undefined {
  const places: JsonPlace[] = [];
  let start = nextOf(text, 0);
  while (start < text.length) {
    const end = text[start] === '{' ? endOfObject(text, start) : undefined;
    if (end === undefined || !isJson(text.slice(start, end))) return undefined;
    places.push({ start, end });
    start = nextOf(text, end);
  }
  return places.length === 0 ? undefined : places;
}

/** The next place at or behind one at which something stands. */
function nextOf(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  return at;
}

/** The place behind the brace that closes an object. */
function endOfObject(text: string, start: number): number | undefined {
  const marks = /["{}]/g;
  marks.lastIndex = start;
  let level = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = endOfString(text, mark.index);
      if (end === undefined) return undefined;
      marks.lastIndex = end;
    } else if (mark[0] === '{') level++;
    else if (--level === 0) return mark.index + 1;
  }
  return undefined;
}

/** The place behind the quote that closes a string. */
function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
