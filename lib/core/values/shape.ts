import type { Json } from './expression';
import { DefinitionError } from './problem';

/**
 * How a value is printed. A `scalar` is one of which only the values say whether it is a string, a number or a boolean,
 * such as a count or a percentage.
 */
export type ValueType = 'string' | 'integer' | 'number' | 'boolean' | 'scalar' | 'list' | 'map';

/** What is known of the values that an expression can become: the part of JSON Schema that printing depends on. */
export interface Shape {
  readonly type?: string | readonly string[];
  /** The only values that it can be. */
  readonly enum?: readonly Json[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  /** What the elements of a list are. */
  readonly items?: Shape;
  /** The fields of a map, where they are known. */
  readonly properties?: { readonly [key: string]: Shape };
  readonly propertyNames?: KeyRule;
  readonly [keyword: string]: unknown;
}

/** Which keys a map of users takes. */
export interface KeyRule {
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly not?: KeyRule;
  readonly anyOf?: readonly KeyRule[];
}

const jsonTypes: { readonly [type in ValueType]: string | readonly string[] } = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  scalar: ['string', 'number', 'boolean'],
  list: 'array',
  map: 'object',
};

/** A shape of which nothing but the type is known. */
export const shapeOf = (type: ValueType): Shape => ({ type: jsonTypes[type] });

const valueTypes: Readonly<Record<string, ValueType>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'map',
};

/**
 * How values of a shape are printed.
 *
 * @throws DefinitionError where it has no type, or several that are not all scalars: no template prints such a value
 */
export function valueTypeOf(shape: Shape, path?: string): ValueType {
  const types = typesOf(shape).map((type) => valueTypes[type]);
  const [first] = types;
  if (first && types.every((type) => type === first)) return first;
  if (first && types.every((type) => type === 'integer' || type === 'number')) return 'number';
  if (first && types.every((type) => type !== undefined && type !== 'list' && type !== 'map')) return 'scalar';
  const message = `a value needs a JSON Schema type, or several scalar ones; this has ${typesOf(shape).length > 0 ? JSON.stringify(shape.type) : 'none'}`;
  const remedy = 'Types: string, integer, number, boolean, array, object.';
  throw new DefinitionError([{ code: 'untyped-value', path, message, remedy }]);
}

function typesOf({ type }: Shape): readonly string[] {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? (type as readonly string[]) : [];
}

/** The shape of values that have the one or the other. */
export function unite(a: Shape, b: Shape): Shape {
  const types = [...new Set([...typesOf(a), ...typesOf(b)])];
  const united: { -readonly [K in keyof Shape]: Shape[K] } = { type: types.length === 1 ? types[0] : types };
  if (a.enum && b.enum) united.enum = [...new Set([...a.enum, ...b.enum])];
  if (a.minimum !== undefined && b.minimum !== undefined) united.minimum = Math.min(a.minimum, b.minimum);
  if (a.maximum !== undefined && b.maximum !== undefined) united.maximum = Math.max(a.maximum, b.maximum);
  if (a.pattern !== undefined && a.pattern === b.pattern) united.pattern = a.pattern;
  if (a.items && b.items) united.items = unite(a.items, b.items);
  if (a.propertyNames && b.propertyNames) united.propertyNames = { anyOf: [a.propertyNames, b.propertyNames] };
  return united;
}

/** The shape of what is made of several lists or maps. */
export const allOf = (parts: readonly { readonly shape: Shape }[], type: 'list' | 'map'): Shape =>
  parts.length === 0 ? shapeOf(type) : parts.map(({ shape }) => shape).reduce(unite);

/** The only strings that a value can be; undefined where it may be others. */
export function choicesOf({ enum: choices }: Shape): readonly string[] | undefined {
  return choices?.every((choice) => typeof choice === 'string') ? choices : undefined;
}

/** Whether a map of this shape may have this key. */
export const mayHaveKey = ({ propertyNames }: Shape, key: string): boolean =>
  propertyNames === undefined || fits(propertyNames, key);

function fits({ pattern, enum: keys, not, anyOf }: KeyRule, key: string): boolean {
  return (
    (pattern === undefined || new RegExp(pattern, 'u').test(key)) &&
    (keys === undefined || keys.includes(key)) &&
    (not === undefined || !fits(not, key)) &&
    (anyOf === undefined || anyOf.some((rule) => fits(rule, key)))
  );
}
