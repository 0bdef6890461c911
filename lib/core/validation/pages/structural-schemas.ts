import type { Json, JsonObject } from '../../values';
import { ownEntry } from '../../values/own-entry';
import { isMap } from '../../values/is-map';
import { at as valueAt, listOf, mapOf } from '../../values/json-parts';
import { wrongGoPattern } from '../go-syntax';
import type { Page, BreachInStruct } from '../page';
import { elements, isEmpty, isSet, rule, shown } from '../vocabulary';
import { everyLevel, junctors, levelsOf } from './schema-levels';

/*
 * What makes the schema of a custom resource structural: what a field is stands outside of junctors, which only check values.
 */

/** What no schema below a junctor may say. */
const ofStructure = [
  'type',
  'default',
  'title',
  'description',
  'externalDocs',
  'additionalProperties',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
];
const trueOfStructure = [
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
];

/** Places of the two patterns in which a junctor may name types: those of an integer or a string. */
function typesOfIntOrString(schema: JsonObject): ReadonlySet<Json> {
  const isPattern = (any: Json | undefined): boolean =>
    JSON.stringify(any) === '[{"type":"integer"},{"type":"string"}]';
  const inAll = valueAt(listOf(schema['allOf'])[0], 'anyOf');
  return new Set([schema['anyOf'], inAll].filter(isPattern).flatMap(listOf));
}

const underJunctors = everyLevel(
  'forbidden-field',
  'says below anyOf, allOf, oneOf and not nothing of what a field is',
  { type: 'string', anyOf: [{ pattern: 'a' }, { pattern: 'b' }] },
  { type: 'string', anyOf: [{ type: 'string' }] },
  ({ schema, isSpecified }) => {
    if (!isSpecified) return [];
    const allowed = typesOfIntOrString(schema);
    return below(schema).flatMap(({ schema: each, path }): BreachInStruct[] => {
      const found = ofStructure.filter((field) =>
        field === 'additionalProperties' || field === 'default' ? isSet(each[field]) : !isEmpty(each[field]),
      );
      return [...found, ...trueOfStructure.filter((field) => each[field] === true)]
        .filter((field) => field !== 'type' || !allowed.has(each))
        .map((field): BreachInStruct => ({ path: [...path, field], message: `may not stand below ${String(path[0])}` }))
        .concat(
          isMap(valueAt(each, 'properties', 'metadata'))
            ? [{ path: [...path, 'properties', 'metadata'], message: `may not stand below ${String(path[0])}` }]
            : [],
        );
    });
  },
);

/** The levels below the junctors of one that stands for a field. */
const below = (schema: JsonObject) => [
  ...junctors.flatMap((junctor) =>
    listOf(schema[junctor]).flatMap((each, i) => Array.from(levelsOf(each, [junctor, i], false))),
  ),
  ...Array.from(levelsOf(schema['not'], ['not'], false)),
];

const complete = everyLevel(
  'missing-value',
  'has every field that anyOf, allOf, oneOf or not check',
  { type: 'object', properties: { a: { type: 'string' } }, anyOf: [{ properties: { a: { pattern: 'b' } } }] },
  { type: 'object', anyOf: [{ properties: { a: { pattern: 'b' } } }] },
  ({ schema, isSpecified }) => (isSpecified ? partsOf(schema).flatMap((part) => undeclared(part, schema, [])) : []),
);

/** The schemas below the junctors of one, each with the junctor. */
const partsOf = (schema: JsonObject) =>
  [...junctors, 'not'].flatMap((junctor) =>
    (junctor === 'not' ? [schema[junctor]] : listOf(schema[junctor])).map((nested) => ({ junctor, nested })),
  );

interface Part {
  /** The outermost junctor. */
  readonly junctor: string;
  readonly nested: Json | undefined;
}

/** The fields and elements that a schema below a junctor is about and that the schema of the field, at `path`, does not have. */
function undeclared({ nested, junctor }: Part, own: JsonObject, path: BreachInStruct['path']): BreachInStruct[] {
  if (!isMap(nested)) return [];
  const found: BreachInStruct[] = [];
  for (const [name, each] of Object.entries(mapOf(nested['properties']))) {
    const declared = ownEntry(mapOf(own['properties']), name);
    if (isMap(declared)) found.push(...undeclared({ nested: each, junctor }, declared, [...path, 'properties', name]));
    else
      found.push({
        path: isMap(own['properties']) ? [...path, 'properties'] : path,
        message: `the property "${name}" is missing, which stands below ${junctor}`,
      });
  }
  if (isMap(nested['items'])) {
    if (isMap(own['items']))
      found.push(...undeclared({ nested: nested['items'], junctor }, own['items'], [...path, 'items']));
    else found.push({ path, message: `items are missing, which stand below ${junctor}` });
  }
  return [...found, ...partsOf(nested).flatMap((part) => undeclared({ ...part, junctor }, own, path))];
}

const patterns = everyLevel(
  'invalid-format',
  'has patterns that Go can read',
  { type: 'string', pattern: '^(a|b)+$' },
  { type: 'string', pattern: '^(?!a).*$' },
  ({ schema: { pattern } }) => {
    const wrong = typeof pattern === 'string' ? wrongGoPattern(pattern) : undefined;
    return wrong === undefined ? [] : [{ path: ['pattern'], message: `the pattern cannot be read: ${wrong}` }];
  },
);

const extensions = everyLevel(
  'invalid-combination',
  'has extensions of Kubernetes that go with its type and with each other',
  { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
  { type: 'object', 'x-kubernetes-embedded-resource': true },
  ({ schema, isSpecified }) => {
    const { type } = schema;
    const found: BreachInStruct[] = [];
    const keeps = schema['x-kubernetes-preserve-unknown-fields'];
    const isIntOrString = schema['x-kubernetes-int-or-string'] === true;
    const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
    if (keeps === false)
      found.push({ path: ['x-kubernetes-preserve-unknown-fields'], message: 'must be true; leave it out instead' });
    if (!isSpecified) return found;
    if (isIntOrString && keeps === true)
      found.push({
        path: ['x-kubernetes-preserve-unknown-fields'],
        message: 'does not go with x-kubernetes-int-or-string',
      });
    if (isIntOrString && isEmbedded)
      found.push({ path: ['x-kubernetes-embedded-resource'], message: 'does not go with x-kubernetes-int-or-string' });
    if (!isEmbedded) return found;
    if (type !== 'object')
      found.push({
        path: isSet(type) ? ['type'] : [],
        message: 'x-kubernetes-embedded-resource needs the type object',
      });
    if (isSet(schema['additionalProperties']))
      found.push({ path: ['additionalProperties'], message: 'does not go with x-kubernetes-embedded-resource' });
    if (keeps !== true && isEmpty(schema['properties']))
      found.push({
        path: [],
        message: 'x-kubernetes-embedded-resource needs properties or x-kubernetes-preserve-unknown-fields',
      });
    return found;
  },
);

const root = rule(
  'forbidden-field',
  'leaves to the API server what every object has',
  {
    valid: { openAPIV3Schema: { properties: { metadata: { type: 'object', properties: { name: {} } } } } },
    invalid: { openAPIV3Schema: { properties: { metadata: { type: 'object', properties: { labels: {} } } } } },
  },
  ({ openAPIV3Schema: schema }) => {
    const path = ['openAPIV3Schema', 'properties'];
    const found: BreachInStruct[] = [];
    if (isSet(valueAt(schema, 'additionalProperties')))
      found.push({ path: ['openAPIV3Schema', 'additionalProperties'], message: 'may not stand at the root' });
    const fields = mapOf(valueAt(schema, 'properties'));
    for (const name of ['apiVersion', 'kind']) {
      const type = valueAt(fields[name], 'type');
      if (isMap(fields[name]) && type !== 'string')
        found.push({
          path: [...path, name, ...(isSet(type) ? ['type'] : [])],
          message: `${name} must be of the type string`,
        });
    }
    const { metadata } = fields;
    if (!isMap(metadata)) return found;
    if (metadata['type'] !== 'object')
      found.push({
        path: [...path, 'metadata', ...(isSet(metadata['type']) ? ['type'] : [])],
        message: 'metadata must be of the type object',
      });
    for (const name of Object.keys(mapOf(metadata['properties'])))
      if (name !== 'name' && name !== 'generateName')
        found.push({
          path: [...path, 'metadata', 'properties', name],
          message: 'only name and generateName may be restricted; the rest of metadata is the API server’s',
        });
    return found;
  },
);

const isScalar = (schema: Json | undefined): boolean => !['object', 'array'].includes(String(valueAt(schema, 'type')));

const lists = everyLevel(
  'invalid-combination',
  'has list types and map types that there are, and that go with the type and its elements',
  { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
  { type: 'string', 'x-kubernetes-list-type': 'set' },
  ({ schema, isSpecified }) => {
    if (!isSpecified) return [];
    const [listType, mapType] = ['x-kubernetes-list-type', 'x-kubernetes-map-type'] as const;
    const found: BreachInStruct[] = [];
    const known = (field: string, type: string, choices: readonly string[]) => {
      const given = schema[field];
      if (isEmpty(given)) return;
      if (!choices.includes(String(given)))
        found.push({ path: [field], message: `${shown(given)} is none of ${choices.join(', ')}` });
      if (schema['type'] !== type)
        found.push({ path: isSet(schema['type']) ? ['type'] : [], message: `${field} needs the type ${type}` });
    };
    known(listType, 'array', ['atomic', 'set', 'map']);
    known(mapType, 'object', ['atomic', 'granular']);
    const keys = listOf(schema['x-kubernetes-list-map-keys']);
    if (keys.length > 0 && schema[listType] !== 'map')
      found.push({
        path: isSet(schema[listType]) ? [listType] : [],
        message: 'must be map beside x-kubernetes-list-map-keys',
      });
    const items = schema['items'];
    if (schema['type'] !== 'array' || !isMap(items)) return found;
    if (schema[listType] === 'map') found.push(...ofListMap(items, keys));
    if (schema[listType] === 'set') {
      // Lists are atomic where they do not say otherwise, and maps are not.
      const isWhole =
        items['type'] === 'array' ? (items[listType] ?? 'atomic') === 'atomic' : items[mapType] === 'atomic';
      if (!isScalar(items) && !isWhole)
        found.push({
          path: ['items', ...(mapType in items ? [mapType] : [])],
          message: 'lists and maps in a set must be atomic',
        });
    }
    if ((schema[listType] === 'set' || schema[listType] === 'map') && items['nullable'] === true)
      found.push({ path: ['items', 'nullable'], message: `may not be true in a list of the type ${schema[listType]}` });
    return found;
  },
);

/** The elements of a list whose elements are told apart by keys. */
function ofListMap(items: JsonObject, keys: readonly Json[]): BreachInStruct[] {
  if (items['type'] !== 'object')
    return [
      {
        path: ['items', ...(isSet(items['type']) ? ['type'] : [])],
        message: 'the elements of a list of the type map must be objects',
      },
    ];
  const fields = mapOf(items['properties']);
  return keys.flatMap((key, i): BreachInStruct[] => {
    const path = ['x-kubernetes-list-map-keys', i];
    const field = typeof key === 'string' && Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (typeof key !== 'string' || !isMap(field))
      return [{ path, message: `the elements have no property ${shown(key)}` }];
    if (keys.indexOf(key) < i) return [{ path, message: `${shown(key)} is there already` }];
    if (!isScalar(field))
      return [{ path: ['items', 'properties', key, 'type'], message: 'a key of a list must be a scalar' }];
    return listOf(items['required']).includes(key) || isSet(field['default'])
      ? []
      : [
          {
            path: ['items', 'properties', key],
            message: `the key "${key}" must be required, or have a default`,
          },
        ];
  });
}

const reasons = ['FieldValueRequired', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueDuplicate'];

const ruleTexts = everyLevel(
  'invalid-format',
  'tells of a broken rule on one line, and with a reason that there is',
  { type: 'string', 'x-kubernetes-validations': [{ rule: 'true', message: 'a' }] },
  { type: 'string', 'x-kubernetes-validations': [{ rule: 'true', message: 'a\nb' }] },
  ({ schema }) =>
    elements(schema, 'x-kubernetes-validations').flatMap(
      ({ value: { rule: text, message, messageExpression, reason }, at }) => {
        const found: BreachInStruct[] = [];
        const path = ['x-kubernetes-validations', at];
        const hasLines = (given: Json | undefined) => typeof given === 'string' && given.trim().includes('\n');
        if (hasLines(message)) found.push({ path: [...path, 'message'], message: 'must be one line' });
        else if (typeof message === 'string' && message !== '' && message.trim() === '')
          found.push({ path: [...path, 'message'], message: 'must not be blank' });
        else if (isEmpty(message) && hasLines(text))
          found.push({ path, message: 'a rule of several lines needs a message' });
        if (typeof messageExpression === 'string' && messageExpression !== '' && messageExpression.trim() === '')
          found.push({ path: [...path, 'messageExpression'], message: 'must not be blank' });
        if (isSet(reason) && !reasons.includes(String(reason)))
          found.push({ path: [...path, 'reason'], message: `${shown(reason)} is none of ${reasons.join(', ')}` });
        return found;
      },
    ),
);

/** What makes a schema structural. */
export const structuralSchemasPage: Page = {
  'apiextensions.CustomResourceValidation': {
    source:
      'apiserver/schema ValidateStructural, validateStructuralCompleteness; apiextensions/validation ValidateCustomResourceDefinitionOpenAPISchema',
    rules: [underJunctors, complete, patterns, extensions, root, lists, ruleTexts],
  },
};
