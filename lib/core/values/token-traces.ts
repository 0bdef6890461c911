import { marks, plainMarks } from './token-text';
import { tokens, type Minted } from './token';

/** How a token was changed on its way. */
export interface Trace {
  /** In words: `encoded in base64`. */
  readonly how: string;
  /** The expression that does the same to the value. */
  readonly instead?: string;
  /** Whose token it was, where that can be told. */
  readonly minted?: Minted;
}

const everyMark = [marks.before, marks.after, plainMarks.before, plainMarks.after];
const reversed = (text: string) => [...text].reverse().join('');
const either = (texts: readonly string[]) => [...new Set(texts)].map((text) => text.replace(/[+/]/g, '\\$&')).join('|');

/** What base64 makes of a text at each of the three places where it can begin, without the ends that depend on others. */
function inBase64(text: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.from('\0'.repeat(offset) + text).toString('base64');
    const inner = whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + text.length) * 8) / 6));
    return [inner, inner.replace(/\+/g, '-').replace(/\//g, '_')];
  });
}

const inHex = (text: string) => Buffer.from(text).toString('hex');
const inUtf16 = (text: string) => [...text].join('\\0');

const letters = new RegExp(either(everyMark), 'i');
const backwards = new RegExp(either(everyMark.map(reversed)), 'i');
const base64 = new RegExp(either(everyMark.flatMap(inBase64)));
const hex = new RegExp(either(everyMark.flatMap((mark) => [inHex(mark), inHex(mark.toLowerCase())])), 'i');
const utf16 = new RegExp(everyMark.map(inUtf16).join('|'), 'i');
/** Three letters and more of the beginning of a mark at the end of a text, or of its end at the beginning. */
const cut = new RegExp(
  [
    ...[marks.before, plainMarks.before].map((mark) => `(?<![A-Za-z0-9])(?:${parts(mark)})$`),
    ...[marks.after, plainMarks.after].map(
      (mark) => `^(?:${parts(reversed(mark)).split('|').map(reversed).join('|')})(?![A-Za-z0-9])`,
    ),
  ].join('|'),
);

function parts(mark: string): string {
  return [3, 4, 5, 6].map((length) => mark.slice(0, length)).join('|');
}

/** What is left in a text of a token that is no longer whole. */
export function traceIn(text: string): Trace | undefined {
  if (!tokens.hasStrings) return undefined;
  if (letters.test(text)) return changed(text);
  if (base64.test(text)) return { how: 'encoded in base64', instead: 'base64', minted: decoded(text, 'base64') };
  if (hex.test(text)) return { how: 'encoded in hexadecimal', minted: decoded(text, 'hex') };
  if (backwards.test(text)) return { how: 'turned round', minted: numberedIn(reversed(text)) };
  if (utf16.test(text)) return { how: 'encoded as UTF-16' };
  return cut.test(text) ? { how: 'cut' } : undefined;
}

function changed(text: string): Trace {
  const minted = numberedIn(text);
  const token = minted && String(minted.token);
  if (token === undefined) return { how: 'changed' };
  const is = (other: string) => other !== token && text.includes(other);
  if (is(token.toLowerCase())) return { how: 'put into lower case', instead: 'lower', minted };
  if (is(token.toUpperCase())) return { how: 'put into upper case', instead: 'upper', minted };
  if (is(encodeURIComponent(token))) return { how: 'encoded for a URL', instead: 'urlEncode', minted };
  if (is(JSON.stringify(token).slice(1, -1))) return { how: 'put into JSON', instead: 'json', minted };
  const isInside = text.includes(token.trim()) || token.includes(text);
  return { how: isInside ? 'cut' : 'changed', minted };
}

/** The token that begins in a text, in whatever case. */
function numberedIn(text: string): Minted | undefined {
  const match = new RegExp(`(?:${either([marks.before, plainMarks.before])})([0-9a-z]{4})`, 'i').exec(text);
  return match ? tokens.numbered(match[1]!.toLowerCase()) : undefined;
}

/** The token in a text that is encoded as a whole or as a word in others. */
function decoded(text: string, encoding: 'base64' | 'hex'): Minted | undefined {
  const words = text.match(encoding === 'hex' ? /[0-9a-f]{14,}/gi : /[-A-Za-z0-9+/_]{8,}/g) ?? [];
  for (const word of words) {
    for (let start = 0; start < (encoding === 'hex' ? 2 : 4); start++) {
      const found = numberedIn(Buffer.from(word.slice(start), encoding).toString('latin1'));
      if (found) return found;
    }
  }
  return undefined;
}
