export { brokenGuards, faultsOf } from './broken';
export { documented } from './documented';
export { guardOf, type Guard, type GuardOrigin } from './guard';
export { referencesIn } from './sentence';
