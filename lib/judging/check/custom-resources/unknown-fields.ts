import { didYouMean, type Json } from '../../../core/values';
import { isMap, pointerTo } from '../../../core/references/objects';
import type { SchemaError } from '../schema/check-value';
import type { StructuralSchema } from './structural-schema';

/** What a whole Kubernetes object has beside the fields of its schema. */
const ofAnyObject: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The fields of an object that its schema does not know, which the API server drops, and refuses where it is strict. */
export function unknownFields(object: Json, schema: StructuralSchema): SchemaError[] {
  const errors: SchemaError[] = [];
  visit(object, { ...schema, isEmbeddedResource: true }, '', errors);
  return errors;
}

function visit(value: Json, schema: StructuralSchema | undefined, pointer: string, errors: SchemaError[]): void {
  if (Array.isArray(value)) {
    // Whatever keeps unknown fields keeps those of its elements too.
    const items = schema?.keepsUnknownFields
      ? schema.items && { ...schema.items, keepsUnknownFields: true }
      : schema?.items;
    if (schema?.keepsUnknownFields && items === undefined) return;
    (value as readonly Json[]).forEach((element, i) => visit(element, items, `${pointer}/${i}`, errors));
    return;
  }
  if (!isMap(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (schema?.isEmbeddedResource && ofAnyObject.has(key)) continue;
    const own = schema?.properties.get(key);
    const others = schema?.additionalProperties;
    if (own) visit(child, own, pointerTo(pointer, key), errors);
    else if (others !== undefined) visit(child, others === 'any' ? undefined : others, pointerTo(pointer, key), errors);
    else if (!schema?.keepsUnknownFields) errors.push(unknown(key, schema, pointer));
  }
}

function unknown(key: string, schema: StructuralSchema | undefined, pointer: string): SchemaError {
  const place = pointer === '' ? 'the resource' : pointer.slice(1).replaceAll('/', '.');
  const meant = didYouMean(key, [...(schema?.properties.keys() ?? [])]);
  return {
    pointer: pointerTo(pointer, key),
    keyword: 'unknown-field',
    message: `the definition of the kind knows no field "${key}" in ${place}${meant}`,
  };
}
