export { effects, isSafe, type Effect, type FieldChange, type ObjectChange } from './change';
export { diffOutputs } from './diff-outputs';
export type { PlacedObject } from './order';
export { formats, type ChangesReport, type Format } from './report';
