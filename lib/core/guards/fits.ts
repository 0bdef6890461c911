import { isMap, type Json } from '../values';
import { leafErrors } from '../values/leaf-validator';
import { isSchema, type JsonSchema } from './json-schema';

/*
 * Whether a value fits a schema. A schema that is asked about a handful of values is read, which takes less time than to compile it.
 */

type Check = (wanted: never, value: Json, schema: JsonSchema) => boolean;

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  let known = expressions.get(pattern);
  if (!known) expressions.set(pattern, (known = new RegExp(pattern, 'u')));
  return known;
}

const lengthOf = (text: string): number => Array.from(text).length;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

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
  (holds: (wanted: never, value: { readonly [key: string]: Json }, schema: JsonSchema) => boolean) =>
  (wanted: never, value: Json, schema: JsonSchema): boolean =>
    !isMap(value) || holds(wanted, value, schema);

/** What each keyword asks; all others say nothing. */
const checks: { readonly [keyword: string]: Check } = {
  type: (wanted: string | readonly string[], value) => [wanted].flat().some((type) => isOfType(type, value)),
  enum: (wanted: readonly unknown[], value) => wanted.some((each) => same(each, value)),
  const: (wanted: unknown, value) => same(wanted, value),
  minimum: ofNumber((wanted, value) => value >= wanted),
  maximum: ofNumber((wanted, value) => value <= wanted),
  exclusiveMinimum: ofNumber((wanted, value) => value > wanted),
  exclusiveMaximum: ofNumber((wanted, value) => value < wanted),
  multipleOf: ofNumber((wanted, value) => Number.isInteger(value / wanted)),
  pattern: ofText((wanted: string, value) => expression(wanted).test(value)),
  minLength: ofText((wanted: number, value) => lengthOf(value) >= wanted),
  maxLength: ofText((wanted: number, value) => lengthOf(value) <= wanted),
  minItems: ofList((wanted: number, value) => value.length >= wanted),
  maxItems: ofList((wanted: number, value) => value.length <= wanted),
  uniqueItems: ofList(
    (wanted: boolean, value) => !wanted || new Set(value.map((each) => JSON.stringify(each))).size === value.length,
  ),
  items: ofList((wanted: JsonSchema, value) => value.every((each) => fits(wanted, each))),
  contains: ofList((wanted: JsonSchema, value) => value.some((each) => fits(wanted, each))),
  minProperties: ofMap((wanted: number, value) => Object.keys(value).length >= wanted),
  maxProperties: ofMap((wanted: number, value) => Object.keys(value).length <= wanted),
  required: ofMap((wanted: readonly string[], value) => wanted.every((key) => Object.hasOwn(value, key))),
  properties: ofMap((wanted: { readonly [key: string]: JsonSchema }, value) =>
    Object.entries(wanted).every(([key, each]) => !Object.hasOwn(value, key) || fits(each, value[key]!)),
  ),
  propertyNames: ofMap((wanted: JsonSchema, value) => Object.keys(value).every((key) => fits(wanted, key))),
  additionalProperties: ofMap((wanted: JsonSchema | boolean, value, { properties }) =>
    Object.keys(value)
      .filter((key) => !isSchema(properties) || !Object.hasOwn(properties, key))
      .every((key) => (typeof wanted === 'boolean' ? wanted : fits(wanted, value[key]!))),
  ),
  allOf: (wanted: readonly JsonSchema[], value) => wanted.every((each) => fits(each, value)),
  anyOf: (wanted: readonly JsonSchema[], value) => wanted.some((each) => fits(each, value)),
  oneOf: (wanted: readonly JsonSchema[], value) => wanted.filter((each) => fits(each, value)).length === 1,
  not: (wanted: JsonSchema, value) => !fits(wanted, value),
  if: (wanted: JsonSchema, value, schema) => {
    const then = schema[fits(wanted, value) ? 'then' : 'else'];
    return !isSchema(then) || fits(then, value);
  },
  $ref: (wanted: string, value) => leafErrors({ $ref: wanted } as never, value).length === 0,
};

/** Whether a value fits a schema. The structs of Kubernetes that it refers to are known beforehand. */
export function fits(schema: JsonSchema, value: Json): boolean {
  // Whatever stands beside a reference is not read.
  if (schema['$ref'] !== undefined) return checks['$ref']!(schema['$ref'] as never, value, schema);
  return Object.entries(schema).every(
    ([keyword, wanted]) => !Object.hasOwn(checks, keyword) || checks[keyword]!(wanted as never, value, schema),
  );
}

function isOfType(type: string, value: Json): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
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
