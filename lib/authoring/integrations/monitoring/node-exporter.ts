import type { Construct } from 'constructs';
import { object, type Refs } from '../../../core/values';
import { containerPorts } from '../../workloads/container';
import { daemonSet } from '../../workloads/controllers/daemon-set';
import type { ImageDefaults } from '../../workloads/image';
import { http, mainPort } from '../../workloads/probes';
import { fieldsOf } from '../../workloads/trait';
import { readers } from '../../workloads/traits/access';
import { everyPod } from '../../workloads/traits/every-pod';
import { image } from '../../workloads/traits/image';
import { optionalProbes } from '../../workloads/traits/probes';
import { resources, type ResourceDefaults } from '../../workloads/traits/resources';
import { Server, preset } from '../../workloads/workload';

export interface NodeExporterDefaults {
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
}

const traits = [image, resources, optionalProbes, ...everyPod, readers] as const;

/** `nodeExporter.*`. */
export const nodeExporterValues = (defaults: NodeExporterDefaults) =>
  object(
    fieldsOf(traits, {
      ...defaults,
      probes: {
        liveness: http('/', { initialDelaySeconds: 10, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 }),
        readiness: http('/', { periodSeconds: 10, timeoutSeconds: 5 }),
      },
    }),
    'The node exporter on every node, of the mode embedded',
  );

/** Where a volume of the node's own disk is in the pod; the name that the disk has in the metrics. */
export const nodeDisk = '/node-disk';
const port = 9100;

export interface NodeExporterProps {
  readonly values: Refs<ReturnType<typeof nodeExporterValues>>;
}

const collectors = ['cpu', 'meminfo', 'loadavg', 'filesystem', 'uname'];

const nodeExporter = preset('NodeExporter', { name: 'nodeExporterValues', fields: [] }, traits, daemonSet);

/**
 * CPU, memory, load and disk of every node.
 *
 * It runs as restricted as every other pod: no path, network or process table of the host. The kernel shows CPU time, memory
 * and load of the whole node to every container, and an `emptyDir` lies on the disk of which the kubelet evicts pods. What
 * this leaves out are other disks and the network cards of the node, which no rule or dashboard reads.
 */
export class NodeExporter extends Server {
  constructor(scope: Construct, id: string, props: NodeExporterProps) {
    super(scope, id, nodeExporter, props, () => ({
      pod: { automountServiceAccountToken: false },
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
      controller: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } } },
    }));
  }
}
