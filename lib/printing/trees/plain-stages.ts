import type { PlainObject } from './environment';

/** What is applied together; the next stage follows when all of it is ready. */
export interface PlainStage {
  /** Its folder, `40-workload`. */
  readonly name: string;
  readonly objects: readonly PlainObject[];
}

/** The stages of an environment, in the order in which they are applied. */
export function plainStages(plain: readonly PlainObject[]): PlainStage[] {
  const stages = new Map<string, PlainObject[]>();
  for (const object of plain) {
    const known = stages.get(object.stage);
    if (known) known.push(object);
    else stages.set(object.stage, [object]);
  }
  return Array.from(stages, ([name, objects]) => ({ name, objects }));
}
