import type { Json, JsonObject } from '../../../core/values';
import { schemaOfField, type StructuralSchema } from '../custom-resources/structural-schema';
import { isMap, pointerTo } from '../../../core/references/objects';
import { defaultsOfResources } from './defaults-of-resources';
import type { Difference } from './differences';
import { leftOut } from './left-out';

/** What a custom resource leaves out within lists, by its definition; where none is known, by what is known of its kind. */
export function defaultsLeftOut(object: JsonObject, schema: StructuralSchema | undefined): Difference[] {
  if (schema) return bySchema(object, schema, '', false);
  const name = `${String(object['apiVersion'])} ${String(object['kind'])}`;
  if (!Object.hasOwn(defaultsOfResources, name)) return [];
  return defaultsOfResources[name]!.flatMap(({ path, fields }) =>
    placesAlong(object, path.split('/'), '').flatMap(([value, pointer]) => leftOut(value, fields, pointer)),
  );
}

/** The maps at a path in which `*` stands for each element of a list. */
function placesAlong(value: Json | undefined, path: readonly string[], pointer: string): [JsonObject, string][] {
  const [key, ...rest] = path;
  if (key === undefined) return isMap(value) ? [[value, pointer]] : [];
  if (key === '*')
    return Array.isArray(value)
      ? (value as readonly Json[]).flatMap((element, i) => placesAlong(element, rest, `${pointer}/${i}`))
      : [];
  return isMap(value) && Object.hasOwn(value, key) ? placesAlong(value[key], rest, pointerTo(pointer, key)) : [];
}

function bySchema(value: Json, schema: StructuralSchema, pointer: string, isInList: boolean): Difference[] {
  if (!schema.hasDefaults) return [];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? (value as readonly Json[]).flatMap((element, i) => bySchema(element, items, `${pointer}/${i}`, true))
      : [];
  }
  if (!isMap(value)) return [];
  const defaults = Array.from(schema.properties).flatMap(([key, field]) =>
    field.default === undefined ? [] : [[key, field.default] as const],
  );
  return [
    ...(isInList ? leftOut(value, Object.fromEntries(defaults), pointer) : []),
    ...Object.entries(value).flatMap(([key, child]) => {
      const field = key === 'status' && pointer === '' ? undefined : schemaOfField(schema, key);
      return field && child !== null ? bySchema(child, field, pointerTo(pointer, key), isInList) : [];
    }),
  ];
}
