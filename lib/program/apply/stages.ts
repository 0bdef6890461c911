import type { PlainObject } from '../../printing/trees';

/** What is applied, and ready, before the next one is applied. */
export interface Stage {
  /** `40-workloads` */
  readonly name: string;
  readonly objects: readonly PlainObject[];
}

/** The stages by the tens of the numbers of their files; all that is higher belongs to the last. */
const names = ['00-namespace', '10-configuration', '20-dependencies', '30-migrations', '40-workloads', '50-operations'];

const numberOf = ({ file }: PlainObject) => Number(/^\d+/.exec(file)?.[0] ?? 0);

/** The objects of an environment by stage, in order; a stage without objects is not there. */
export function stagesOf(objects: readonly PlainObject[]): Stage[] {
  const stages = new Map<string, PlainObject[]>();
  for (const object of objects) {
    const name = names[Math.min(Math.floor(numberOf(object) / 10), names.length - 1)]!;
    stages.set(name, [...(stages.get(name) ?? []), object]);
  }
  return Array.from(stages, ([name, all]) => ({ name, objects: all }));
}

/**
 * The objects of a stage that are applied at once: those of one number. Hooks of different weights have different numbers, and run one
 * after the other.
 */
export function stepsOf({ objects }: Stage): PlainObject[][] {
  const steps = new Map<number, PlainObject[]>();
  for (const object of objects) steps.set(numberOf(object), [...(steps.get(numberOf(object)) ?? []), object]);
  return [...steps.values()];
}
