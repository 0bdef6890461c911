import type { Json } from '../../../core/values';

/** What the API server or an operator makes of what is written; each is a rule. */
export type Drift = 'quantity' | 'empty' | 'default' | 'field' | 'duration' | 'order';

/** One place of an object that is stored otherwise than it is written. */
export interface Difference {
  readonly drift: Drift;
  /** JSON pointer from the root of the object. */
  readonly pointer: string;
  readonly message: string;
  readonly remedy: string;
}

/** A value on one line, as it may stand in YAML: what could be taken for another type in quotes. */
export const shown = (value: Json): string =>
  typeof value === 'string' &&
  /^[A-Za-z][A-Za-z0-9./-]*$/.test(value) &&
  !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)!}`;
