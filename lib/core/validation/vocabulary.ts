import { didYouMean, type Json, type JsonObject } from '../values';
import { isMap } from '../values/is-map';
import { listOf } from '../values/json-parts';
import type { ApiType } from '../kubernetes/api-type';
import { allOf, orEmpty, schemaOf } from './fragments';
import type { JsonSchema } from './json-schema';
import type { FieldRule, Fields, StructRule, ValidationCode, BreachInStruct } from './page';

/*
 * The words in which the pages say what the API server checks. Each knows an example that it lets through and one that it
 * refuses, so that every entry of every page is tried in both ways.
 */

/** Whether a field says nothing: Kubernetes takes null for absent, and an empty string, list or map too nearly everywhere. */
export const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);

/** Whether a field is there at all; `{}` is, null is not. */
export const isSet = (value: Json | undefined): value is Json => value !== undefined && value !== null;

/** A value as messages show it: on one line, and not the whole of a long one. */
export function shown(value: Json | undefined): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What is not empty. */
function somethingOf(type: ApiType): JsonSchema {
  if (type.kind === 'list') return { minItems: 1 };
  if (type.kind === 'map' || type.kind === 'struct') return { minProperties: 1 };
  return type.kind === 'primitive' && ['integer', 'number', 'boolean'].includes(type.name) ? {} : { minLength: 1 };
}

/** Nothing, or what counts as that. */
function nothingOf(type: ApiType): JsonSchema {
  return type.kind === 'list' ? { maxItems: 0 } : { not: {} };
}

/** The field has a value. Where the schema itself calls it required, its absence is left to the schema. */
export const required: FieldRule = {
  code: 'missing-value',
  says: 'has a value',
  valid: 'x',
  invalid: '',
  seesAbsent: true,
  schema: somethingOf,
  check: (value) => (isEmpty(value) ? 'needs a value' : undefined),
};

/** The list has an element or the map an entry; `why` says more. */
export const filled = (why: string): FieldRule => ({
  ...required,
  says: why,
  valid: ['x'],
  invalid: [],
  check: (value) => (isEmpty(value) ? why : undefined),
});

/** The value is one of these strings. An empty one is as good as absent. */
export const oneOf = (...choices: readonly string[]): FieldRule => ({
  code: 'invalid-enum',
  says: `is one of ${choices.map((choice) => choice || '""').join(', ')}`,
  valid: choices[0]!,
  invalid: 'neither of them',
  schema: { enum: choices },
  check: (value) =>
    choices.includes(value as string)
      ? undefined
      : choices.length === 1
        ? `${shown(value)} must be ${choices[0]}`
        : `${shown(value)} is none of ${choices.map((choice) => choice || '""').join(', ')}${didYouMean(String(value), choices)}`,
});

/** The rule for a field that the API server can tell from an absent one when it is empty, and then refuses. */
export const evenEmpty = (rule: FieldRule): FieldRule => ({ ...rule, seesEmpty: true });

const mostOf32Bits = 2 ** 31 - 1;

/** The value, where it is a number, lies between these. */
export const between = (least: number, most: number, code: ValidationCode = 'out-of-range'): FieldRule => ({
  code,
  says: most === Infinity ? `is at least ${least}` : least === most ? `is ${least}` : `is from ${least} to ${most}`,
  valid: least,
  invalid: least - 1,
  schema: { minimum: least, ...(most === Infinity ? {} : { maximum: most }) },
  check: (value) => {
    if (typeof value !== 'number' || (value >= least && value <= most)) return undefined;
    if (least === most) return `${value} must be ${least}`;
    return most === Infinity || (most === mostOf32Bits && value < least)
      ? `${value} is less than ${least}`
      : `${value} does not lie between ${least} and ${most}`;
  },
});

export const atLeast = (least: number): FieldRule => between(least, Infinity);

/** The same, where the API server takes 0 as absent and fills in a default. */
export const zeroOr = ({ check, schema, ...rule }: FieldRule): FieldRule => ({
  ...rule,
  says: `${rule.says}, or 0 for the default`,
  valid: 0,
  invalid: -1,
  ...(schema === undefined || typeof schema === 'function' ? {} : { schema: { ...schema, minimum: 0 } }),
  check: (value, site) => (value === 0 ? undefined : check(value, site)),
});

/** The value must not be there; `why` says when it may. */
export const forbidden = (why: string, invalid: Json = 'x'): FieldRule => ({
  code: 'forbidden-field',
  says: `is absent: ${why}`,
  valid: null,
  invalid,
  schema: nothingOf,
  check: (value) => (Array.isArray(value) && value.length === 0 ? undefined : why),
});

/** The list has at most this many elements. */
export const atMostItems = (most: number): FieldRule => ({
  code: 'out-of-range',
  says: `has at most ${most} elements`,
  valid: ['x'],
  invalid: Array.from({ length: most + 1 }, (_, i) => `x${i}`),
  schema: { maxItems: most },
  check: (value) => {
    const { length } = listOf(value);
    return length > most ? `has ${length} elements; ${most} are the most` : undefined;
  },
});

/** The text has at most this many characters. */
export const atMostCharacters = (most: number): FieldRule => ({
  code: 'out-of-range',
  says: `has at most ${most} characters`,
  valid: 'x',
  invalid: 'x'.repeat(most + 1),
  schema: { maxLength: most },
  check: (value) =>
    typeof value === 'string' && value.length > most
      ? `has ${value.length} characters; ${most} are the most`
      : undefined,
});

/** No element of a list of scalars is there twice. */
export const unique: FieldRule = {
  code: 'duplicate-entry',
  says: 'has no element twice',
  valid: ['a', 'b'],
  invalid: ['a', 'a'],
  schema: { uniqueItems: true },
  check: (value) => {
    const list = listOf(value);
    return list.flatMap((each, i) =>
      list.indexOf(each) < i ? [{ path: [i], message: `${shown(each)} is there already` }] : [],
    );
  },
};

/** The value of another form than a struct's: what holds for a text is told by a function, and by a schema where one can. */
export const form = (
  code: ValidationCode,
  says: string,
  valid: Json,
  invalid: Json,
  wrong: (text: string) => string | undefined,
  schema?: JsonSchema,
): FieldRule => ({
  code,
  says,
  valid,
  invalid,
  ...(schema === undefined ? {} : { schema }),
  check: (value) => (typeof value === 'string' ? wrong(value) : undefined),
});

/** Of two rules the code of the first, the check of both. */
export const both = (first: FieldRule, second: FieldRule): FieldRule => ({
  ...first,
  says: `${first.says}; ${second.says}`,
  schema: (type) => allOf([first, second].map((each) => schemaOf(each, type) ?? {})),
  check: (value, site) => first.check(value, site) ?? second.check(value, site),
});

// --- structs ---

/** A rule that a function tells. */
export const rule = (
  code: ValidationCode,
  says: string,
  examples: { readonly valid: JsonObject; readonly invalid: JsonObject },
  check: StructRule['check'],
  schema?: StructRule['schema'],
): StructRule => ({ code, says, ...examples, ...(schema === undefined ? {} : { schema }), check });

/** The fields of these that are set, `{}` included; an empty list is not. */
export const setOf = (struct: JsonObject, fields: readonly string[]): string[] =>
  fields.filter((field) => isSet(struct[field]) && !(Array.isArray(struct[field]) && struct[field].length === 0));

/**
 * Of some fields at most one is there, and at least `least`. Where all others must be there too, it is enough to count them.
 */
function oneOfFields(fields: readonly string[], all: Fields, least: 0 | 1): JsonSchema {
  const own = fields.filter((field) => all.has(field));
  const others = [...all].filter(([name]) => !fields.includes(name));
  if (others.every(([, { isRequired }]) => isRequired))
    return { ...(least === 1 ? { minProperties: others.length + 1 } : {}), maxProperties: others.length + 1 };
  if (least === 1) return { oneOf: own.map((field) => ({ required: [field] })) };
  const pairs = own.flatMap((first, i) => own.slice(i + 1).map((second) => ({ required: [first, second] })));
  return { not: { anyOf: pairs } };
}

/** Exactly one of the fields is set. The second one of two is the one that the API server names. */
export const exactlyOne = (fields: readonly string[], what: string, valid: Json = {}): StructRule => ({
  ...atMostOne(fields, what, valid),
  says: `has exactly one ${what}: ${fields.join(', ')}`,
  schema: (all) => oneOfFields(fields, all, 1),
  check: (struct) => {
    const found = atMostOne(fields, what).check(struct, noSite);
    if (found.length > 0 || setOf(struct, fields).length === 1) return found;
    return [{ path: [], message: `has no ${what}: one of ${fields.join(', ')}` }];
  },
});

/** At most one of the fields is set. */
export const atMostOne = (fields: readonly string[], what: string, valid: Json = {}): StructRule => ({
  code: 'not-exactly-one',
  says: `has at most one ${what}: ${fields.join(', ')}`,
  schema: (all) => oneOfFields(fields, all, 0),
  valid: { [fields[0]!]: valid },
  invalid: { [fields[0]!]: valid, [fields[1]!]: valid },
  check: (struct) => {
    const set = setOf(struct, fields);
    if (set.length < 2) return [];
    return [{ path: [set[1]!], message: `has more than one ${what}: ${set.join(' and ')}` }];
  },
});

const noSite = { kind: '', object: {}, minor: 0 };

/** What has to be so that a rule applies: a field with one of these values; undefined stands for absent. */
export interface Condition {
  readonly field: string;
  readonly is: readonly (Json | undefined)[];
}

/** A field has one of these values. What the API server fills in where the field is absent counts as well. */
export const where = (field: string, ...is: readonly (Json | undefined)[]): Condition => ({ field, is });

const holds = ({ field, is }: Condition, struct: JsonObject): boolean => {
  const value = struct[field];
  return is.includes(value === null || value === '' ? undefined : value);
};

const exampleOf = ({ field, is }: Condition): JsonObject => {
  const value = is.find(isSet);
  return value === undefined || is.includes(undefined) ? {} : { [field]: value };
};

const schemaOfCondition = ({ field, is }: Condition): JsonSchema => {
  const given = is.filter(isSet);
  return is.includes(undefined)
    ? { properties: { [field]: { enum: ['', ...given] } } }
    : { properties: { [field]: { enum: given } }, required: [field] };
};

/** The rule of a field that applies only under a condition. */
export const when = (
  condition: Condition,
  field: string,
  { check, seesAbsent, schema, ...rest }: FieldRule,
): StructRule => ({
  ...(schema === undefined || typeof schema === 'function'
    ? {}
    : {
        schema: {
          if: schemaOfCondition(condition),
          then: { properties: { [field]: orEmpty(schema) }, ...(seesAbsent === true ? { required: [field] } : {}) },
        },
      }),
  code: rest.code,
  says: `where ${condition.field} is ${condition.is.map((each) => (each === undefined ? 'absent' : shown(each))).join(' or ')}, ${field} ${rest.says}`,
  valid: rest.valid === null ? exampleOf(condition) : { ...exampleOf(condition), [field]: rest.valid },
  invalid: { ...exampleOf(condition), [field]: rest.invalid },
  check: (struct, site) => {
    if (!holds(condition, struct)) return [];
    const value = struct[field];
    if (!(seesAbsent ?? false) && (!isSet(value) || value === '')) return [];
    const found = check(value ?? null, site);
    if (found === undefined) return [];
    // A field that is not there has no place of its own.
    const path = value === undefined ? [] : [field];
    if (typeof found === 'string') return [{ path, message: value === undefined ? `${field} ${found}` : found }];
    return found.map((each) => ({ ...each, path: [...path, ...each.path] }));
  },
});

/** The elements of a list of maps, with their places. */
export const elements = (struct: JsonObject, field: string): { readonly value: JsonObject; readonly at: number }[] =>
  listOf(struct[field]).flatMap((value, at) => (isMap(value) ? [{ value, at }] : []));

/** Whether something has not been seen before; from now on it has. */
export function isFirst<T>(seen: Set<T>, each: T): boolean {
  if (seen.has(each)) return false;
  seen.add(each);
  return true;
}

/** No two elements of a list of maps agree in all of these keys. */
export const uniqueBy = (
  field: string,
  keys: readonly string[],
  { code = 'duplicate-entry', what = 'an element' }: { code?: ValidationCode; what?: string } = {},
): StructRule => {
  const example = Object.fromEntries(keys.map((key) => [key, 'x']));
  const last = keys.length === 1 ? [keys[0]!] : [];
  return {
    code,
    says: `no two of ${field} have the same ${keys.join(', ')}`,
    valid: { [field]: [example, Object.fromEntries(keys.map((key) => [key, 'y']))] },
    invalid: { [field]: [example, example] },
    check: (struct) => {
      const seen = new Set<string>();
      return elements(struct, field).flatMap(({ value, at }): BreachInStruct[] => {
        const given = keys.map((key) => value[key] ?? null);
        if (given.every((each) => each === null || each === '')) return [];
        const id = keys.length === 1 ? String(given[0]) : JSON.stringify(given);
        if (isFirst(seen, id)) return [];
        const named =
          keys.length === 1
            ? `"${String(given[0])}"`
            : `with ${keys.flatMap((key, i) => (isSet(given[i]) ? [`${key} ${shown(given[i])}`] : [])).join(' and ')}`;
        return [{ path: [field, at, ...last], message: `there is ${what} ${named} already` }];
      });
    },
  };
};
