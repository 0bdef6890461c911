import type { Static, TSchema } from '@sinclair/typebox';
import { Expression, type Ref, type ValueType } from './expression';
import { isGroup, type Group } from './schema';

/** A reference for each value: the shape of the values, with an expression at each leaf. */
export type Refs<S extends TSchema> = S extends Group<infer F> ? { readonly [K in keyof F]: Refs<F[K]> } : Ref<Static<S>>;

/** The references to all values of a chart. `owner` is the chart, so that a reference used in another one is found out. */
export function refs<S extends TSchema>(schema: S, owner: object, path: readonly string[] = []): Refs<S> {
  if (!isGroup(schema)) {
    return new Expression({ kind: 'reference', path, owner }, valueType(schema)) as Refs<S>;
  }
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  return Object.fromEntries(fields.map(([key, field]) => [key, refs(field, owner, [...path, key])])) as Refs<S>;
}

const types: Readonly<Record<string, ValueType>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'map',
};

/** A value of several scalar types, such as a number or a percentage, is printed as JSON, like a number. */
function valueType(schema: TSchema): ValueType {
  const type = Array.isArray(schema.type) ? 'number' : types[schema.type as string];
  if (!type) throw new TypeError(`a value needs one JSON Schema type; this one has ${JSON.stringify(schema.type)}`);
  return type;
}
