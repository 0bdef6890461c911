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

/** The texts behind each other, each where its condition holds; each once under a condition, and under none where it is always there. */
export function textOfPieces(own: readonly Piece[]): Operand {
  const identity = new Identity();
  const isAlways = new Set(own.flatMap(({ piece, condition }) => (condition ? [] : [identity.of(piece)])));
  const seen = new Set<string>();
  const always: string[] = [];
  const others: Operand[] = [];
  for (const { piece, condition } of own) {
    const word = identity.of(piece);
    const key = identity.of([word, ...(condition ? [condition] : [])]);
    if (seen.has(key) || (condition && isAlways.has(word))) continue;
    seen.add(key);
    const whole = piece.every((part) => typeof part === 'string') ? piece.join('') : textOf(piece);
    if (condition) others.push(choose<string>(condition, whole, ''));
    else if (typeof whole === 'string') always.push(whole);
    else others.push(whole);
  }
  return others.length === 0 ? always.join('') : textOf([always.join(''), ...others]);
}

/** Tells expressions apart by what they are, not by what they say. */
class Identity {
  private readonly numbers = new Map<unknown, number>();

  of(parts: readonly unknown[]): string {
    return parts
      .map((part) => {
        const number = this.numbers.get(part) ?? this.numbers.size;
        this.numbers.set(part, number);
        return number;
      })
      .join();
  }
}
