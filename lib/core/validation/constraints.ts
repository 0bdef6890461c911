/** A schema of JSON Schema, draft 7, in which all patterns are read alike by Go and JavaScript. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * What the API server asks of the value of a field, where it is there: bounds, forms, choices. `structId` is the upstream name
 * of the struct, such as `io.k8s.api.core.v1.Probe`.
 *
 * @returns undefined where nothing is asked beyond the field's type
 */
export function constraintsOfField(_structId: string, _field: string): JsonSchema | undefined {
  return undefined;
}

/**
 * What the API server asks of a struct as a whole: what must be there, what excludes what.
 *
 * @returns undefined where nothing is asked beyond the types of its fields
 */
export function constraintsOfStruct(_structId: string): JsonSchema | undefined {
  return undefined;
}
