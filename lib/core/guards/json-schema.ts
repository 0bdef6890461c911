import type { JsonSchema } from '../validation';

export type { JsonSchema };

/** Whether something in a schema is a schema. */
export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
