import type { Json } from './expression';

/** What stands for a number in each of the ways in which a construct can take it. */
export interface Forms {
  /** The number itself, which ends up in an object: a token. */
  readonly value: () => string;
  /** Its text: a token. */
  readonly text: () => string;
  /** What `+` and `==` get, which do not say whether they want a number or a text. */
  readonly added: () => string | number;
  readonly json: () => Json | undefined;
  /** The number that it is by default, for whatever compares it. */
  readonly judged: () => number;
}

/**
 * An object that stands for a number in constructs which look at it: comparisons are judged by the default of the value, while the
 * object that is made carries the value. Whatever else is made of the default is another number than that of the value, which shows
 * when the program is tried with sample values.
 */
export class NumberStandIn {
  constructor(private readonly forms: Forms) {}

  [Symbol.toPrimitive](hint: string): string | number {
    if (hint === 'number') return this.forms.judged();
    return hint === 'string' ? this.forms.text() : this.forms.added();
  }

  toString(): string {
    return this.forms.text();
  }

  toJSON(): Json | undefined {
    return this.forms.json();
  }

  /** The token; cdk8s calls this on anything that it meets in an object. */
  resolve(): string {
    return this.forms.value();
  }
}
