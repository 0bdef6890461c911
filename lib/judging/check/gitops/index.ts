import { gitopsHookRules } from './hooks';
import { objectRules } from './objects';

/** What Argo CD and Flux make of objects, where somebody uses them; and migrations that bar the way back. */
export const gitopsRules = [...objectRules, ...gitopsHookRules] as const;
