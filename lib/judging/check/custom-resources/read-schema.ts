import type { Json, JsonObject } from '../../../core/values';
import { isMap, listOf, mapOf, stringOf } from '../../../core/references/objects';
import type { Limit, StructuralSchema, ValidationRule } from './structural-schema';

const known = new WeakMap<JsonObject, StructuralSchema>();

/** The schema as its definition has it, read once. */
export function structuralSchema(written: JsonObject): StructuralSchema {
  let schema = known.get(written);
  if (!schema) known.set(written, (schema = read(written)));
  return schema;
}

function read(written: JsonObject): StructuralSchema {
  const properties = new Map(Object.entries(mapOf(written['properties'])).map(([key, each]) => [key, part(each)]));
  const { additionalProperties: others } = written;
  const additional = isMap(others) ? part(others) : others === true ? 'any' : undefined;
  const items = isMap(written['items']) ? part(written['items']) : undefined;
  const [allOf, anyOf, oneOf] = [parts(written['allOf']), parts(written['anyOf']), parts(written['oneOf'])];
  const rules = listOf(written['x-kubernetes-validations']).flatMap(ruleIn);
  const children = [...properties.values(), ...(isMap(others) ? [part(others)] : []), ...(items ? [items] : [])];
  return {
    type: stringOf(written['type']),
    format: stringOf(written['format']),
    isIntOrString: written['x-kubernetes-int-or-string'] === true,
    isNullable: written['nullable'] === true,
    keepsUnknownFields: written['x-kubernetes-preserve-unknown-fields'] === true,
    isEmbeddedResource: written['x-kubernetes-embedded-resource'] === true,
    properties,
    additionalProperties: additional,
    items,
    default: written['default'] ?? undefined,
    required: textsOf(written['required']),
    enum: Array.isArray(written['enum']) ? listOf(written['enum']) : undefined,
    pattern: stringOf(written['pattern']) || undefined,
    minimum: limitOf(written['minimum'], written['exclusiveMinimum']),
    maximum: limitOf(written['maximum'], written['exclusiveMaximum']),
    multipleOf: numberOf(written['multipleOf']),
    minLength: numberOf(written['minLength']),
    maxLength: numberOf(written['maxLength']),
    minItems: numberOf(written['minItems']),
    maxItems: numberOf(written['maxItems']),
    minProperties: numberOf(written['minProperties']),
    maxProperties: numberOf(written['maxProperties']),
    allOf,
    anyOf,
    oneOf,
    not: isMap(written['not']) ? part(written['not']) : undefined,
    listType: stringOf(written['x-kubernetes-list-type']),
    listMapKeys: textsOf(written['x-kubernetes-list-map-keys']),
    rules,
    hasDefaults: written['default'] !== undefined || children.some(({ hasDefaults }) => hasDefaults),
    hasRules: rules.length > 0 || [...children, ...allOf].some(({ hasRules }) => hasRules),
  };
}

const part = (written: Json): StructuralSchema => structuralSchema(isMap(written) ? written : {});

const parts = (written: Json | undefined): StructuralSchema[] => listOf(written).map(part);

const textsOf = (written: Json | undefined): string[] => listOf(written).filter((each) => typeof each === 'string');

const numberOf = (written: Json | undefined): number | undefined => (typeof written === 'number' ? written : undefined);

const limitOf = (value: Json | undefined, isExclusive: Json | undefined): Limit | undefined =>
  typeof value === 'number' ? { value, isExclusive: isExclusive === true } : undefined;

function ruleIn(written: Json): ValidationRule[] {
  const rule = isMap(written) ? stringOf(written['rule']) : undefined;
  if (rule === undefined) return [];
  const { message, messageExpression, fieldPath, optionalOldSelf } = mapOf(written);
  return [
    {
      rule,
      message: stringOf(message) || undefined,
      messageExpression: stringOf(messageExpression) || undefined,
      fieldPath: stringOf(fieldPath) || undefined,
      isForNewObjects: optionalOldSelf === true,
    },
  ];
}
