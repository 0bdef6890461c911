import type { Json, JsonObject } from '../../../values';
import { isMap, listOf, mapOf } from '../../objects';
import type { Page, StructRule, ValidationCode, Violation } from '../page';
import { isEmpty, isSet, rule, shown } from '../vocabulary';

/*
 * The schemas of custom resources, which have to be structural: each level says what it is.
 */

/** One level of a schema; `isSpecified` is one that stands for a field, an element or the values of a map, and so has a type. */
interface Level {
  readonly schema: JsonObject;
  readonly path: readonly (string | number)[];
  readonly isSpecified: boolean;
}

type Path = Level['path'];

function* levelsOf(schema: Json | undefined, path: Path, isSpecified: boolean): Generator<Level> {
  if (!isMap(schema)) return;
  yield { schema, path, isSpecified };
  for (const [name, each] of Object.entries(mapOf(schema['properties'])))
    yield* levelsOf(each, [...path, 'properties', name], isSpecified);
  yield* levelsOf(schema['items'], [...path, 'items'], isSpecified);
  yield* levelsOf(schema['additionalProperties'], [...path, 'additionalProperties'], isSpecified);
  for (const junctor of ['allOf', 'anyOf', 'oneOf'])
    for (const [i, each] of listOf(schema[junctor]).entries()) yield* levelsOf(each, [...path, junctor, i], false);
  yield* levelsOf(schema['not'], [...path, 'not'], false);
}

/** A rule about each level of a schema, whose examples are those of a field. */
const everyLevel = (
  code: ValidationCode,
  says: string,
  valid: JsonObject,
  invalid: JsonObject,
  check: (level: Level) => readonly Violation[],
): StructRule => {
  const around = (field: JsonObject) => ({ openAPIV3Schema: { type: 'object', properties: { field } } });
  return rule(code, says, { valid: around(valid), invalid: around(invalid) }, ({ openAPIV3Schema }) =>
    Array.from(levelsOf(openAPIV3Schema, ['openAPIV3Schema'], true)).flatMap((level) =>
      check(level).map((found) => ({ ...found, path: [...level.path, ...found.path] })),
    ),
  );
};

const types = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

const typed = everyLevel('missing-value', 'says of each field what it is', { type: 'string' }, {}, (level) => {
  const { schema, path, isSpecified } = level;
  const isAny =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (!isSpecified || path.length === 1 || isAny || !isEmpty(schema['type'])) return [];
  return [{ path: [], message: 'needs a type, as every field of a structural schema' }];
});

const knownTypes = everyLevel(
  'invalid-enum',
  'has types that there are',
  { type: 'string' },
  { type: 'text' },
  (level) => {
    const { type } = level.schema;
    if (typeof type !== 'string' || type === '' || types.includes(type)) return [];
    const hint = type === 'null' ? '; nullable: true is meant' : '';
    return [{ path: ['type'], message: `the type ${shown(type)} is none of ${types.join(', ')}${hint}` }];
  },
);

const withElements = everyLevel(
  'missing-value',
  'says what the elements of lists are, and by what those of a map are told apart',
  { type: 'array', items: { type: 'string' } },
  { type: 'array' },
  ({ schema, isSpecified }) => {
    if (isSpecified && schema['type'] === 'array' && !isSet(schema['items']))
      return [{ path: [], message: 'a list needs items' }];
    return schema['x-kubernetes-list-type'] === 'map' && isEmpty(schema['x-kubernetes-list-map-keys'])
      ? [{ path: [], message: 'the list type map needs x-kubernetes-list-map-keys' }]
      : [];
  },
);

const withRules = everyLevel(
  'missing-value',
  'has no empty rules',
  { type: 'string', 'x-kubernetes-validations': [{ rule: 'true' }] },
  { type: 'string', 'x-kubernetes-validations': [{ rule: '' }] },
  ({ schema }) =>
    listOf(schema['x-kubernetes-validations']).flatMap((each, i) =>
      isMap(each) && each['rule'] === ''
        ? [{ path: ['x-kubernetes-validations', i, 'rule'], message: 'needs a value' }]
        : [],
    ),
);

const unsupported = ['$ref', 'definitions', 'dependencies', 'patternProperties', 'additionalItems', 'id'];

const supported = everyLevel(
  'forbidden-field',
  'has only what the API server takes of JSON Schema',
  { type: 'array', items: { type: 'string' }, uniqueItems: false },
  { type: 'array', items: { type: 'string' }, uniqueItems: true },
  ({ schema }) => {
    const found: Violation[] = unsupported
      .filter((field) => !isEmpty(schema[field]))
      .map((field) => ({ path: [field], message: 'is not supported in the schema of a custom resource' }));
    if (schema['uniqueItems'] === true)
      found.push({ path: ['uniqueItems'], message: 'may not be true; x-kubernetes-list-type: set is meant' });
    const others = schema['additionalProperties'];
    if (!isEmpty(schema['properties']) && (others === false || isMap(others)))
      found.push({ path: ['additionalProperties'], message: 'does not go with properties' });
    return found;
  },
);

/** Whether a value is of a type; of one that is not known everything is. */
function isOf(value: Json, type: string): boolean {
  if (type === 'object') return isMap(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return ['string', 'number', 'boolean'].includes(type) ? typeof value === type : true;
}

const defaults = everyLevel(
  'invalid-combination',
  'has defaults of its type',
  { type: 'string', default: 'a' },
  { type: 'string', default: 5 },
  ({ schema: { type, default: given } }) =>
    typeof type !== 'string' || !isSet(given) || isOf(given, type)
      ? []
      : [{ path: ['default'], message: `${shown(given)} is not of the type ${type}` }],
);

/** What holds within the schemas of definitions. */
export const definitionSchemasPage: Page = {
  'apiextensions.CustomResourceValidation': {
    source:
      'apiextensions/validation ValidateCustomResourceDefinitionOpenAPISchema; apiserver/schema ValidateStructural',
    rules: [typed, knownTypes, withElements, withRules, supported, defaults],
  },
};
