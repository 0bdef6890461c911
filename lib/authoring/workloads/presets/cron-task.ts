import type { Construct } from 'constructs';
import { cronJob } from '../controllers/cron-job';
import { access } from '../traits/access';
import { everyPod } from '../traits/every-pod';
import { identity } from '../traits/identity';
import { image } from '../traits/image';
import { jobLimits } from '../traits/job-limits';
import { program } from '../traits/program';
import { resources } from '../traits/resources';
import { runs, schedule } from '../traits/schedule';
import { Workload, preset, valuesOf, type WorkloadProps } from '../workload';

const limits = jobLimits('run', 'tries again');
const knobs = [image, schedule, runs, limits, resources, ...everyPod, identity, access] as const;
const traits = [...knobs, program] as const;

/** What users may set of a `CronTask`. */
export const cronTaskValues = valuesOf('cronTaskValues', knobs);

export type CronTaskProps = WorkloadProps<typeof traits>;

const cronTask = preset('CronTask', { name: 'cronTaskValues', fields: ['image', 'schedule'] }, traits, cronJob);

/** Something that runs to its end at certain times: a CronJob. */
export class CronTask extends Workload {
  constructor(scope: Construct, id: string, props: CronTaskProps) {
    super(scope, id, cronTask, props, () => ({ pod: { restartPolicy: 'Never' } }));
  }
}
