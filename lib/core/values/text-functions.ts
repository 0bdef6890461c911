import { refusedByGo } from './portable-schema';
import { aName, aPattern, aScalar, aScalarWithText, aTemplatedText, anExpression, takes, type Kind } from './argument';
import {
  Expression,
  shapeOfTree,
  type Operand,
  type Scalar,
  type Search,
  type Templated,
  type Transform,
} from './expression';
import { choicesOf, valueTypeOf } from './shape';
import { textOf, withoutTokens } from './text';

/*
 * What is made of texts, and what is asked about what texts, lists and maps hold.
 */

/** The text in base64, of its UTF-8. */
export const base64 = (operand: Templated<string>): Expression<string> => transform('base64', operand);

/**
 * The text in capitals, letter by letter as Helm does it: a letter without a single capital stays, so that `straße` becomes
 * `STRAßE`.
 */
export const upper = (operand: Templated<string>): Expression<string> => transform('upper', operand);

/** The text in small letters, letter by letter. */
export const lower = (operand: Templated<string>): Expression<string> => transform('lower', operand);

/** The text for a part of a URL: all but letters, digits and `-_.~` as `%` and hexadecimal digits, a space as `%20`. */
export const urlEncode = (operand: Templated<string>): Expression<string> => transform('urlEncode', operand);

/** The beginning of a name that leaves room for a dash and a hash. */
export const nameBeforeHash = (operand: Templated<string>): Expression<string> => transform('nameBeforeHash', operand);

/** The text without blanks and line breaks at its beginning and end, those of Unicode included. */
export const trim = (operand: Templated<string>): Expression<string> => transform('trim', operand);

/** The text without another one at its beginning, once; as it is where it does not begin with that. */
export const trimPrefix = (operand: Templated<string>, prefix: Templated<string>): Expression<string> =>
  transform('trimPrefix', operand, prefix);

/** The text without another one at its end, once; as it is where it does not end with that. */
export const trimSuffix = (operand: Templated<string>, suffix: Templated<string>): Expression<string> =>
  transform('trimSuffix', operand, suffix);

/** The text with another one in place of each piece that is `piece`; nothing in it is a pattern. */
export const replace = (operand: Templated<string>, piece: string, by: Templated<string>): Expression<string> =>
  transform('replace', operand, piece, by);

const transformTakes = {
  base64: takes('base64(text)', aScalarWithText),
  upper: takes('upper(text)', aScalarWithText),
  lower: takes('lower(text)', aScalarWithText),
  urlEncode: takes('urlEncode(text)', aScalarWithText),
  nameBeforeHash: takes('nameBeforeHash(name)', aScalarWithText),
  trim: takes('trim(text)', aScalarWithText),
  trimPrefix: takes('trimPrefix(text, prefix)', aScalarWithText, aTemplatedText),
  trimSuffix: takes('trimSuffix(text, suffix)', aScalarWithText, aTemplatedText),
  replace: takes('replace(text, piece, by)', aScalarWithText, aName, aTemplatedText),
} as const satisfies { readonly [by in Transform]: unknown };

function transform(by: Transform, operand: Operand, ...given: readonly Operand[]): Expression<string> {
  transformTakes[by](operand, ...given);
  const args = given.map(asText);
  return new Expression(
    { kind: 'transform', by, operand: asText(operand), ...(args.length > 0 && { args }) },
    'string',
  );
}

/** What is not a string is made one first. */
function asText(operand: Operand): Operand {
  const own = withoutTokens(operand);
  return valueTypeOf(shapeOfTree(own)) === 'string' ? own : textOf([own]);
}

/** A text, a list or a map. */
const aWhole: Kind = {
  ...anExpression,
  inside: ({ valueType }: Expression, place) =>
    valueType === 'string' || valueType === 'list' || valueType === 'map'
      ? []
      : [{ place, message: `is a ${valueType}, which has no length`, remedy: 'Of a text there is text`${value}`.' }],
};
const lengthTakes = takes('length(value)', aWhole);

/** More than any file of values holds. */
const mostInValues = 2 ** 31 - 1;

/**
 * How much is in a value: the elements of a list, the entries of a map, the bytes that a text has as UTF-8, which is how Kubernetes
 * limits names. Letters outside of ASCII have several bytes.
 */
export function length(
  value: Expression<string | readonly unknown[] | { readonly [key: string]: unknown }>,
): Expression<number> {
  lengthTakes(value);
  return new Expression({ kind: 'length', operand: value }, { type: 'integer', ...boundsOfLength(value) });
}

function boundsOfLength({ shape, valueType }: Expression): { readonly minimum: number; readonly maximum: number } {
  const limit = (name: string, otherwise: number) => {
    const said = shape[name];
    return typeof said === 'number' ? said : otherwise;
  };
  if (valueType === 'list') return { minimum: limit('minItems', 0), maximum: limit('maxItems', mostInValues) };
  if (valueType === 'map') return { minimum: limit('minProperties', 0), maximum: limit('maxProperties', mostInValues) };
  const lengths = choicesOf(shape)?.map((choice) => Buffer.byteLength(choice));
  if (lengths) return { minimum: Math.min(...lengths), maximum: Math.max(...lengths) };
  // A schema counts characters, each of which has at most four bytes.
  return { minimum: limit('minLength', 0), maximum: Math.min(4 * limit('maxLength', mostInValues), mostInValues) };
}

const aTextOrList: Kind = {
  ...aTemplatedText,
  words: 'a string, or an expression of a text or list',
  inside: (value: unknown, place) => {
    const type = value instanceof Expression ? value.valueType : 'string';
    if (type === 'string' || type === 'list') return [];
    const remedy = type === 'map' ? 'Ask for one of its values.' : 'Of a text there is text`${value}`.';
    return [{ place, message: `is a ${type}, and neither a text nor a list`, remedy }];
  },
};
const containsTakes = takes('contains(whole, part)', aTextOrList, aScalar);

/**
 * True where a text has another one in it, or a list an element: a scalar of the same type, so that the number 80 is not the text `"80"`.
 * The empty text is in every text.
 */
export function contains(text: Templated<string>, part: Templated<string>): Expression<boolean>;
export function contains<T extends Scalar>(
  list: Expression<readonly T[]>,
  element: Templated<NoInfer<T>>,
): Expression<boolean>;
export function contains(whole: Operand, part: Operand): Expression<boolean> {
  containsTakes(whole, part);
  const isList = whole instanceof Expression && whole.valueType === 'list';
  if (!isList) mustBeText('contains(text, part)', part);
  return search('contains', whole, part);
}

const startsWithTakes = takes('startsWith(text, part)', aScalarWithText, aTemplatedText);

/** True where a text begins with another one. */
export function startsWith(text: Templated<string>, part: Templated<string>): Expression<boolean> {
  startsWithTakes(text, part);
  return search('startsWith', asText(text), asText(part));
}

const endsWithTakes = takes('endsWith(text, part)', aScalarWithText, aTemplatedText);

/** True where a text ends with another one. */
export function endsWith(text: Templated<string>, part: Templated<string>): Expression<boolean> {
  endsWithTakes(text, part);
  return search('endsWith', asText(text), asText(part));
}

const aPortablePattern: Kind<string> = {
  ...aPattern,
  inside: (pattern: string, place) => {
    const piece = refusedByGo(pattern);
    if (piece === undefined) return [];
    const remedy = 'Say it with classes, groups and counts, and several conditions with and().';
    return [{ place, message: `has ${piece}, which Helm cannot read`, remedy }];
  },
};
const matchesTakes = takes('matches(text, pattern)', aScalarWithText, aPortablePattern);

/**
 * True where a regular expression finds something in a text; one of the whole text begins with `^` and ends with `$`.
 *
 * @param pattern what Go and JavaScript read alike, as in the schema of a value
 * @throws DefinitionError for a pattern that Helm cannot read
 */
export function matches(text: Templated<string>, pattern: string): Expression<boolean> {
  matchesTakes(text, pattern);
  return new Expression({ kind: 'matches', operand: asText(text), pattern }, 'boolean');
}

const isString = (operand: Operand) => valueTypeOf(shapeOfTree(operand)) === 'string';

/** A text that is looked for. */
const aPart: Kind = {
  ...aTemplatedText,
  inside: (value: unknown, place) =>
    isString(value as Operand)
      ? []
      : [{ place, message: 'is no text, and so in none', remedy: 'Make a text of it: text`${value}`.' }],
};

const mustBeText = (signature: string, part: Operand): void => takes(signature, aScalarWithText, aPart)('', part);

const search = (by: Search, whole: Operand, part: Operand): Expression<boolean> =>
  new Expression({ kind: 'search', by, whole: withoutTokens(whole), part: withoutTokens(part) }, 'boolean');
