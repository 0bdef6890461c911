/** A schema of JSON Schema, draft 7, whose patterns Go and JavaScript read alike. */
export type JsonSchema = { readonly [keyword: string]: unknown };
