import type { Json, JsonObject } from '../../values';
import { isMap } from '../../values/is-map';
import { listOf, mapOf } from '../../values/json-parts';
import type { StructRule, ValidationCode, BreachInStruct } from '../page';
import { rule } from '../vocabulary';

/** One level of a schema; `isSpecified` is one that stands for a field, an element or the values of a map, and so has a type. */
export interface Level {
  readonly schema: JsonObject;
  readonly path: readonly (string | number)[];
  readonly isSpecified: boolean;
}

type Path = Level['path'];

/** The words that combine schemas which only check values. */
export const junctors = ['allOf', 'anyOf', 'oneOf'] as const;

export function* levelsOf(schema: Json | undefined, path: Path, isSpecified: boolean): Generator<Level> {
  if (!isMap(schema)) return;
  yield { schema, path, isSpecified };
  for (const [name, each] of Object.entries(mapOf(schema['properties'])))
    yield* levelsOf(each, [...path, 'properties', name], isSpecified);
  yield* levelsOf(schema['items'], [...path, 'items'], isSpecified);
  yield* levelsOf(schema['additionalProperties'], [...path, 'additionalProperties'], isSpecified);
  for (const junctor of junctors)
    for (const [i, each] of listOf(schema[junctor]).entries()) yield* levelsOf(each, [...path, junctor, i], false);
  yield* levelsOf(schema['not'], [...path, 'not'], false);
}

const known = new WeakMap<JsonObject, readonly Level[]>();

/** All levels of the schema of a version, worked out once for all rules. */
function levelsBelow(schema: Json | undefined): readonly Level[] {
  if (!isMap(schema)) return [];
  let levels = known.get(schema);
  if (!levels) {
    levels = Array.from(levelsOf(schema, ['openAPIV3Schema'], true));
    known.set(schema, levels);
  }
  return levels;
}

/** A rule about each level of a schema, whose examples are those of a field. */
export const everyLevel = (
  code: ValidationCode,
  says: string,
  valid: JsonObject,
  invalid: JsonObject,
  check: (level: Level) => readonly BreachInStruct[],
): StructRule => {
  const around = (field: JsonObject) => ({ openAPIV3Schema: { type: 'object', properties: { field } } });
  return rule(code, says, { valid: around(valid), invalid: around(invalid) }, ({ openAPIV3Schema }) =>
    levelsBelow(openAPIV3Schema).flatMap((level) =>
      check(level).map((found) => ({ ...found, path: [...level.path, ...found.path] })),
    ),
  );
};
