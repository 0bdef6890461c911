import type { Construct } from 'constructs';
import { daemonSet } from '../controllers/daemon-set';
import * as t from '../traits';
import { optionalValuesOf, type OptionalValuesOf, valuesOf, type ValuesOf } from '../values-of';
import { preset, type WorkloadProps } from '../preset';
import { Workload } from '../workload';

const pods = [t.image, t.resources, t.optionalProbes, t.daemonRollout] as const;
const knobs = [...pods, t.entryPoint, ...t.everyPod, t.identity, t.access, t.podMetrics] as const;
const traits = [...knobs, t.namedPorts, t.program] as const;

/** What users may set of a `Daemon`. */
export const daemonValues: ValuesOf<typeof knobs> = valuesOf('daemonValues', knobs);

/** The same for one that can be switched off. */
export const optionalDaemonValues: OptionalValuesOf<typeof knobs> = optionalValuesOf('optionalDaemonValues', knobs);

export interface DaemonProps extends WorkloadProps<typeof traits> {}

const daemon = preset('Daemon', { name: 'daemonValues', fields: ['image', 'updateStrategy'] }, traits, daemonSet);

/** A pod on every node that its `nodeSelector` and `tolerations` admit: a DaemonSet. */
export class Daemon extends Workload {
  constructor(scope: Construct, id: string, props: DaemonProps) {
    super(scope, id, daemon, props);
  }
}
