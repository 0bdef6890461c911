import type { Asked } from './carried-asked';
import { intersection } from './carried-intersection';
import { isSchema, type JsonSchema } from './json-schema';

/**
 * A schema with what is asked of the place where its value stands. What an author has written field by field stays so, with what is asked
 * of each field; else a struct is referred to by its name.
 *
 * @returns undefined where no value could be both
 */
export function narrowed(own: JsonSchema, asked: Asked): JsonSchema | undefined {
  const { struct } = asked;
  const fields = isSchema(own['properties']) ? own['properties'] : undefined;
  if (struct && fields && own['additionalProperties'] === false) {
    const properties = Object.entries(fields).map(([key, field]) => {
      const wanted = asked.field(key);
      return [key, (wanted && isSchema(field) && narrowed(field, wanted)) || field] as const;
    });
    const { required } = struct;
    const withFields = { ...own, properties: Object.fromEntries(properties) };
    const filled = required.length === 0 ? withFields : intersection(withFields, { required });
    return joined(filled, struct.rules);
  }
  const element = isSchema(own['items']) ? asked.element() : undefined;
  if (element) {
    const items = narrowed(own['items'] as JsonSchema, element);
    return joined(items && { ...own, items }, asked.rules);
  }
  return intersection(own, asked.schema);
}

const joined = (own: JsonSchema | undefined, rules: readonly JsonSchema[]): JsonSchema | undefined =>
  rules.reduce<JsonSchema | undefined>((left, right) => left && intersection(left, right), own);
