import { Type, type TObject, type TSchema, type TUnsafe } from '@sinclair/typebox';
import {
  aBoolean,
  aFiniteMap,
  aJson,
  aJsonList,
  aMap,
  aNumber,
  aPattern,
  aText,
  aWholeNumber,
  aList,
  isObject,
  anything,
  listOf,
  mapOf,
  maybe,
  propsOf,
  takes,
} from './argument';
import type { Expression, Json, Ref } from './expression';
import { DefinitionError, type Problem } from './problem';

export type { Static, TSchema, TUnsafe } from '@sinclair/typebox';

/** Marks a group, and holds its fields; a symbol is kept by a copy of the schema and is not part of what users see of it. */
const group = Symbol('group');

/** The fields of a group of values. */
export type Fields = { readonly [key: string]: TSchema };

/** Values that belong together: `backend`, or the whole of a chart's values. Its fields have references of their own. */
export type Group<F extends Fields = Fields> = TObject<F & Record<string, TSchema>> & { readonly [group]: F };

/** A value that is referred to as a whole: a scalar, or a block such as `resources`. */
export type Leaf<T> = TUnsafe<T>;

/** JSON Schema keywords that narrow a value. */
export interface Constraints {
  readonly title?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly propertyNames?: object;
  /** What the values of a map must be. */
  readonly additionalProperties?: object;
  readonly examples?: readonly Json[];
}

const constraints = maybe(
  propsOf<Constraints>({
    title: maybe(aText),
    minimum: maybe(aNumber),
    maximum: maybe(aNumber),
    minLength: maybe(aWholeNumber),
    maxLength: maybe(aWholeNumber),
    pattern: maybe(aPattern),
    minItems: maybe(aWholeNumber),
    maxItems: maybe(aWholeNumber),
    uniqueItems: maybe(aBoolean),
    minProperties: maybe(aWholeNumber),
    propertyNames: maybe(aFiniteMap),
    additionalProperties: maybe(aFiniteMap),
    examples: maybe(aList),
  }),
);

/** Whether a schema is a group, whose fields are values of their own. */
export const isGroup = (schema: TSchema): schema is Group => group in schema;

/** Whether a group accepts values that it does not name. */
export const isOpen = (schema: TSchema): boolean => schema.additionalProperties !== false;

/*
 * Helm's YAML reader takes these keys as booleans, so a value of that name could never be read. A dash or a dot would
 * make `.Values.a-b` a syntax error in templates and `--set a.b` mean something else.
 */
const yamlBoolean = /^(y|n|yes|no|on|off|true|false)$/i;
const camelCase = /^[a-z][A-Za-z0-9]*$/;

const objectTakes = takes('object(fields, description)', anything, aText);

/** A group of values under one key. */
export function object<const F extends Fields>(fields: F, description: string): Group<F> {
  objectTakes(fields, description);
  return makeGroup(fields, { description, additionalProperties: false });
}

const openObjectTakes = takes('openObject(fields, description)', anything, aText);

/** A group that takes keys besides the ones it names, as `global` does: a parent chart shares it with all its subcharts. */
export function openObject<const F extends Fields>(fields: F, description: string): Group<F> {
  openObjectTakes(fields, description);
  return makeGroup(fields, { description, additionalProperties: true });
}

/** All values of a chart. */
export const values = <const F extends Fields>(fields: F): Group<F> =>
  makeGroup(fields, { additionalProperties: false });

function makeGroup<F extends Fields>(fields: F, options: object): Group<F> {
  refuseFields(fields);
  const schema = Type.Object<F & Record<string, TSchema>>(fields, options);
  return Object.assign(schema, { [group]: fields });
}

/** @throws DefinitionError with every key that no user could set, and every field that is not a schema */
function refuseFields(fields: Fields): void {
  const problems = Object.entries(isObject(fields) ? fields : {}).flatMap(([key, field]): Problem[] => {
    const found: Problem[] = [];
    if (!camelCase.test(key) || yamlBoolean.test(key)) {
      const message = `"${key}" cannot be the key of a value: keys are camelCase and none that YAML reads as a boolean`;
      const remedy = 'Rename it: begin with a small letter, go on with letters and digits, as in replicaCount or isOn.';
      found.push({ code: 'invalid-value-key', path: key, message, remedy });
    }
    if (!isObject(field)) {
      const message = `the value "${key}" has no schema`;
      const remedy = 'Describe it with string(), integer(), boolean(), list(), object() or the like.';
      found.push({ code: 'invalid-schema', path: key, message, remedy });
    }
    return found;
  });
  if (hasPrototype(fields)) {
    const message =
      '"__proto__" cannot be the key of a value: JavaScript takes it for something else, and the value is lost';
    problems.push({ code: 'invalid-value-key', path: '__proto__', message, remedy: 'Rename it.' });
  }
  if (!isObject(fields)) {
    const message = 'a group of values was made without its fields';
    problems.push({
      code: 'invalid-schema',
      message,
      remedy: 'Give it a map of schemas: object({ port: integer(80, "Port") }, "Web").',
    });
  }
  if (problems.length > 0) throw new DefinitionError(problems);
}

/** Whether an object literal said what it derives from, which is what `{ __proto__: string(...) }` means to JavaScript. */
function hasPrototype(fields: Fields): boolean {
  const prototype = isObject(fields) ? (Object.getPrototypeOf(fields) as object | null) : null;
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

/*
 * Characters that Helm's YAML reader refuses or its printer, `toYaml`, writes wrongly. Go's regular expressions know
 * neither lookahead nor \u escapes, JavaScript's no \x{...}: the characters stand for themselves.
 */
const unprintable = '\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029\ufeff\ufffe\uffff';
const text = `^([^\n${unprintable}]([^${unprintable}]*[^\n${unprintable}])?\n?)?$`;

const stringTakes = takes('string(value, description, constraints)', aText, aText, constraints);

/**
 * A string. Unless it has a pattern of its own, it may be any text that neither begins with a line break nor ends with
 * several.
 */
export const string = (value: string, description: string, constraints: Constraints = {}): Leaf<string> => {
  stringTakes(value, description, constraints);
  return Type.Unsafe<string>({ type: 'string', default: value, description, pattern: text, ...constraints });
};

const integerTakes = takes('integer(value, description, constraints)', aWholeNumber, aText, constraints);

/** A whole number; at most 2^53 - 1, since Helm reads numbers as 64-bit floats. */
export const integer = (value: number, description: string, constraints: Constraints = {}): Leaf<number> => {
  integerTakes(value, description, constraints);
  return Type.Unsafe<number>({
    type: 'integer',
    default: value,
    description,
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    ...constraints,
  });
};

const numberTakes = takes('number(value, description, constraints)', aNumber, aText, constraints);

/** A number that may have a fraction. */
export const number = (value: number, description: string, constraints: Constraints = {}): Leaf<number> => {
  numberTakes(value, description, constraints);
  return Type.Unsafe<number>({ type: 'number', default: value, description, ...constraints });
};

const booleanTakes = takes('boolean(value, description)', aBoolean, aText);

/** Something that is on or off. */
export const boolean = (value: boolean, description: string): Leaf<boolean> => {
  booleanTakes(value, description);
  return Type.Unsafe<boolean>({ type: 'boolean', default: value, description });
};

const oneOfTakes = takes('oneOf(choices, value, description)', listOf(aText, 'a list of strings'), aText, aText);

/** One of a few strings. */
export const oneOf = <const C extends readonly string[]>(
  choices: C,
  value: C[number],
  description: string,
): Leaf<C[number]> => {
  oneOfTakes(choices, value, description);
  return Type.Unsafe<C[number]>({ type: 'string', enum: [...choices], default: value, description });
};

const toggleTakes = takes('toggle(enabled, fields, description)', aBoolean, aMap, aText);

/** A feature with a switch `enabled` and the values that matter while it is on. */
export const toggle = <const F extends Fields>(enabled: boolean, fields: F, description: string) => {
  toggleTakes(enabled, fields, description);
  return object({ enabled: boolean(enabled, `Whether it is on: ${lowerFirst(description)}`), ...fields }, description);
};

const blockTextTakes = takes('blockText(constraints)', constraints);

/** Text in a map or list, likewise. */
export const blockText = (constraints: Constraints = {}): TSchema => {
  blockTextTakes(constraints);
  return Type.Unsafe<string>({ type: 'string', pattern: text, ...constraints });
};

const stringMapTakes = takes('stringMap(value, description, constraints)', mapOf(aText), aText, constraints);

/** A free map of strings, such as annotations or node labels. */
export const stringMap = (
  value: { readonly [key: string]: string },
  description: string,
  constraints: Constraints = {},
): Leaf<{ readonly [key: string]: string }> => {
  stringMapTakes(value, description, constraints);
  return Type.Unsafe({
    type: 'object',
    additionalProperties: blockText(),
    propertyNames: { pattern: '^[A-Za-z0-9][-A-Za-z0-9_./]*$' },
    default: value,
    description,
    ...constraints,
  });
};

const listTakes = takes('list(element, value, description, constraints)', aFiniteMap, aJsonList, aText, constraints);

/** A list whose elements are described by `element`. */
export const list = <T>(element: TSchema, value: readonly T[], description: string, constraints: Constraints = {}) => {
  listTakes(element, value, description, constraints);
  return Type.Unsafe<readonly T[]>({ type: 'array', items: element, default: value, description, ...constraints });
};

/** Holds what the references to a value stand for, where that is not the value as it is; kept by a copy of the schema. */
const reading = Symbol('reading');

/** What a reference to a value stands for, given the value as it is. */
export type Reading<T> = (value: Ref<T>) => Expression<T>;

/** The same value, whose references stand for what is made of it: of a block, say, without what does not count in it. */
export const readThrough = <T>(schema: Leaf<T>, read: Reading<T>): Leaf<T> =>
  Object.assign(schema, { [reading]: read });

/** How references to a value are read, where that is not as it is. */
export const readingOf = (schema: TSchema): Reading<unknown> | undefined =>
  (schema as { readonly [reading]?: Reading<unknown> })[reading];

const blockTakes = takes('block(schema, value, description)', aFiniteMap, aJson, aText);

/** A whole block that a user can replace or add to, described by a JSON Schema; `T` is the type of what it holds. */
export const block = <T>(schema: object, value: T, description: string): Leaf<T> => {
  blockTakes(schema, value, description);
  return Type.Unsafe<T>({ ...schema, default: value, description });
};

const requiredTakes = takes('required(schema)', aMap);

/** A value without a default: who installs the chart must supply it. Of a group, each value in it. */
export function required<T extends TSchema>(schema: T): T {
  requiredTakes(schema);
  const copy = { ...schema };
  delete copy.default;
  if (!isGroup(copy)) return copy;
  const fields = Object.fromEntries(Object.entries(copy[group]).map(([key, field]) => [key, required(field)]));
  return { ...copy, properties: fields, [group]: fields };
}

/** Marks a value that may be absent, which means the same as its default; kept by a copy of the schema. */
export const mayBeMissing = Symbol('mayBeMissing');

/** Whether a value is left out of `values.yaml`, so that templates find nothing where nobody sets it. */
export const isMissingByDefault = (schema: object): boolean => mayBeMissing in schema;

/** The fields of a group that must be there; the others may be absent, which means the same as their default. */
export const neededFields = ({ required: needed = [] }: Group): readonly string[] => needed;

/** A copy of a group, with what `change` gives in the place of each value that is not a group itself. */
export const mapLeaves = (schema: Group, change: (leaf: TSchema, key: string) => TSchema): Group =>
  mapFields(schema, (field, key) => (isGroup(field) ? mapLeaves(field, change) : change(field, key)));

/** A copy of a group, with what `change` gives in the place of each of its fields. */
export function mapFields(schema: Group, change: (field: TSchema, key: string) => TSchema): Group {
  const entries = Object.entries(schema.properties as Record<string, TSchema>).map(
    ([key, field]) => [key, change(field, key)] as const,
  );
  const fields = Object.fromEntries(entries);
  const needed = neededFields(schema).filter((key) => !(mayBeMissing in fields[key]!));
  const { required: _required, ...others } = schema;
  return { ...others, ...(needed.length > 0 && { required: needed }), properties: fields, [group]: fields } as Group;
}

/** What a sentence goes on with; a word of capitals stays as it is. */
const lowerFirst = (sentence: string) =>
  /^[A-Z]{2}/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
