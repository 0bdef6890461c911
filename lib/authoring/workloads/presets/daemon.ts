import type { Construct } from 'constructs';
import { daemonSet } from '../controllers/daemon-set';
import { access } from '../traits/access';
import { everyPod } from '../traits/every-pod';
import { identity } from '../traits/identity';
import { image } from '../traits/image';
import { namedPorts } from '../traits/named-ports';
import { optionalProbes } from '../traits/probes';
import { program } from '../traits/program';
import { resources } from '../traits/resources';
import { daemonRollout } from '../traits/rollout';
import { Workload, preset, valuesOf, type WorkloadProps } from '../workload';

const knobs = [image, resources, optionalProbes, daemonRollout, ...everyPod, identity, access] as const;
const traits = [...knobs, namedPorts, program] as const;

/** What users may set of a `Daemon`. */
export const daemonValues = valuesOf('daemonValues', knobs);

export type DaemonProps = WorkloadProps<typeof traits>;

const daemon = preset('Daemon', { name: 'daemonValues', fields: ['image', 'updateStrategy'] }, traits, daemonSet);

/** A pod on every node that its `nodeSelector` and `tolerations` admit: a DaemonSet. */
export class Daemon extends Workload {
  constructor(scope: Construct, id: string, props: DaemonProps) {
    super(scope, id, daemon, props);
  }
}
