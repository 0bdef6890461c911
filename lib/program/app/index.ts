export { environmentOf, releaseOf } from './releases';
export { isWholeApp, prepare, renamings, systemsOf, type System } from './systems';
