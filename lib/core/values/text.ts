import { aScalar, aScalarWithText, anExpression, listOf, takes, type Kind } from './argument';
import { Expression, type Operand } from './expression';
import { allOf } from './shape';
import { tokens } from './token';

const aTemplate: Kind = {
  words: 'a template: it is called as text`http://${host}`, without parentheses',
  holds: Array.isArray,
};
const textTakes = takes('text(strings, ...values)', aTemplate, aScalarWithText);

/** A string with expressions in it: text`http://${host}:${port}`. Numbers and booleans are written as in YAML. */
export function text(strings: TemplateStringsArray, ...operands: readonly Operand[]): Expression<string> {
  textTakes(strings, ...operands);
  return textOf(strings.flatMap((literal, i) => (i < operands.length ? [literal, operands[i]!] : [literal])));
}

const textOfTakes = takes('textOf(pieces)', listOf(aScalar));

/** A string made of pieces in order. */
export function textOf(pieces: readonly Operand[]): Expression<string> {
  textOfTakes(pieces);
  const parts: (string | Expression)[] = [];
  for (const part of pieces.flatMap(partsOf)) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else if (part !== '') parts.push(part);
  }
  return new Expression({ kind: 'text', parts }, 'string');
}

const overlaidTakes = takes('overlaid(...maps)', anExpression);

/** The entries of all maps; where several have a key, the last one's. */
export function overlaid<T>(
  ...maps: readonly Expression<{ readonly [key: string]: T }>[]
): Expression<{ [key: string]: T }> {
  overlaidTakes(...maps);
  return new Expression({ kind: 'overlay', maps }, allOf(maps, 'map'));
}

/** The pieces of a text inside a text are pieces of the outer one. */
const partsOf = (piece: Operand): readonly (string | Expression)[] => {
  if (piece instanceof Expression) return piece.node.kind === 'text' ? piece.node.parts : [piece];
  return typeof piece === 'number' ? piecesOfNumber(piece) : piecesOf(String(piece));
};

/** A number token is an expression as well. */
function piecesOfNumber(value: number): readonly (string | Expression)[] {
  const minted = tokens.whole(value);
  if (minted?.kind !== 'number') return [String(value)];
  tokens.found(minted);
  return partsOf(minted.expression);
}

/** A string with expressions where tokens stood: an author puts `service.name` into a text. */
function piecesOf(value: string): (string | Expression)[] {
  const pieces: (string | Expression)[] = [];
  let end = 0;
  for (const { minted, start, end: after, depth } of tokens.find(value)) {
    if (start < end || depth > 0 || minted.kind === 'operand') continue;
    tokens.found(minted);
    pieces.push(value.slice(end, start), ...partsOf(minted.expression));
    end = after;
  }
  return [...pieces, value.slice(end)];
}

/** A scalar that is a string with tokens in it as an expression; any other as it is. */
export function withoutTokens(operand: Operand): Operand {
  if (typeof operand !== 'string') return operand;
  const pieces = piecesOf(operand).filter((piece) => piece !== '');
  if (pieces.every((piece) => typeof piece === 'string')) return operand;
  return pieces.length === 1 ? pieces[0]! : textOf(pieces);
}
