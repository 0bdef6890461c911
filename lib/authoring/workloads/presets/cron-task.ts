import type { Construct } from 'constructs';
import { cronJob } from '../controllers/cron-job';
import * as t from '../traits';
import { optionalValuesOf, type OptionalValuesOf, valuesOf, type ValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Workload } from '../workload';

const limits = t.jobLimits('run', 'tries again');
const knobs = [
  t.image,
  t.schedule,
  t.runs,
  limits,
  t.resources,
  t.entryPoint,
  ...t.everyPod,
  t.identity,
  t.access,
] as const;
const traits = [...knobs, t.program] as const;

/** What users may set of a `CronTask`. */
export const cronTaskValues: ValuesOf<typeof knobs> = valuesOf('cronTaskValues', knobs);

/** The same for one that can be switched off. */
export const optionalCronTaskValues: OptionalValuesOf<typeof knobs> = optionalValuesOf('optionalCronTaskValues', knobs);

export interface CronTaskProps extends WorkloadProps<typeof traits> {}

const cronTask = preset('CronTask', { name: 'cronTaskValues', fields: ['image', 'schedule'] }, traits, cronJob);

/** Something that runs to its end at certain times: a CronJob. */
export class CronTask extends Workload {
  constructor(scope: Construct, id: string, props: CronTaskProps) {
    super(scope, id, cronTask, props);
  }
}
