export { constraintsOfField, constraintsOfStruct } from './constraints';
export type { JsonSchema } from './json-schema';
