import { shrinkValues } from '../kit/shrink-values';
import type { CounterExample } from './counter-example';
import type { Installation, Subject } from './subject';

/** What is found of an installation. */
export type Judge = (installation: Installation) => Promise<readonly CounterExample[]>;

/**
 * The smallest values found that still show a fault, in a release that is named like the chart where that shows it too.
 *
 * @param most how many installations are tried
 */
export async function shrinkExample(
  { definition: { name } }: Subject,
  example: CounterExample,
  judge: Judge,
  most = 60,
): Promise<CounterExample> {
  let smallest = example;
  const shows = async (installation: Installation): Promise<boolean> => {
    const found = (await judge(installation)).find(
      ({ kind, fault }) => kind === example.kind && fault === example.fault,
    );
    if (found) smallest = found;
    return found !== undefined;
  };
  if (!(await shows({ ...example.installation, release: name, namespace: name })))
    await shows({ ...example.installation, namespace: name });
  const { release, namespace, values } = smallest.installation;
  const shrinking = shrinkValues(values, () => true, most);
  let step = shrinking.next();
  while (!step.done) step = shrinking.next(await shows({ release, namespace, values: step.value }));
  return smallest;
}
