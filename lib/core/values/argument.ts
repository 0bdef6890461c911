import { closest } from './closest';
import type { Expression, JsonObject, Templated } from './expression';
import { isEndless, isPlain } from './plain';
import { NumberStandIn } from './stand-in';
import { faultsOf, isExpression, isObject, type Fault, type Kind } from './takes';

export { isObject, said, takes, type Kind, type Takes } from './takes';

/*
 * What an argument may be.
 */

const kind = <T>(words: string, holds: (value: unknown) => boolean): Kind<T> => ({ words, holds });

export const aText = kind<string>('a string', (value) => typeof value === 'string');
export const aName = kind<string>('a string that is not empty', (value) => typeof value === 'string' && value !== '');
export const aNumber = kind<number>('a number', Number.isFinite);
export const aWholeNumber = kind<number>('a whole number', Number.isInteger);
export const aBoolean = kind<boolean>('true or false', (value) => typeof value === 'boolean');
export const aFunction = kind<(...given: never[]) => unknown>('a function', (value) => typeof value === 'function');
export const aPattern = kind<string>(
  'a regular expression, as a string',
  (value) => typeof value === 'string' && isPattern(value),
);
export const aList = kind<readonly unknown[]>('a list', Array.isArray);
/** An object of a type, of which TypeScript alone looks at more. */
export const mapLike = <T>(words = 'an object'): Kind<T> => kind(words, isObject);
export const aMap = mapLike<object>();
/** An expression whose values are of a type, of which TypeScript alone looks at more. */
export const expressionOf = <T>(): Kind<Expression<T>> =>
  kind('an expression, such as a reference to a value of the chart', isExpression);
export const anExpression = expressionOf<unknown>();
export const aCondition = kind<Expression<boolean>>(
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
export const aTemplatedText = kind<Templated<string>>(
  'a string or an expression',
  (value) => typeof value === 'string' || isExpression(value),
);
export const aTemplatedNumber = kind<Templated<number>>(
  'a number or an expression',
  (value) => Number.isFinite(value) || isExpression(value) || value instanceof NumberStandIn,
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
const insideItself = (value: unknown, place: string): Fault[] => (isEndless(value) ? placesInside(value, place) : []);

function placesInside(value: unknown, place: string, around: readonly (readonly [object, string])[] = []): Fault[] {
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
    placesInside(each, isList ? `${place}[${key}]` : `${place}.${key}`, below),
  );
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
  isExpression(value) ||
  value instanceof NumberStandIn ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  Number.isFinite(value);

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
    if (isEndless(value)) return placesInside(value, place);
    if (isJson(value)) return [];
    const parts = Object.entries(value);
    return parts.flatMap(([key, each]) =>
      faultsOf(aJson, each, Array.isArray(value) ? `${place}[${key}]` : `${place}.${key}`),
    );
  },
};

const isJson = (value: unknown): boolean =>
  aJson.holds(value) && (typeof value !== 'object' || value === null || Object.values(value).every(isJson));

export const aJsonMap: Kind<JsonObject> = { ...mapLike<JsonObject>(), inside: aJson.inside };
export const aJsonList: Kind = { ...aJson, words: aList.words, holds: aList.holds };

/** One of a few words. */
export const wordOf = <const W extends string>(words: readonly W[]): Kind<W> =>
  kind(`one of ${words.map((word) => `'${word}'`).join(', ')}`, (value) => words.includes(value as W));

/** Of one kind or the other. */
export const eitherOf = <A, B>(one: Kind<A>, other: Kind<B>): Kind<A | B> => ({
  words: `${one.words} or ${other.words}`,
  holds: (value) => one.holds(value) || other.holds(value),
  inside: (value, place) => (one.holds(value) ? one : other).inside?.(value, place) ?? [],
});

/** The same, which may be left out. */
export const maybe = <T>(wanted: Kind<T>): OptionalKind<T> => ({
  ...wanted,
  isOptional: true,
});

export const listOf = <T>(element: Kind<T>, words = 'a list'): Kind<readonly T[]> => ({
  ...kind(words, Array.isArray),
  inside: (value: readonly unknown[], place) => value.flatMap((each, i) => faultsOf(element, each, `${place}[${i}]`)),
});

export const mapOf = <T>(element: Kind<T>, words = 'an object'): Kind<{ readonly [key: string]: T }> => ({
  ...kind(words, isObject),
  inside: (value: object, place) =>
    Object.entries(value).flatMap(([key, each]) => faultsOf(element, each, `${place}.${key}`)),
});

/** Of what may be left out. */
export interface OptionalKind<out T = unknown> extends Kind<T> {
  readonly isOptional: true;
}

/** The kinds of the properties of an object, by their names. */
export interface Kinds {
  readonly [name: string]: Kind;
}

/** What TypeScript says of a kind. */
export type TypeOf<K> = K extends Kind<infer T> ? T : never;

type Needed<K> = { [N in keyof K]: K[N] extends OptionalKind ? never : N }[keyof K];
type NeededTypes<K, N extends keyof K> = { readonly [P in N]: TypeOf<K[P]> };
type OptionalTypes<K, N extends keyof K> = { readonly [P in N]?: TypeOf<K[P]> };

/** An object whose properties are of these kinds, with the documentation that stands at the kinds. */
export type TypesOf<K> = NeededTypes<K, Needed<K>> & OptionalTypes<K, Exclude<keyof K, Needed<K>>>;

/** The kinds of the properties of a type that is declared elsewhere: none may be forgotten, and those that may be left out say so. */
export type KindsOf<P> = { readonly [K in keyof P]-?: object extends Pick<P, K> ? OptionalKind : Kind };

/**
 * An object with these properties. As in TypeScript there may be others, where an object has more uses than one; but none that is one
 * of these with a slip of the pen.
 */
export function propsOf<const K extends Kinds>(kinds: K): Kind<TypesOf<K>>;
export function propsOf<P>(kinds: KindsOf<P>): Kind<P>;
export function propsOf(kinds: Kinds): Kind {
  const known = Object.entries(kinds);
  const names = known.map(([name]) => name);
  return {
    ...kind(`an object with ${inWords(known)}`, isObject),
    inside: (value: { readonly [name: string]: unknown }, place) => {
      const others = Object.keys(value).filter((name) => !Object.hasOwn(kinds, name));
      const absent = others.length === 0 ? [] : names.filter((name) => value[name] === undefined);
      const slips = others.flatMap((name) => {
        const meant = closest(name, absent, name.length < 5 ? 1 : 2);
        return meant === undefined ? [] : [{ name, meant }];
      });
      const faults: Fault[] = [];
      for (const [name, wanted] of known) {
        if (slips.some(({ meant }) => meant === name)) continue;
        faults.push(...faultsOf(wanted, value[name], `${place}.${name}`));
      }
      return [
        ...faults,
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
