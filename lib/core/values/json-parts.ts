import { isMap } from './is-map';
import type { Json, JsonObject } from './expression';

/*
 * Readers of JSON of any shape: each takes whatever it finds and never throws.
 */

/** The value where it is a map, else an empty one. */
export const mapOf = (value: Json | undefined): JsonObject => (isMap(value) ? value : {});

/** The value where it is a list, else an empty one. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** The maps of the value where it is a list; none where it is another. */
export const mapsIn = (value: Json | undefined): readonly JsonObject[] =>
  listOf(value).filter((each): each is JsonObject => isMap(each));

/** The value where it is a string, else undefined. */
export const stringOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** What stands at a path of keys; undefined where something on the way is missing or no map. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found = value;
  for (const key of path) {
    if (!isMap(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}
