import type { Static, TSchema } from '@sinclair/typebox';
import { Expression, type Ref } from './expression';
import { isGroup, type Group } from './schema';
import { shapeOf, valueTypeOf, type Shape, type ValueType } from './shape';

/** A reference for each value: the shape of the values, with an expression at each leaf. */
export type Refs<S extends TSchema> =
  S extends Group<infer F> ? { readonly [K in keyof F]: Refs<F[K]> } : Ref<Static<S>>;

/**
 * The references to all values of a chart. `owner` is the chart, so that a reference used in another one is found out.
 *
 * @throws DefinitionError for a value whose schema has no type
 */
export function refs<S extends TSchema>(schema: S, owner: object, path: readonly string[] = []): Refs<S> {
  if (!isGroup(schema)) {
    valueTypeOf(schema, path.join('.'));
    return new Expression({ kind: 'reference', path, owner }, schema) as Refs<S>;
  }
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  return Object.fromEntries(fields.map(([key, field]) => [key, refs(field, owner, [...path, key])])) as Refs<S>;
}

/** The element of a loop over a list, or a field of that element, with the type that the schema gives it. */
export function itemOf(source: Expression, variable: string, field?: string, type?: ValueType): Expression {
  const element = source.shape.items;
  const known = field === undefined ? element : element?.properties?.[field];
  const path = field === undefined ? [] : [field];
  return new Expression({ kind: 'item', variable, path }, itemShape(known, type));
}

function itemShape(known: Shape | undefined, type: ValueType | undefined): Shape {
  if (known?.type === undefined) return shapeOf(type ?? 'string');
  return type === undefined || valueTypeOf(known) === type ? known : shapeOf(type);
}
