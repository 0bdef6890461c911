import { keysOfPointer, type Json, type JsonObject } from '../../../../core/values';
import { checkStructure } from '../../custom-resources/check-structure';
import { structuralSchema } from '../../custom-resources/read-schema';
import { isMap, listOf, mapOf } from '../../../../core/references/objects';
import type { Page, BreachInStruct } from '../../../../core/validation/page';
import { isSet } from '../../../../core/validation/vocabulary';
import { everyLevel } from '../../../../core/validation/pages/schema-levels';

/** The fields of a default that its schema does not know. */
function unknownIn(value: Json | undefined, schema: JsonObject, path: BreachInStruct['path']): BreachInStruct[] {
  const { items } = schema;
  if (Array.isArray(value) && isMap(items))
    return listOf(value).flatMap((each, i) => unknownIn(each, items, [...path, i]));
  if (!isMap(value)) return [];
  const [fields, others] = [mapOf(schema['properties']), schema['additionalProperties']];
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true;
  return Object.entries(value).flatMap(([key, each]): BreachInStruct[] => {
    const field = Object.hasOwn(fields, key) ? fields[key] : others;
    if (isMap(field)) return unknownIn(each, field, [...path, key]);
    if (isOpen || field === true || schema['type'] !== 'object') return [];
    return [{ path: [...path, key], message: `the schema has no property "${key}"` }];
  });
}

/** What is wrong with the default of a field, in which other defaults are not filled in. */
function wrongDefault(schema: JsonObject): BreachInStruct[] {
  const { default: given } = schema;
  if (!isSet(given)) return [];
  const { errors } = checkStructure(given, structuralSchema(schema));
  return [
    ...errors.map(({ pointer, message }) => ({ path: ['default', ...keysOfPointer(pointer)], message })),
    ...unknownIn(given, schema, ['default']),
  ];
}

const defaults = everyLevel(
  'invalid-combination',
  'has defaults that its schema lets through',
  { type: 'integer', minimum: 1, default: 5 },
  { type: 'integer', minimum: 1, default: 0 },
  ({ schema, isSpecified }) => (isSpecified ? wrongDefault(schema) : []),
);

/** What fields of custom resources are that are left out. */
export const schemaDefaultsPage: Page = {
  'apiextensions.CustomResourceValidation': {
    source: 'apiserver/schema/defaulting ValidateDefaults',
    rules: [defaults],
  },
};
