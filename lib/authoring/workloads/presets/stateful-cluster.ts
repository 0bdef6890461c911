import type { Construct } from 'constructs';
import { ApplyPhase } from '../../../core/manifest';
import { statefulSet } from '../controllers/stateful-set';
import * as t from '../traits';
import { optionalValuesOf, type OptionalValuesOf, valuesOf, type ValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Server } from '../workload';

const kept = [t.image, t.replicas, t.resources, t.volumeOfEachPod, t.probes, t.statefulRollout] as const;
const knobs = [...kept, t.entryPoint, ...t.everyPod, t.identity, t.service, t.budget, t.access] as const;
const traits = [...knobs, t.members, t.namedPorts, t.program] as const;

/** What users may set of a `StatefulCluster`. */
export const statefulClusterValues: ValuesOf<typeof knobs> = valuesOf('statefulClusterValues', knobs);

/** The same for one that can be switched off. */
export const optionalStatefulClusterValues: OptionalValuesOf<typeof knobs> = optionalValuesOf(
  'optionalStatefulClusterValues',
  knobs,
);

export interface StatefulClusterProps extends WorkloadProps<typeof traits> {}

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
