import { tokens, type Minted } from './token';

/** A piece of a string in which number tokens were looked for. */
export type NumberPiece = string | { readonly minted: Minted } | { readonly computed: string; readonly from?: Minted };

/** Numbers as programs print them, with a fraction, an exponent or digits in groups, if they have enough digits to tell. */
const numeral =
  /\d{7,}(?:\.\d+)?(?:e[-+]\d+)?|\d{1,3}(?:[,.'_\u00a0\u202f ]\d{3}){3,}(?:[.,]\d+)?|\d+\.\d{5,}(?:e[-+]\d+)?|\d+\.\d+e[-+]\d+/gi;
const word = /(?<![0-9a-z])(?:0[xob])?[0-9a-z]{8,45}(?![0-9a-z])/gi;

/** A string apart into literal pieces, number tokens, and numbers that were computed from one. */
export function numbersIn(text: string): NumberPiece[] {
  if (tokens.derivations.isEmpty) return [text];
  const pieces: NumberPiece[] = [];
  let end = 0;
  const take = (start: number, to: number, piece: NumberPiece) => {
    if (start > end) pieces.push(text.slice(end, start));
    pieces.push(piece);
    end = to;
  };
  for (const match of text.matchAll(numeral)) {
    const found = numberAt(text, match.index, match[0]);
    if (found) take(match.index - found.before, match.index + found.length, found.piece);
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces.flatMap((piece) => (typeof piece === 'string' ? otherBases(piece) : [piece]));
}

interface NumberMatch {
  /** How many characters before the digits belong to it. */
  readonly before: number;
  readonly length: number;
  readonly piece: NumberPiece;
}

function numberAt(text: string, index: number, digits: string): NumberMatch | undefined {
  const isNegative = text[index - 1] === '-';
  const negative = isNegative ? tokens.whole(-Number(digits)) : undefined;
  if (negative && String(negative.token) === `-${digits}`)
    return { before: 1, length: digits.length, piece: { minted: negative } };
  const [, whole = '', fraction] = /^(\d+)(?:\.(\d+))?$/.exec(digits) ?? [];
  const minted = whole === '' ? undefined : tokens.whole(Number(whole));
  if (minted && String(minted.token) === whole) {
    const isWhole = fraction === undefined || (/^0+$/.test(fraction) && minted.expression.valueType === 'integer');
    const isNegated = isNegative && !/[A-Za-z0-9]$/.test(text.slice(0, index - 1)) && mayBeNegative(minted);
    if (isWhole && !isNegated) return { before: 0, length: whole.length, piece: { minted } };
    return { before: 0, length: digits.length, piece: { computed: digits, from: minted } };
  }
  const value = Number(digits);
  const from = tokens.whole(value) ?? originOf(value) ?? originOf(-value) ?? origin(digits.replace(/[^0-9]/g, ''));
  return from && { before: 0, length: digits.length, piece: { computed: digits, from } };
}

const mayBeNegative = ({ expression }: Minted) => (expression.shape.minimum ?? -1) < 0;

/** The token that a number was computed from. */
export function originOf(value: number): Minted | undefined {
  const origin = tokens.derivations.originOf(value);
  return origin === undefined ? undefined : tokens.whole(origin);
}

/** The token that has these digits when they are no longer in groups, or to another base. */
function origin(digits: string): Minted | undefined {
  const token = tokens.derivations.originOfDigits(digits);
  return token === undefined ? undefined : tokens.whole(token);
}

function otherBases(text: string): NumberPiece[] {
  const pieces: NumberPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(word)) {
    const from = origin(match[0]);
    if (!from) continue;
    pieces.push(text.slice(end, match.index), { computed: match[0], from });
    end = match.index + match[0].length;
  }
  return [...pieces, text.slice(end)].filter((piece) => piece !== '');
}
