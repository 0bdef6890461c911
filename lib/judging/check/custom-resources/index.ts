export { resourceErrors } from './check-resource';
export { definitionsIn, sharingDefinitions } from './definitions-in';
export { definitionsAmong } from './read-definitions';
export type { ResourceDefinition } from './resource-definition';
export { customResourceRules } from './rules';
