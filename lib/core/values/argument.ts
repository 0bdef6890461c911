import { closest } from './closest';
import type { Expression } from './expression';
import { isMap } from './is-map';
import { DefinitionError, type Problem } from './problem';

/*
 * What TypeScript says of the arguments of a public function, for those whom nothing has told: authors who write JavaScript, or who
 * were given a value that its type did not fit.
 */

/** What an argument must be. */
export interface Kind {
  /** Ends a sentence that begins with "must be". */
  readonly words: string;
  readonly holds: (value: unknown) => boolean;
  /** What is wrong inside a value of this kind, which stands at a place. */
  readonly inside?: (value: never, place: string) => readonly Fault[];
  readonly isOptional?: boolean;
}

interface Fault {
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
    const faults = kinds.flatMap((kind, i) => {
      const name = names[i]!;
      if (!isRest || i < kinds.length - 1) return faultsOf(kind, given[i], name);
      return given.slice(i).flatMap((each, j) => faultsOf(kind, each, `${name.slice('...'.length)}[${j}]`));
    });
    if (faults.length > 0) refuseCall(signature, faults);
  };
}

/** Refuses a call, with the line of the author's code, however far away that is. */
function refuseCall(signature: string, faults: readonly Fault[]): never {
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

function faultsOf(kind: Kind, value: unknown, place: string): readonly Fault[] {
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
const isExpression = (value: unknown): value is Expression =>
  typeof value === 'object' && value !== null && 'node' in value && 'valueType' in value;

/** An object as an author writes one: neither a list nor a reference. */
export const isObject = (value: unknown): value is object => isMap(value) && !isExpression(value);

const kind = (words: string, holds: (value: unknown) => boolean): Kind => ({ words, holds });

export const aText = kind('a string', (value) => typeof value === 'string');
export const aName = kind('a string that is not empty', (value) => typeof value === 'string' && value !== '');
export const aNumber = kind('a number', Number.isFinite);
export const aWholeNumber = kind('a whole number', Number.isInteger);
export const aBoolean = kind('true or false', (value) => typeof value === 'boolean');
export const aFunction = kind('a function', (value) => typeof value === 'function');
export const aPattern = kind(
  'a regular expression, as a string',
  (value) => typeof value === 'string' && isPattern(value),
);
export const aList = kind('a list', Array.isArray);
export const aMap = kind('an object', isObject);
export const anExpression = kind('an expression, such as a reference to a value of the chart', (value) =>
  isExpression(value),
);
export const aCondition = kind(
  'a condition: a boolean value of the chart, or what equals(), isSet(), not(), and() and or() give',
  (value) => isExpression(value),
);
export const aScalar = kind('a string, a number, a boolean or an expression', (value) => isScalar(value));
/** A scalar of which a text can be made: an expression of a list or map has none. */
export const aScalarWithText: Kind = {
  ...aScalar,
  inside: (value: unknown, place) => {
    const type = isExpression(value) ? value.valueType : undefined;
    if (type !== 'list' && type !== 'map') return [];
    const remedy = type === 'list' ? 'Use join(list, separator) or json(list).' : 'Use json(map).';
    return [{ place, message: `is a ${type}, which has no text`, remedy }];
  },
};
export const aTemplatedText = kind(
  'a string or an expression',
  (value) => typeof value === 'string' || isExpression(value),
);
export const aTemplatedNumber = kind(
  'a number or an expression',
  (value) => Number.isFinite(value) || isExpression(value),
);
/** A number: of a string, a number token would be a number of the author's. */
export const anExpressionOfNumber: Kind = {
  ...anExpression,
  inside: ({ valueType }: Expression, place) =>
    valueType === 'integer' || valueType === 'number'
      ? []
      : [{ place, message: `is a ${valueType}, and no number`, remedy: 'Use token(value), which has its own type.' }],
};
/** A map, whose entries can stand among others. */
export const anExpressionOfMap: Kind = {
  ...anExpression,
  inside: ({ valueType }: Expression, place) =>
    valueType === 'map'
      ? []
      : [
          {
            place,
            message: `is a ${valueType}, which has no entries`,
            remedy:
              valueType === 'list'
                ? 'The elements of a list are items(list): [first, ...items(list)].'
                : 'Use the value itself.',
          },
        ],
};

/** Where an object or list is inside itself, so that nobody could write it down. Nothing else is looked at than these. */
function insideItself(value: unknown, place: string, around: readonly (readonly [object, string])[] = []): Fault[] {
  if (!isPlain(value)) return [];
  const outer = around.find(([each]) => each === value);
  if (outer)
    return [
      {
        place,
        message: `is ${outer[1]} itself, which it is inside of`,
        remedy: 'Leave it out, or copy what is meant.',
      },
    ];
  const below = [...around, [value, place] as const];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, each]) =>
    insideItself(each, isList ? `${place}[${key}]` : `${place}.${key}`, below),
  );
}

/** A list, or an object that is of no class. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A literal or an expression at any place of an object. */
export const aTree: Kind = {
  ...kind('a literal, an object, a list or an expression', (value) =>
    typeof value === 'object' ? value !== null : isScalar(value),
  ),
  inside: insideItself,
};
/** A map that can be written down, such as a schema. */
export const aFiniteMap: Kind = { ...aMap, inside: insideItself };
export const aConstruct = kind(
  'a construct, such as the chart itself (this)',
  (value) => isObject(value) && 'node' in value,
);
/** What a function checks by itself. */
export const anything: Kind = { words: 'anything', holds: () => true, isOptional: true };

const isScalar = (value: unknown): boolean =>
  isExpression(value) || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** What JSON can hold, null excepted, through and through. */
export const aJson: Kind = {
  ...kind('a string, a number, a boolean, a list or an object', (value) =>
    typeof value === 'object' ? value !== null && !isExpression(value) : isScalar(value),
  ),
  inside: (value: unknown, place) => {
    if (typeof value !== 'object' || value === null) return [];
    const faults = insideItself(value, place);
    if (faults.length > 0) return faults;
    const parts = Object.entries(value);
    return parts.flatMap(([key, each]) =>
      faultsOf(aJson, each, Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`),
    );
  },
};
export const aJsonMap: Kind = { ...aJson, words: aMap.words, holds: aMap.holds };
export const aJsonList: Kind = { ...aJson, words: aList.words, holds: aList.holds };

/** One of a few words. */
export const wordOf = (words: readonly string[]): Kind =>
  kind(`one of ${words.map((word) => `'${word}'`).join(', ')}`, (value) => words.includes(value as string));

/** Of one kind or the other. */
export const eitherOf = (one: Kind, other: Kind): Kind => ({
  words: `${one.words} or ${other.words}`,
  holds: (value) => one.holds(value) || other.holds(value),
  inside: (value, place) => (one.holds(value) ? one : other).inside?.(value, place) ?? [],
});

/** The same, which may be left out. */
export const maybe = <K extends Kind>(wanted: K): K & { readonly isOptional: true } => ({
  ...wanted,
  isOptional: true,
});

export const listOf = (element: Kind, words = 'a list'): Kind => ({
  ...kind(words, Array.isArray),
  inside: (value: readonly unknown[], place) => value.flatMap((each, i) => faultsOf(element, each, `${place}[${i}]`)),
});

export const mapOf = (element: Kind, words = 'an object'): Kind => ({
  ...kind(words, isObject),
  inside: (value: object, place) =>
    Object.entries(value).flatMap(([key, each]) => faultsOf(element, each, `${place}.${key}`)),
});

/** The kinds of the properties of `P`: none may be forgotten, and those that may be left out say so. */
export type KindsOf<P> = {
  readonly [K in keyof P]-?: object extends Pick<P, K> ? Kind & { readonly isOptional: true } : Kind;
};

/**
 * An object with these properties. As in TypeScript there may be others, where an object has more uses than one; but none that is one
 * of these with a slip of the pen.
 */
export function propsOf<P>(kinds: KindsOf<P>): Kind {
  const known = Object.entries<Kind>(kinds);
  const names = known.map(([name]) => name);
  return {
    ...kind(`an object with ${inWords(known)}`, isObject),
    inside: (value: { readonly [name: string]: unknown }, place) => {
      const absent = names.filter((name) => value[name] === undefined);
      const slips = Object.keys(value).flatMap((name) => {
        const meant = names.includes(name) ? undefined : closest(name, absent, name.length < 5 ? 1 : 2);
        return meant === undefined ? [] : [{ name, meant }];
      });
      return [
        ...known
          .filter(([name]) => !slips.some(({ meant }) => meant === name))
          .flatMap(([name, wanted]) => faultsOf(wanted, value[name], `${place}.${name}`)),
        ...slips.map(({ name, meant }) => ({
          place: `${place}.${name}`,
          message: `is not a property; did you mean "${meant}"?`,
          remedy: `Properties: ${names.join(', ')}.`,
        })),
      ];
    },
  };
}

const inWords = (known: readonly (readonly [string, Kind])[]): string => {
  const needed = known.filter(([, { isOptional }]) => !isOptional).map(([name]) => name);
  return needed.length > 0 ? needed.join(', ') : 'properties';
};
