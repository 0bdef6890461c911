import type { Construct } from 'constructs';
import { deployment } from '../controllers/deployment';
import * as t from '../traits';
import { optionalValuesOf, type OptionalValuesOf, valuesOf, type ValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Workload } from '../workload';

const pods = [t.image, t.scaling, t.resources, t.optionalProbes, t.rollout] as const;
const knobs = [...pods, t.entryPoint, ...t.everyPod, t.identity, t.budget, t.access, t.podMetrics] as const;
const traits = [...knobs, t.namedPorts, t.program] as const;

/** What users may set of a `Worker`. */
export const workerValues: ValuesOf<typeof knobs> = valuesOf('workerValues', knobs);

/** The same for one that can be switched off. */
export const optionalWorkerValues: OptionalValuesOf<typeof knobs> = optionalValuesOf('optionalWorkerValues', knobs);

export interface WorkerProps extends WorkloadProps<typeof traits> {}

const worker = preset('Worker', { name: 'workerValues', fields: ['image', 'autoscaling'] }, traits, deployment);

/** Pods that nobody asks anything, such as those that work off a queue: a Deployment without a Service. */
export class Worker extends Workload {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, worker, props);
  }
}
