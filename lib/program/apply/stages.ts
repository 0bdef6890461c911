import type { PlainObject, PlainStage } from '../../printing/trees';

/**
 * The objects of a stage that are applied at once: those of one place. Hooks of different weights have different places, and run one
 * after the other.
 */
export function stepsOf({ objects }: PlainStage): PlainObject[][] {
  const steps = new Map<number, PlainObject[]>();
  for (const object of objects) {
    const known = steps.get(object.place);
    if (known) known.push(object);
    else steps.set(object.place, [object]);
  }
  return [...steps.values()];
}
