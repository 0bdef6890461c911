export { brokenGuards, faultsOf } from './broken';
export { carriedSchema } from './carried-schema';
export { documented } from './documented';
export { guardOf, type Guard, type GuardOrigin } from './guard';
export { referencesIn } from './sentence';
