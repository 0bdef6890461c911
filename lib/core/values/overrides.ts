import type { Static, TSchema } from '@sinclair/typebox';
import type { Json, JsonObject } from './expression';
import { isMap } from './is-map';
import { ownEntry, setEntry } from './own-entry';
import { isGroup, neededFields, type Group } from './schema';

/** What differs from the defaults: any part of the values, to any depth. `null` removes a key of a free-form block. */
export type Overrides<S extends TSchema> =
  S extends Group<infer F> ? { readonly [K in keyof F]?: Overrides<F[K]> } : PartialBlock<Static<S>>;

type PartialBlock<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: PartialBlock<T[K]> | null }
    : T;

/** The default of each value, as they stand in `values.yaml`. Values without a default are absent, and those that need not be there. */
export function defaults(schema: TSchema): JsonObject {
  const result: Record<string, Json> = {};
  const isThere = (key: string) => !isGroup(schema) || neededFields(schema).includes(key);
  for (const [key, field] of Object.entries((schema.properties ?? {}) as Record<string, TSchema>)) {
    if (!isThere(key)) continue;
    if (isGroup(field)) setEntry(result, key, defaults(field));
    else if (field.default !== undefined) setEntry(result, key, field.default);
  }
  return result;
}

/**
 * Lays `over` on `base` as Helm does with values files: maps are merged key by key, everything else is replaced, and
 * `null` removes the key.
 */
export function overlay(base: JsonObject, over: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = ownEntry(result, key);
    if (value === null && Object.hasOwn(base, key)) delete result[key];
    else setEntry(result, key, isMap(below) && isMap(value) ? overlay(below, value) : value);
  }
  return result;
}

/**
 * One values file with a later one laid on it, as Helm merges all files before it lays them over the defaults: `null` stays,
 * since it can remove a default only. What an earlier file gave is removed by nothing.
 */
export function mergeFiles(earlier: JsonObject, later: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    const below = ownEntry(result, key);
    setEntry(result, key, isMap(below) && isMap(value) ? mergeFiles(below, value) : value);
  }
  return result;
}

/** The overrides without those that say what the defaults say already. */
export function withoutDefaults(base: JsonObject, overrides: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, value] of Object.entries(overrides)) {
    const below = ownEntry(base, key);
    if (isMap(below) && isMap(value)) {
      const inner = withoutDefaults(below, value);
      if (Object.keys(inner).length > 0) setEntry(result, key, inner);
    } else if (JSON.stringify(below) !== JSON.stringify(value)) setEntry(result, key, value);
  }
  return result;
}
