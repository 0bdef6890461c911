import type { Expression } from './expression';

/**
 * What a token stands for: the `text` of a value, as `String(value)` gives it; the `value` itself, of its own type; a `number`;
 * the `operand` of an addition, which is never right; or the `amount` of a quantity in a unit, which must stand behind it.
 */
export type TokenKind = 'text' | 'value' | 'number' | 'operand' | 'amount';

/** A token that was handed out. */
export interface Minted {
  readonly expression: Expression;
  readonly kind: TokenKind;
  readonly token: string | number;
  /** The line of the author's code that took it, as `file:line:column`. */
  readonly at: () => string | undefined;
  /** The unit of an amount, such as `Mi`. */
  readonly unit?: string;
  /** The token that the author's code took, of which this one is another form: where this one arrives, so does that. */
  readonly formOf?: Minted;
}

/** A token in a string. */
export interface Hit {
  readonly minted: Minted;
  readonly start: number;
  readonly end: number;
  /** How many times JSON has made a string of it since. */
  readonly depth: number;
}
