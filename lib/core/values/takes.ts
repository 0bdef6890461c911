import type { Expression } from './expression';
import { isMap } from './is-map';
import { DefinitionError, type Problem } from './problem';

/*
 * What TypeScript says of the arguments of a public function, for those whom nothing has told: authors who write JavaScript, or who
 * were given a value that its type did not fit.
 */

/** What an argument must be; `T` is what TypeScript says of it. */
export interface Kind<out T = unknown> {
  /** Ends a sentence that begins with "must be". */
  readonly words: string;
  readonly holds: (value: unknown) => boolean;
  /** What is wrong inside a value of this kind, which stands at a place. */
  readonly inside?: (value: never, place: string) => readonly Fault[];
  readonly isOptional?: boolean;
  /** Of the compiler alone. */
  readonly type?: T;
}

export interface Fault {
  readonly place: string;
  /** What is wrong, after the place. */
  readonly message: string;
  /** What to do, where the way in which the function is called does not say it. */
  readonly remedy?: string;
}

/** Looks at the arguments of one call. */
export type Takes = (...given: readonly unknown[]) => void;

/**
 * What a function takes.
 *
 * @param signature how it is called, as `choose(condition, then, otherwise)`; the last parameter may be `...rest`
 * @param kinds of its parameters; that of a rest is one of each of its elements
 * @returns a check that throws a DefinitionError with all that is wrong with a call
 */
export function takes(signature: string, ...kinds: readonly Kind[]): Takes {
  const names = /\(([^()]*)\)$/.exec(signature)![1]!.split(', ');
  const isRest = names.at(-1)!.startsWith('...');
  return (...given) => {
    const faults: Fault[] = [];
    kinds.forEach((kind, i) => {
      const name = names[i]!;
      if (!isRest || i < kinds.length - 1) return void faults.push(...faultsOf(kind, given[i], name));
      for (let j = i; j < given.length; j += 1) {
        faults.push(...faultsOf(kind, given[j], `${name.slice('...'.length)}[${j - i}]`));
      }
    });
    if (faults.length > 0) refuseCall(signature, faults);
  };
}

/** The same function, which looks at its arguments first: a signature and kinds as `takes` wants them. */
export function checked<A extends readonly unknown[], R>(
  signature: string,
  kinds: readonly Kind[],
  called: (...given: A) => R,
): (...given: A) => R {
  const taking = takes(signature, ...kinds);
  const checking = (...given: A) => {
    taking(...given);
    return called(...given);
  };
  return Object.defineProperty(checking, 'name', { value: signature.slice(0, signature.indexOf('(')) });
}

/** Refuses a call, with the line of the author's code, however far away that is. */
export function refuseCall(signature: string, faults: readonly Fault[]): never {
  const name = signature.replace(/\([^()]*\)$/, '()');
  const problems = faults.map(({ place, message, remedy }): Problem => {
    return {
      code: 'invalid-argument',
      message: `${place} of ${name} ${message}`,
      remedy: remedy ?? `It is called as ${signature}.`,
    };
  });
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 40;
  try {
    throw new DefinitionError(problems);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** What is wrong with a value that stands at a place. */
export function faultsOf(kind: Kind, value: unknown, place: string): readonly Fault[] {
  if (value === undefined && kind.isOptional) return [];
  if (!kind.holds(value)) return [{ place, message: `must be ${kind.words}, but ${said(value)}` }];
  return kind.inside?.(value as never, place) ?? [];
}

/** What was given in place of what is wanted. */
export function said(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (isExpression(value)) return 'is an expression';
  if (typeof value === 'string') return `is ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value)}`;
  if (typeof value === 'function') return 'is a function';
  if (Array.isArray(value)) return 'is a list';
  if (typeof value !== 'object' || value === null) return `is ${String(value)}`;
  const { name } = value.constructor as { readonly name?: string };
  return name === undefined || name === 'Object' ? 'is an object' : `is an object of the class ${name}`;
}

/** Told by its parts: the file of its class needs this one. */
export const isExpression = (value: unknown): value is Expression =>
  typeof value === 'object' && value !== null && 'node' in value && 'valueType' in value;

/** An object as an author writes one: neither a list nor a reference. */
export const isObject = (value: unknown): value is object => isMap(value) && !isExpression(value);
