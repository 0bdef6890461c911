export { resourceErrors } from './check-resource';
export { definitionsIn, sharingDefinitions } from './definitions-in';
export { definitionsAmong } from './read-definitions';
export { customResourceRules } from './rules';
