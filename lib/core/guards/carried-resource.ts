import { refusedByGo } from '../values/portable-schema';
import { isSchema, type JsonSchema } from './json-schema';

/*
 * The schemas of custom resources (`openAPIV3Schema`) as JSON Schemas of values.
 */

/** Keywords that mean the same in both. */
const same = new Set([
  ...[
    'type',
    'enum',
    'minimum',
    'maximum',
    'multipleOf',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  ...['minProperties', 'maxProperties', 'required'],
]);

/** What the definition of a kind asks of an object, as far as Helm and JavaScript read it alike. */
export function schemaOfResource(schema: JsonSchema): JsonSchema {
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (same.has(keyword)) result[keyword] = value;
    else if (keyword === 'properties' && isSchema(value)) {
      result[keyword] = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inner(each)]));
    } else if ((keyword === 'items' || keyword === 'additionalProperties') && isSchema(value))
      result[keyword] = inner(value);
    else if (keyword === 'pattern' && isPortable(String(value))) result[keyword] = value;
    else if (keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf') {
      result[keyword] = (value as readonly unknown[]).map(inner);
    } else if (keyword === 'not') result[keyword] = inner(value);
  }
  // In OpenAPI a bound says by a keyword beside it that it is none itself.
  for (const [open, bound] of Object.entries({ exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' })) {
    if (schema[open] !== true) continue;
    result[open] = schema[bound];
    delete result[bound];
  }
  if (schema['x-kubernetes-int-or-string'] === true) result['type'] = ['integer', 'string'];
  if (schema['nullable'] === true && typeof result['type'] === 'string') result['type'] = [result['type'], 'null'];
  return result;
}

const inner = (value: unknown): JsonSchema => (isSchema(value) ? schemaOfResource(value) : {});

/** Whether Go and JavaScript read a pattern alike, as far as that shows. */
function isPortable(pattern: string): boolean {
  if (refusedByGo(pattern) !== undefined || /\\[AzQ]|\(\?P?[<a-zA-Z]|\[\[:/.test(pattern)) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}
