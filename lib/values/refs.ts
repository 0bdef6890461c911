import type { Static, TSchema } from '@sinclair/typebox';
import { Expression, type Ref, type ValueType } from './expression';
import { isGroup, type Group } from './schema';

/** A reference for each value: the shape of the values, with an expression at each leaf. */
export type Refs<S extends TSchema> =
  S extends Group<infer F> ? { readonly [K in keyof F]: Refs<F[K]> } : Ref<Static<S>>;

/** The references to all values of a chart. `owner` is the chart, so that a reference used in another one is found out. */
export function refs<S extends TSchema>(schema: S, owner: object, path: readonly string[] = []): Refs<S> {
  if (!isGroup(schema)) {
    return withSchema(new Expression({ kind: 'reference', path, owner }, valueType(schema)), schema) as Refs<S>;
  }
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  return Object.fromEntries(fields.map(([key, field]) => [key, refs(field, owner, [...path, key])])) as Refs<S>;
}

const schemas = new WeakMap<Expression, TSchema>();

function withSchema(expression: Expression, schema: TSchema): Expression {
  schemas.set(expression, schema);
  return expression;
}

/** The only strings that a value can be; undefined where it may be others. */
export function choicesOf(expression: Expression): readonly string[] | undefined {
  const choices = schemas.get(expression)?.enum as readonly unknown[] | undefined;
  return choices?.every((choice) => typeof choice === 'string') ? choices : undefined;
}

/** Whether the schema lets a map in the values have this key. */
export function takesKey(expression: Expression, key: string): boolean {
  const names = schemas.get(expression)?.propertyNames as KeyRule | undefined;
  const matches = (pattern: string | undefined) => pattern === undefined || new RegExp(pattern, 'u').test(key);
  return matches(names?.pattern) && !(names?.not?.pattern !== undefined && matches(names.not.pattern));
}

interface KeyRule {
  readonly pattern?: string;
  readonly not?: { readonly pattern?: string };
}

/** Whether a value can be a string or a number, such as a percentage or a count. */
export const isMixed = (expression: Expression): boolean => Array.isArray(schemas.get(expression)?.type);

/** The element of a loop over a list in the values, or a field of that element, with the type that the schema gives it. */
export function itemOf(source: Expression, variable: string, field?: string, type?: ValueType): Expression {
  const element = schemas.get(source)?.items as TSchema | undefined;
  const properties = element?.properties as Record<string, TSchema> | undefined;
  const schema = field === undefined ? element : properties?.[field];
  const path = field === undefined ? [] : [field];
  const known = schema?.type === undefined ? 'string' : valueType(schema);
  return withSchema(new Expression({ kind: 'item', variable, path }, type ?? known), schema ?? ({} as TSchema));
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
