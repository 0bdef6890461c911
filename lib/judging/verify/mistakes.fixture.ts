import fc, { type Arbitrary } from 'fast-check';
import { isGroup, isOpen, type Json, type JsonObject, type TSchema } from '../../core/values';
import { hostileKeys, hostileStrings } from './hostile.fixture';
import type { Schema } from '../kit/draw-values';
import { whole } from './random-values.fixture';

/** Anything in place of a value: of another type, out of range, or not what a pattern wants. Some of it may be right. */
const anything: Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, 1, -1, 1.5, 70_000, 2 ** 31, 2 ** 53, -(2 ** 31), 1e21),
  fc.constantFrom<Json>([], {}, [null], [[]], ['a'], [1], [{}], { a: 1 }, { a: null }, { a: 'a' }, { a: {} }),
  fc.constantFrom(...hostileStrings),
  fc.constantFrom(...hostileKeys),
);

/** Values in which one thing, anywhere, was replaced by something else or is not known to the schema. */
export function mistakes(schema: TSchema): Arbitrary<JsonObject> {
  const steps = fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 9, size: 'max' });
  return fc.tuple(steps, anything, fc.nat({ max: 5 })).map(([choices, value, kind]) => {
    const path = walk(schema, choices);
    return lay([...path, ...(kind === 0 ? ['unknown'] : [])], value);
  });
}

/** A way down a schema: one choice for each step, until there are no more or nothing is below. A number is a list's element. */
function walk(schema: TSchema, choices: readonly number[]): (string | number)[] {
  const path: (string | number)[] = [];
  let current = schema as Schema;
  for (const choice of choices) {
    current = whole(current, schema);
    if (current.anyOf) current = whole(current.anyOf[choice % current.anyOf.length]!, schema);
    const fields = Object.entries(current.properties ?? {});
    const [key, below] = fields[choice % fields.length] ?? [];
    if (key !== undefined && below) path.push(key);
    else if (current.items) path.push(0);
    else if (typeof current.additionalProperties === 'object') path.push(hostileKeys[choice % hostileKeys.length]!);
    else break;
    current = below ?? current.items ?? (current.additionalProperties as Schema);
  }
  return path;
}

/** Values that hold nothing but one value at the end of a path. */
const lay = (path: readonly (string | number)[], value: Json): JsonObject =>
  path.reduceRight<Json>((below, key) => (typeof key === 'number' ? [below] : { [key]: below }), value) as JsonObject;

/** A key that a group does not know, in each group that knows all its keys. */
export function unknownKeys(schema: TSchema, path: readonly string[] = []): JsonObject[] {
  const groups = Object.entries(schema.properties as Record<string, TSchema>).filter(([, field]) => isGroup(field));
  const own = isOpen(schema) ? [] : [lay([...path, 'unknown'], 1)];
  return [...own, ...groups.flatMap(([key, field]) => unknownKeys(field, [...path, key]))];
}
