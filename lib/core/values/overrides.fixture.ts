import fc from 'fast-check';
import type { JsonObject } from './expression';
import { isMap } from './is-map';

const leaf = fc.oneof(
  fc.constantFrom<JsonObject[string]>('', 'x', 0, 1, false, true),
  fc.array(fc.constantFrom(1, 'y')),
);

/** Maps of maps, in which a key is either always a map or never: a schema sees to that. */
export const json = fc.letrec<{ map: JsonObject }>((tie) => ({
  map: fc.record(
    { a: leaf, b: leaf, c: leaf, m: fc.oneof({ maxDepth: 3 }, fc.constant<JsonObject>({}), tie('map')), n: tie('map') },
    { requiredKeys: [] },
  ),
})).map;

/** The map with `null` in place of some of what is in `base`, as one who removes entries writes it. */
export function removing(base: JsonObject, over: JsonObject): JsonObject {
  const entries = Object.entries(base).flatMap(([key, below]): [string, JsonObject[string]][] => {
    const value = over[key];
    if (value === undefined) return [];
    if (typeof value !== 'object' && !value) return [[key, null]];
    return isMap(below) && isMap(value) ? [[key, { ...value, ...removing(below, value) }]] : [];
  });
  return { ...over, ...Object.fromEntries(entries) };
}
