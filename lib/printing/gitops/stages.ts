import type { PlainObject } from '../trees';

/** What is applied together; the next stage follows when all of it is ready. */
export interface Stage {
  /** Its folder, `40-workloads`. */
  readonly name: string;
  readonly objects: readonly PlainObject[];
}

/** The first number of each stage. */
const beginnings = [
  [0, '00-namespace'],
  [1, '10-configuration'],
  [20, '20-dependencies'],
  [30, '30-migrations'],
  [40, '40-workloads'],
  [50, '50-operations'],
] as const;

/** The stages of an environment, in order, without empty ones. */
export function stagesOf(plain: readonly PlainObject[]): Stage[] {
  const stageOf = ({ file }: PlainObject) => beginnings.findLast(([first]) => Number.parseInt(file, 10) >= first)![1];
  return beginnings
    .map(([, name]) => ({ name, objects: plain.filter((each) => stageOf(each) === name) }))
    .filter(({ objects }) => objects.length > 0);
}
