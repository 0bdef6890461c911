import type { Construct } from 'constructs';
import { deployment } from '../controllers/deployment';
import { access } from '../traits/access';
import { budget } from '../traits/budget';
import { everyPod } from '../traits/every-pod';
import { identity } from '../traits/identity';
import { image } from '../traits/image';
import { namedPorts } from '../traits/named-ports';
import { optionalProbes } from '../traits/probes';
import { program } from '../traits/program';
import { resources } from '../traits/resources';
import { rollout } from '../traits/rollout';
import { scaling } from '../traits/scaling';
import { Workload, preset, valuesOf, type WorkloadProps } from '../workload';

const knobs = [image, scaling, resources, optionalProbes, rollout, ...everyPod, identity, budget, access] as const;
const traits = [...knobs, namedPorts, program] as const;

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
