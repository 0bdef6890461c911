import type { Construct } from 'constructs';
import { ApplyPhase } from '../../../core/manifest';
import { statefulSet } from '../controllers/stateful-set';
import { access } from '../traits/access';
import { budget } from '../traits/budget';
import { everyPod } from '../traits/every-pod';
import { identity } from '../traits/identity';
import { image } from '../traits/image';
import { members } from '../traits/members';
import { namedPorts } from '../traits/named-ports';
import { probes } from '../traits/probes';
import { program } from '../traits/program';
import { resources } from '../traits/resources';
import { statefulRollout } from '../traits/rollout';
import { replicas } from '../traits/scaling';
import { service } from '../traits/service';
import { volumeOfEachPod } from '../traits/storage';
import { Server, preset, valuesOf, type WorkloadProps } from '../workload';

const kept = [image, replicas, resources, volumeOfEachPod, probes, statefulRollout] as const;
const knobs = [...kept, ...everyPod, identity, service, budget, access] as const;
const traits = [...knobs, members, namedPorts, program] as const;

/** What users may set of a `StatefulCluster`. */
export const statefulClusterValues = valuesOf('statefulClusterValues', knobs);

export type StatefulClusterProps = WorkloadProps<typeof traits>;

const maker = { name: 'statefulClusterValues', fields: ['image', 'replicaCount', 'persistence', 'service'] };
const statefulCluster = preset('StatefulCluster', maker, traits, statefulSet);

/**
 * Several pods that keep data together: a StatefulSet with a volume for each pod, a headless Service by which the pods know each
 * other, and an ordinary Service for clients.
 */
export class StatefulCluster extends Server {
  constructor(scope: Construct, id: string, props: StatefulClusterProps) {
    super(scope, id, statefulCluster, props);
    ApplyPhase.of(this).set('dependency');
  }
}
