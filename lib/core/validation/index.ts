export { constraintsOfField, constraintsOfStruct } from './constraints';
export { schemaOfName } from './pages/metadata';
export type { JsonSchema } from './json-schema';
