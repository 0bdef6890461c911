export { constraintsOfField, constraintsOfStruct, type JsonSchema } from './constraints';
