import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { KubeDaemonSet, KubeNetworkPolicy, type NetworkPolicyPeer } from '../../../../imports/k8s';
import { Condition } from '../../../manifest';
import { object, toggle, type Refs, type Templated } from '../../../values';
import { kubernetesBlock } from '../../workloads/blocks';
import { containerImage } from '../../workloads/container-image';
import { componentLabel, componentName, componentSelector } from '../../workloads/names';
import { environmentOf, mountsOf, podLabelsOf, podSettingsOf, volumesOf } from '../../workloads/pod';
import { http, mainPort } from '../../workloads/probes';
import {
  containerValues,
  imageValues,
  podValues,
  resourceValues,
  type ImageDefaults,
  type ResourceDefaults,
} from '../../workloads/workload-values';

export interface NodeExporterDefaults {
  readonly image: ImageDefaults;
  readonly resources: ResourceDefaults;
}

/** `nodeExporter.*`. */
export const nodeExporterValues = (defaults: NodeExporterDefaults) =>
  object(
    {
      image: imageValues(defaults.image),
      resources: resourceValues(defaults.resources),
      livenessProbe: kubernetesBlock(
        'core.v1.Probe',
        http('/', { initialDelaySeconds: 10, periodSeconds: 30, timeoutSeconds: 5, failureThreshold: 4 }),
        'When the container is restarted',
      ),
      readinessProbe: kubernetesBlock(
        'core.v1.Probe',
        http('/', { periodSeconds: 10, timeoutSeconds: 5 }),
        'When the pod counts as ready',
      ),
      startupProbe: kubernetesBlock('core.v1.Probe', {}, 'When the other probes begin'),
      ...podValues(),
      ...containerValues(),
      networkPolicy: toggle(true, {}, 'Only Prometheus may read'),
    },
    'The node exporter on every node, of the mode embedded',
  );

/** Where a volume of the node's own disk is in the pod; the name that the disk has in the metrics. */
export const nodeDisk = '/node-disk';
const port = 9100;

export interface NodeExporterProps {
  readonly values: Refs<ReturnType<typeof nodeExporterValues>>;
}

/**
 * CPU, memory, load and disk of every node.
 *
 * It runs as restricted as every other pod: no path, network or process table of the host. The kernel shows CPU time, memory
 * and load of the whole node to every container, and an `emptyDir` lies on the disk of which the kubelet evicts pods. What
 * this leaves out are other disks and the network cards of the node, which no rule or dashboard reads.
 */
export class NodeExporter extends Construct {
  private readonly ingress: Templated<NetworkPolicyPeer>[] = [];

  constructor(scope: Construct, id: string, { values }: NodeExporterProps) {
    super(scope, id);
    const name = componentName(this, id);
    const selector = componentSelector(id);
    const labels = { [componentLabel]: id };
    new KubeDaemonSet(this, 'daemonset', {
      metadata: { name, labels },
      spec: {
        selector: { matchLabels: selector },
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
        template: {
          metadata: { labels: podLabelsOf(selector, values), annotations: values.podAnnotations },
          spec: {
            automountServiceAccountToken: false,
            ...podSettingsOf(this, values, selector),
            containers: [
              {
                name: id,
                ...containerImage(values.image),
                args: [
                  `--web.listen-address=:${port}`,
                  '--collector.disable-defaults',
                  ...['cpu', 'meminfo', 'loadavg', 'filesystem', 'uname'].map(
                    (collector) => `--collector.${collector}`,
                  ),
                  `--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|etc|run|tmp|var)($|/)`,
                ],
                ...environmentOf({}, [], values),
                ports: [{ name: mainPort, containerPort: port, protocol: 'TCP' }],
                startupProbe: values.startupProbe,
                livenessProbe: values.livenessProbe,
                readinessProbe: values.readinessProbe,
                resources: values.resources,
                lifecycle: values.lifecycle,
                securityContext: values.securityContext,
                ...mountsOf(values.extraVolumeMounts, [{ name: 'node-disk', mountPath: nodeDisk, readOnly: true }]),
              },
            ],
            ...volumesOf(values.extraVolumes, [{ name: 'node-disk', emptyDir: {} }]),
          },
        },
      },
    });
    const policy = new KubeNetworkPolicy(this, 'networkpolicy', {
      metadata: { name, labels },
      spec: {
        podSelector: { matchLabels: selector },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: Lazy.any({ produce: () => this.ingress }) as NetworkPolicyPeer[],
            ports: [{ port: mainPort, protocol: 'TCP' }],
          },
        ],
      },
    });
    Condition.of(policy).when(values.networkPolicy.enabled);
  }

  allowFrom(...peers: Templated<NetworkPolicyPeer>[]): void {
    this.ingress.push(...peers);
  }
}
