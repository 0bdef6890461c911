export { environmentOf, releaseOf } from './releases';
export { isWholeApp, prepare, renamings, systemsOf, type System, unusedOptions } from './systems';
