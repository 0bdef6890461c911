import type { TSchema } from '@sinclair/typebox';
import { isMap } from './is-map';
import type { Json } from './expression';
import { definitionOf, leafErrors } from './leaf-validator';
import { sameJson } from './same-json';

/*
 * Whether a value fits a schema. To read a schema takes far less time than to compile it, which `leafErrors` does to say what is wrong
 * with a value.
 */

type Schema = { readonly [keyword: string]: unknown };
type Check = (wanted: never, value: Json, schema: Schema) => boolean;

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  let known = expressions.get(pattern);
  if (!known) expressions.set(pattern, (known = new RegExp(pattern, 'u')));
  return known;
}

/** Characters of Unicode. A text has as many as JavaScript counts, or less, but at least half of them. */
const lengthOf = (text: string): number => Array.from(text).length;
const isShort = (text: string, most: number): boolean => text.length <= 2 * most && lengthOf(text) <= most;

const ofNumber =
  (holds: (wanted: number, value: number) => boolean) =>
  (wanted: number, value: Json): boolean =>
    typeof value !== 'number' || holds(wanted, value);
const ofText =
  (holds: (wanted: never, value: string) => boolean) =>
  (wanted: never, value: Json): boolean =>
    typeof value !== 'string' || holds(wanted, value);
const ofList =
  (holds: (wanted: never, value: readonly Json[]) => boolean) =>
  (wanted: never, value: Json): boolean =>
    !Array.isArray(value) || holds(wanted, value as readonly Json[]);
const ofMap =
  (holds: (wanted: never, value: { readonly [key: string]: Json }, schema: Schema) => boolean) =>
  (wanted: never, value: Json, schema: Schema): boolean =>
    !isMap(value) || holds(wanted, value, schema);
/** What hardly any schema says is left to the validator that is compiled. */
const compiled = (_wanted: unknown, value: Json, schema: Schema): boolean =>
  leafErrors(schema as TSchema, value).length === 0;

/** What each keyword asks; all others say nothing. */
const checks: { readonly [keyword: string]: Check } = {
  type: (wanted: string | readonly string[], value) =>
    typeof wanted === 'string' ? isOfType(wanted, value) : wanted.some((type) => isOfType(type, value)),
  enum: (wanted: readonly unknown[], value) => wanted.some((each) => sameJson(each, value)),
  const: (wanted: unknown, value) => sameJson(wanted, value),
  minimum: ofNumber((wanted, value) => value >= wanted),
  maximum: ofNumber((wanted, value) => value <= wanted),
  exclusiveMinimum: ofNumber((wanted, value) => value > wanted),
  exclusiveMaximum: ofNumber((wanted, value) => value < wanted),
  multipleOf: ofNumber((wanted, value) => Number.isInteger(value / wanted)),
  pattern: ofText((wanted: string, value) => expression(wanted).test(value)),
  minLength: ofText((wanted: number, value) => value.length >= 2 * wanted || lengthOf(value) >= wanted),
  maxLength: ofText((wanted: number, value) => value.length <= wanted || isShort(value, wanted)),
  minItems: ofList((wanted: number, value) => value.length >= wanted),
  maxItems: ofList((wanted: number, value) => value.length <= wanted),
  uniqueItems: ofList((wanted: boolean, value) => !wanted || isUnique(value)),
  items: (wanted: unknown, value, schema) => {
    if (!Array.isArray(value)) return true;
    return Array.isArray(wanted)
      ? compiled(wanted, value, schema)
      : (value as readonly Json[]).every((each) => fits(wanted, each));
  },
  contains: ofList((wanted: unknown, value) => value.some((each) => fits(wanted, each))),
  minProperties: ofMap((wanted: number, value) => Object.keys(value).length >= wanted),
  maxProperties: ofMap((wanted: number, value) => Object.keys(value).length <= wanted),
  required: ofMap((wanted: readonly string[], value) => wanted.every((key) => Object.hasOwn(value, key))),
  properties: ofMap((wanted: Schema, value) =>
    Object.keys(value).every((key) => !Object.hasOwn(wanted, key) || fits(wanted[key], value[key]!)),
  ),
  propertyNames: ofMap((wanted: unknown, value) => Object.keys(value).every((key) => fits(wanted, key))),
  additionalProperties: ofMap((wanted: unknown, value, { properties, patternProperties }) => {
    if (patternProperties !== undefined) return true; // Which asks about these too.
    const isNamed = (key: string) => isMap(properties) && Object.hasOwn(properties, key);
    return Object.keys(value).every((key) => isNamed(key) || fits(wanted, value[key]!));
  }),
  allOf: (wanted: readonly unknown[], value) => wanted.every((each) => fits(each, value)),
  anyOf: (wanted: readonly unknown[], value) => wanted.some((each) => fits(each, value)),
  oneOf: (wanted: readonly unknown[], value) => wanted.filter((each) => fits(each, value)).length === 1,
  not: (wanted: unknown, value) => !fits(wanted, value),
  if: (wanted: unknown, value, schema) => {
    const then = schema[fits(wanted, value) ? 'then' : 'else'];
    return then === undefined || fits(then, value);
  },
  $ref: (wanted: string, value, schema) => {
    const definition = definitionOf(wanted);
    return definition ? fits(definition, value) : compiled(wanted, value, schema);
  },
  patternProperties: compiled,
  dependencies: compiled,
  additionalItems: compiled,
};

/**
 * Whether a value fits a schema, as `leafErrors` would find.
 *
 * The structs of Kubernetes that it refers to are known beforehand (`addDefinitions`).
 */
export function fits(schema: unknown, value: Json): boolean {
  if (typeof schema !== 'object') return schema !== false;
  const keywords = schema as Schema;
  for (const keyword of Object.keys(keywords)) {
    const wanted = keywords[keyword];
    if (wanted === undefined || !Object.hasOwn(checks, keyword)) continue;
    if (!checks[keyword]!(wanted as never, value, keywords)) return false;
  }
  return true;
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

const isUnique = (list: readonly Json[]): boolean => new Set(list.map(textOf)).size === list.length;

/** A text that two values have in common where they say the same. */
function textOf(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(textOf).join()}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${textOf(value[key] as Json)}`).join()}}`;
}
