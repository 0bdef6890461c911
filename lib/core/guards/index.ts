export { brokenGuards, faultsOf } from './broken';
export { carriedSchema } from './carried-schema';
export { documented } from './documented';
export { repeatedHelper } from './fault-helpers';
export { immutableValues } from './immutable-values';
export { guardOf, type Guard, type GuardOrigin } from './guard';
export { guardsOfObjects } from './of-objects';
export { referencesIn } from './sentence';
