import type { Construct } from 'constructs';
import { containerPorts } from '../../workloads/container';
import { daemonSet } from '../../workloads/controllers/daemon-set';
import { http, mainPort } from '../../workloads/probes';
import { trait, type Named } from '../../workloads/trait';
import * as t from '../../workloads/traits';
import { describedValuesOf } from '../../workloads/values-of';
import { preset, type WorkloadProps } from '../../workloads/preset';
import { Server } from '../../workloads/workload';

/** Where a volume of the node's own disk is in the pod; the name that the disk has in the metrics. */
const nodeDisk = '/node-disk';
const port = 9100;

const collectors = ['cpu', 'meminfo', 'loadavg', 'filesystem', 'uname'];

const collectingDeclared = trait({
  apply: () => ({
    container: {
      args: [
        `--web.listen-address=:${port}`,
        '--collector.disable-defaults',
        ...collectors.map((collector) => `--collector.${collector}`),
        `--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|etc|run|tmp|var)($|/)`,
      ],
      ports: containerPorts({ [mainPort]: port }),
    },
    mounts: [{ name: 'node-disk', mountPath: nodeDisk, readOnly: true, volume: { emptyDir: {} } }],
  }),
});

export interface NodeExporterTrait extends Named<typeof collectingDeclared> {}

const collecting: NodeExporterTrait = collectingDeclared;

const own = [collecting, t.image, t.resources, t.optionalProbes, t.daemonRollout] as const;
const traits = [...own, ...t.everyPod, t.unneededIdentity, t.readers] as const;

/** `nodeExporter.*`. */
export const nodeExporterValues = describedValuesOf(
  'nodeExporterValues',
  traits,
  'The node exporter on every node, of the mode embedded',
  {
    probes: {
      liveness: http('/', { initialDelaySeconds: 10, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 }),
      readiness: http('/', { periodSeconds: 10, timeoutSeconds: 5 }),
    },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
  },
);

const nodeExporter = preset('NodeExporter', { name: 'nodeExporterValues', fields: [] }, traits, daemonSet);

/**
 * CPU, memory, load and disk of every node.
 *
 * It runs as restricted as every other pod: no path, network or process table of the host. The kernel shows CPU time, memory
 * and load of the whole node to every container, and an `emptyDir` lies on the disk of which the kubelet evicts pods. What
 * this leaves out are other disks and the network cards of the node, which no rule or dashboard reads.
 */
export class NodeExporter extends Server {
  constructor(scope: Construct, id: string, props: WorkloadProps<typeof traits>) {
    super(scope, id, nodeExporter, props);
  }
}
