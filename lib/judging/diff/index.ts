export { effects, isSafe, type Effect, type FieldChange, type ObjectChange } from './change';
export { diffOutputs } from './diff-outputs';
export { changesReport } from './changes-report';
