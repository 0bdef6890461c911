import { isGroup, type TSchema } from '../values';
import type { Step } from './carried-places';
import { isSchema, type JsonSchema } from './json-schema';

/** What a schema says of the value at a path; undefined where there is none, or a group. */
export function leafAt(schema: TSchema, path: readonly string[]): TSchema | undefined {
  let at: TSchema | undefined = schema;
  for (const key of path) at = at && isGroup(at) ? at.properties[key] : undefined;
  return at && !isGroup(at) ? at : undefined;
}

/** The keyword that says what is asked behind a step. */
export const keywordOf = { items: 'items', entries: 'additionalProperties', keys: 'propertyNames' } as const;

/** What is asked of a part of a value. */
export const partAt = (schema: JsonSchema, steps: readonly Step[]): JsonSchema =>
  steps.reduce((at, step) => {
    const fields = at['properties'];
    const part = typeof step !== 'object' ? at[keywordOf[step]] : isSchema(fields) ? fields[step.field] : undefined;
    return isSchema(part) ? part : {};
  }, schema);
