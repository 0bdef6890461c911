import { Expression, choose, textOf, type Operand } from '../values';
import type { Condition } from './asked-where';
import type { OwnElement } from './list-elements';

/*
 * What a chart has itself, as a text that a named template looks into: `,name,other`.
 */

/** A part of the text, and where it stands there. */
export interface Piece {
  readonly piece: readonly Operand[];
  readonly condition: Condition;
}

/** The key of an element as a text behind a comma; its condition is left out where it is that of the list. */
export function pieceOf({ keys, condition }: OwnElement, around: Condition): Piece {
  const piece = keys.flatMap((key, i): Operand[] => [
    i === 0 ? ',' : '/',
    key instanceof Expression ? key : String(key),
  ]);
  return { piece, condition: condition === around ? undefined : condition };
}

/** The texts behind each other, each where its condition holds; each once. */
export function textOfPieces(own: readonly Piece[]): Operand {
  const isAlways = new Set<string>();
  const pieces: Operand[] = [];
  const known = new Set<Operand>();
  for (const { piece, condition } of own) {
    if (!piece.every((part) => typeof part === 'string')) continue;
    if (condition === undefined) isAlways.add(piece.join(''));
  }
  pieces.push([...isAlways].join(''));
  const seen = new Map<Condition, Set<string>>();
  for (const { piece, condition } of own) {
    if (piece.every((part) => typeof part === 'string')) {
      const word = piece.join('');
      if (condition === undefined || isAlways.has(word)) continue;
      const words = seen.get(condition) ?? new Set();
      if (words.has(word)) continue;
      seen.set(condition, words.add(word));
      pieces.push(choose<string>(condition, word, ''));
    } else {
      const whole = textOf(piece);
      const told = piece.find((part) => part instanceof Expression);
      if (known.has(told!)) continue;
      known.add(told!);
      pieces.push(condition === undefined ? whole : choose<string>(condition, whole, ''));
    }
  }
  return pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : textOf(pieces);
}
