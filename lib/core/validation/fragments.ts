import type { ApiType } from '../kubernetes/api-type';
import type { JsonSchema } from './json-schema';
import type { FieldRule } from './page';

/*
 * How fragments of JSON Schema are put together.
 */

type Keyword = keyof typeof joined;

/** Keywords of which two say the same as one. */
const joined = {
  minimum: (one: number, other: number) => Math.max(one, other),
  exclusiveMinimum: (one: number, other: number) => Math.max(one, other),
  maximum: (one: number, other: number) => Math.min(one, other),
  minLength: (one: number, other: number) => Math.max(one, other),
  maxLength: (one: number, other: number) => Math.min(one, other),
  minItems: (one: number, other: number) => Math.max(one, other),
  maxItems: (one: number, other: number) => Math.min(one, other),
  minProperties: (one: number, other: number) => Math.max(one, other),
  maxProperties: (one: number, other: number) => Math.min(one, other),
};

/** What holds to all of these, on one level where that can be said. */
export function allOf(schemas: readonly JsonSchema[]): JsonSchema {
  const whole: { [keyword: string]: unknown } = {};
  const beside: JsonSchema[] = [];
  for (const schema of schemas) {
    const rest: { [keyword: string]: unknown } = {};
    for (const [keyword, value] of Object.entries(schema)) {
      const before = whole[keyword];
      if (before === undefined) whole[keyword] = value;
      else if (Object.hasOwn(joined, keyword))
        whole[keyword] = joined[keyword as Keyword](before as number, value as number);
      else if (keyword === 'required') whole[keyword] = [...new Set([...(before as string[]), ...(value as string[])])];
      else if (keyword === 'properties') whole[keyword] = propertiesOf(before as Schemas, value as Schemas);
      else if (keyword === 'items') whole[keyword] = allOf([before as JsonSchema, value as JsonSchema]);
      else if (keyword === 'allOf') whole[keyword] = [...(before as JsonSchema[]), ...(value as JsonSchema[])];
      else if (JSON.stringify(before) !== JSON.stringify(value)) rest[keyword] = value;
    }
    if (Object.keys(rest).length > 0) beside.push(rest);
  }
  return beside.length === 0
    ? whole
    : { ...whole, allOf: [...((whole['allOf'] as JsonSchema[] | undefined) ?? []), ...beside] };
}

type Schemas = { readonly [name: string]: JsonSchema };

const propertiesOf = (one: Schemas, other: Schemas): Schemas =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      allOf([one[name], other[name]].filter((each) => each !== undefined)),
    ]),
  );

/** The same, where an empty text will do as well. */
export function orEmpty(schema: JsonSchema): JsonSchema {
  const {
    pattern,
    enum: choices,
    not,
    minLength: _minLength,
    ...rest
  } = schema as {
    readonly pattern?: string;
    readonly enum?: readonly unknown[];
    readonly not?: { readonly pattern?: string };
    readonly minLength?: number;
  };
  if (not?.pattern !== undefined && new RegExp(not.pattern).test('')) return { anyOf: [{ maxLength: 0 }, schema] };
  const isAnchored = pattern !== undefined && pattern.startsWith('^') && pattern.endsWith('$');
  if (pattern !== undefined && !isAnchored && !new RegExp(pattern).test(''))
    return { ...rest, ...(not === undefined ? {} : { not }), pattern: `^$|${pattern}` };
  return {
    ...rest,
    ...(not === undefined ? {} : { not }),
    ...(choices === undefined ? {} : { enum: choices.includes('') ? choices : [...choices, ''] }),
    ...(pattern === undefined
      ? {}
      : { pattern: new RegExp(pattern).test('') ? pattern : `^(${pattern.slice(1, -1)})?$` }),
  };
}

/** What a rule says of a value of a type, as JSON Schema. */
export const schemaOf = ({ schema }: Pick<FieldRule, 'schema'>, type: ApiType): JsonSchema | undefined =>
  typeof schema === 'function' ? schema(type) : schema;
