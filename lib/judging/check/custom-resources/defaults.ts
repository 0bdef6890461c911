import type { Json } from '../../../core/values';
import { isMap } from '../../../core/references/objects';
import { schemaOfField, type StructuralSchema } from './structural-schema';

/**
 * The value as the API server has it before it validates: a null that is not allowed is as good as left out, and what is left out
 * has its default. A value in which nothing changes is given back as it is.
 */
export function withDefaults(value: Json, schema: StructuralSchema): Json {
  if (Array.isArray(value)) {
    const { items } = schema;
    const elements = value as readonly Json[];
    if (!items) return elements;
    const filled = elements.map((element) =>
      element === null && !items.isNullable && items.default !== undefined
        ? items.default
        : withDefaults(element, items),
    );
    return filled.some((element, i) => element !== elements[i]) ? filled : elements;
  }
  if (!isMap(value)) return value;
  const filled = new Map<string, Json>();
  let isChanged = false;
  for (const [key, child] of Object.entries(value)) {
    const field = schemaOfField(schema, key);
    if (child === null && field && !field.isNullable) isChanged = true;
    else {
      const settled = field ? withDefaults(child, field) : child;
      isChanged ||= settled !== child;
      filled.set(key, settled);
    }
    const preset = child === null && field && !field.isNullable ? field.default : undefined;
    if (preset !== undefined && field) filled.set(key, withDefaults(preset, field));
  }
  if (schema.hasDefaults) {
    for (const [key, field] of schema.properties) {
      if (field.default === undefined || filled.has(key)) continue;
      filled.set(key, withDefaults(field.default, field));
      isChanged = true;
    }
  }
  return isChanged ? Object.fromEntries(filled) : value;
}
