import { isMap } from '../../values/is-map';
import { listOf } from '../../values/json-parts';
import type { Page, BreachInStruct } from '../page';
import { isEmpty, isSet, shown } from '../vocabulary';
import { everyLevel } from './schema-levels';

/*
 * The schemas of custom resources, which have to be structural: each level says what it is.
 */

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
    const found: BreachInStruct[] = unsupported
      .filter((field) => !isEmpty(schema[field]))
      .map((field) => ({ path: [field], message: 'is not supported in the schema of a custom resource' }));
    if (Array.isArray(schema['items']))
      found.push({ path: ['items'], message: 'must be one schema, which holds for each element' });
    if (schema['uniqueItems'] === true)
      found.push({ path: ['uniqueItems'], message: 'may not be true; x-kubernetes-list-type: set is meant' });
    const others = schema['additionalProperties'];
    if (!isEmpty(schema['properties']) && (others === false || isMap(others)))
      found.push({ path: ['additionalProperties'], message: 'does not go with properties' });
    return found;
  },
);

/** What holds within the schemas of definitions. */
export const definitionSchemasPage: Page = {
  'apiextensions.CustomResourceValidation': {
    source:
      'apiextensions/validation ValidateCustomResourceDefinitionOpenAPISchema; apiserver/schema ValidateStructural',
    rules: [typed, knownTypes, withElements, withRules, supported],
  },
};
