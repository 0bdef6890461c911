import type { Static, TSchema } from '@sinclair/typebox';
import { Expression, type Ref } from './expression';
import { isMap } from './is-map';
import { refuseUnportable } from './portable-schema';
import { mistake } from './problem';
import { isGroup, readingOf, type Fields, type Group } from './schema';
import { shapeOf, valueTypeOf, type Shape, type ValueType } from './shape';

/** A reference for each value: the shape of the values, with an expression at each leaf. */
export type Refs<S extends TSchema> = S extends Group<infer F> ? GroupRefs<F> : Ref<Static<S>>;

/** The references to the values of a group, by the names of its fields. */
export type GroupRefs<F extends Fields> = { readonly [K in keyof F]: Refs<F[K]> };

/**
 * The references to all values of a chart. `owner` is the chart, so that a reference used in another one is found out.
 *
 * @throws DefinitionError for a value whose schema has no type, or a pattern that Helm cannot read
 */
export function refs<S extends TSchema>(schema: S, owner: object, path: readonly string[] = []): Refs<S> {
  if (!isGroup(schema)) {
    valueTypeOf(schema, path.join('.'));
    refuseUnportable(schema, path.join('.'));
    const reference = new Expression({ kind: 'reference', path, owner }, schema);
    return (readingOf(schema)?.(reference) ?? reference) as Refs<S>;
  }
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  const group = Object.fromEntries(fields.map(([key, field]) => [key, refs(field, owner, [...path, key])]));
  // Not among its entries, so that a group can be spread and looped over.
  return Object.defineProperty(group, Symbol.toPrimitive, { value: () => refuseText(path) }) as Refs<S>;
}

/** A group has no text; JavaScript would make "[object Object]" of it without a word. */
function refuseText(path: readonly string[]): never {
  const what = path.length === 0 ? 'the values of the chart were' : `the group of values ${path.join('.')} was`;
  const remedy = 'Use one of its values, or JSON.stringify(group) for all of them.';
  throw mistake({ code: 'group-as-text', message: `${what} put into a text or computed with`, remedy });
}

/** The element of a loop over a list, or a field of that element, with the type that the schema gives it. */
export const itemOf = <T>(source: Expression, variable: string, field?: string, type?: ValueType): Expression<T> =>
  elementOf(source.shape.items, variable, field, type);

/** The value of an entry in a loop over a map, or a field of that value, likewise. */
export function entryOf<T>({ shape }: Expression, variable: string, field?: string, type?: ValueType): Expression<T> {
  const { additionalProperties } = shape;
  return elementOf(isMap(additionalProperties) ? additionalProperties : undefined, variable, field, type);
}

/** The key of an entry in a loop over a map. */
export function keyOf({ shape: { propertyNames } }: Expression, variable: string): Expression<string> {
  const pattern = propertyNames?.pattern;
  const shape = { ...shapeOf('string'), ...(pattern !== undefined && { pattern }) };
  return new Expression({ kind: 'item', variable, path: [] }, shape);
}

function elementOf<T>(
  element: Shape | undefined,
  variable: string,
  field: string | undefined,
  type: ValueType | undefined,
): Expression<T> {
  const known = field === undefined ? element : element?.properties?.[field];
  const path = field === undefined ? [] : [field];
  return new Expression({ kind: 'item', variable, path }, itemShape(known, type));
}

function itemShape(known: Shape | undefined, type: ValueType | undefined): Shape {
  if (known?.type === undefined) return shapeOf(type ?? 'string');
  return type === undefined || valueTypeOf(known) === type ? known : shapeOf(type);
}
