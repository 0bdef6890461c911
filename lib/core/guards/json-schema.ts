/** A JSON Schema, draft-07. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Whether something in a schema is a schema. */
export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
