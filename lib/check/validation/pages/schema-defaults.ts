import type { Json, JsonObject } from '../../../values';
import { checkStructure } from '../../custom-resources/check-structure';
import { structuralSchema } from '../../custom-resources/read-schema';
import { isMap, listOf, mapOf } from '../../objects';
import type { Page, Violation } from '../page';
import { isEmpty, isSet, shown } from '../vocabulary';
import { everyLevel } from './schema-levels';

type Path = Violation['path'];

/** Whether a value is of a type; of one that is not known everything is. */
function isOf(value: Json, type: string): boolean {
  if (type === 'object') return isMap(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return ['string', 'number', 'boolean'].includes(type) ? typeof value === type : true;
}

/** What is wrong with a default, or with a part of it; what it leaves out is not looked at. */
function wrongIn(value: Json, schema: JsonObject, path: Path): Violation[] {
  const { type } = schema;
  if (!isSet(value)) return [];
  if (typeof type === 'string' && !isOf(value, type))
    return [{ path, message: `${shown(value)} is not of the type ${type}` }];
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!isMap(items)) return [];
    return listOf(value).flatMap((each, i) => wrongIn(each, items, [...path, i]));
  }
  if (!isMap(value))
    return checkStructure(value, structuralSchema(schema)).errors.map(({ message }) => ({ path, message }));
  const [fields, others] = [mapOf(schema['properties']), schema['additionalProperties']];
  const isOpen =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true;
  return Object.entries(value).flatMap(([key, each]): Violation[] => {
    const field = Object.hasOwn(fields, key) ? fields[key] : others;
    if (isMap(field)) return wrongIn(each, field, [...path, key]);
    if (isOpen || field === true || isEmpty(schema['type'])) return [];
    return [{ path: [...path, key], message: `the schema has no property "${key}"` }];
  });
}

const defaults = everyLevel(
  'invalid-combination',
  'has defaults that its schema lets through',
  { type: 'integer', minimum: 1, default: 5 },
  { type: 'integer', minimum: 1, default: 0 },
  ({ schema, isSpecified }) => (isSpecified ? wrongIn(schema['default'] ?? null, schema, ['default']) : []),
);

/** What fields of custom resources are that are left out. */
export const schemaDefaultsPage: Page = {
  'apiextensions.CustomResourceValidation': {
    source: 'apiserver/schema/defaulting ValidateDefaults',
    rules: [defaults],
  },
};
