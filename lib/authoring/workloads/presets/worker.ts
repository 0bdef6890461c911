import type { Construct } from 'constructs';
import { deployment } from '../controllers/deployment';
import * as t from '../traits';
import { valuesOf } from '../values-of';
import { Workload, preset, type WorkloadProps } from '../workload';

const knobs = [
  t.image,
  t.scaling,
  t.resources,
  t.optionalProbes,
  t.rollout,
  ...t.everyPod,
  t.identity,
  t.budget,
  t.access,
] as const;
const traits = [...knobs, t.namedPorts, t.program] as const;

/** What users may set of a `Worker`. */
export const workerValues = valuesOf('workerValues', knobs);

export type WorkerProps = WorkloadProps<typeof traits>;

const worker = preset('Worker', { name: 'workerValues', fields: ['image', 'autoscaling'] }, traits, deployment);

/** Pods that nobody asks anything, such as those that work off a queue: a Deployment without a Service. */
export class Worker extends Workload {
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id, worker, props);
  }
}
