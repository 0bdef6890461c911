import { block, boolean, integer, list, object, oneOf, string, stringMap, toggle, type Fields } from '../../values';
import { labelMap } from '../../manifest';
import { kubernetesBlock, kubernetesList, type Block } from './blocks';
import { aBoolean, aWholeNumber, maybe, takes, wordOf } from '../../values/argument';
import { aPodDefaults, autoscalingDefaults, imageDefaults, resourceDefaults } from './arguments';

/** An image as users set it. */
export interface ImageDefaults {
  readonly repository: string;
  /** @default the chart's app version */
  readonly tag?: string;
  /** @default IfNotPresent */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

const imageTakes = takes('imageValues(defaults)', imageDefaults);

/** `image.*` of a container. */
export const imageValues = (defaults: ImageDefaults) => {
  imageTakes(defaults);
  const { repository, tag = '', pullPolicy = 'IfNotPresent' } = defaults;
  return object(
    {
      repository: string(repository, 'Repository of the image', { minLength: 1, pattern: '^[a-z0-9][-a-z0-9._/:]*$' }),
      tag: string(tag, 'Tag of the image; empty means the app version of the chart', {
        pattern: '^([A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?$',
      }),
      digest: string('', 'Digest of the image, as sha256:...; it wins over the tag', {
        pattern: '^(sha256:[a-f0-9]{64})?$',
      }),
      pullPolicy: oneOf(['Always', 'IfNotPresent', 'Never'], pullPolicy, 'When the image is pulled'),
    },
    'The image of the container',
  );
};

/** CPU and memory, as `250m` and `256Mi`. */
export interface ResourceDefaults {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu?: string; readonly memory: string };
}

const resourcesTake = takes('resourceValues(value)', resourceDefaults);

/** `resources` of a container. */
export const resourceValues = (value: ResourceDefaults) => {
  resourcesTake(value);
  return kubernetesBlock(
    'core.v1.ResourceRequirements',
    value as unknown as Block,
    'CPU and memory that the container asks for and may use',
  );
};

/** Runs as a user without a name or rights, as the Pod Security Standard `restricted` wants it. */
export const restrictedPod: Block = {
  runAsNonRoot: true,
  runAsUser: 10001,
  runAsGroup: 10001,
  fsGroup: 10001,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Writes nowhere but into its volumes and can gain no rights. */
export const restrictedContainer: Block = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** Annotations that the chart sets itself. */
const ownAnnotations = '^(checksum/|prometheus\\.io/)';
const mapKey = '^[A-Za-z0-9][-A-Za-z0-9_./]*$';

/** How pods of a workload spread over a topology. */
export type SpreadConstraint = {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: string;
};

export interface PodDefaults {
  /** @default one that restricted pods may have */
  readonly podSecurityContext?: Block;
  readonly securityContext?: Block;
  /** Seconds from the request to stop until the kill. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
  readonly lifecycle?: Block;
}

const podTakes = takes('podValues(defaults)', maybe(aPodDefaults));

/** What a user may say about the pods of any workload. */
export const podValues = (defaults: PodDefaults = {}) => {
  podTakes(defaults);
  return {
    podAnnotations: stringMap({}, 'Annotations of the pods', {
      propertyNames: { pattern: mapKey, not: { pattern: ownAnnotations } },
    }),
    podLabels: labelMap({}, 'Labels of the pods'),
    nodeSelector: stringMap({}, 'Labels that a node must have'),
    tolerations: kubernetesList('core.v1.Toleration', [], 'Taints of nodes that the pods tolerate'),
    affinity: kubernetesBlock('core.v1.Affinity', {}, 'Which nodes and neighbours the pods prefer or need'),
    topologySpreadConstraints: list<SpreadConstraint>(
      object(
        {
          maxSkew: integer(1, 'By how many pods two places may differ', { minimum: 1 }),
          topologyKey: string('', 'Label of the nodes that tells the places apart', { minLength: 1 }),
          whenUnsatisfiable: oneOf(
            ['DoNotSchedule', 'ScheduleAnyway'],
            'ScheduleAnyway',
            'What to do when it cannot be met',
          ),
        },
        'One constraint',
      ),
      [],
      'How the pods spread over zones and hosts; the label selector is added by the chart',
    ),
    priorityClassName: string('', 'Priority class of the pods; empty means the default of the cluster'),
    terminationGracePeriodSeconds: integer(
      defaults.terminationGracePeriodSeconds ?? 30,
      'Seconds from the request to stop until the kill',
      { minimum: 1 },
    ),
    podSecurityContext: kubernetesBlock(
      'core.v1.PodSecurityContext',
      defaults.podSecurityContext ?? restrictedPod,
      'Security settings of the pods',
    ),
    extraVolumes: kubernetesList('core.v1.Volume', [], 'Volumes beside those of the chart'),
  } as const satisfies Fields;
};

const containerTakes = takes('containerValues(defaults)', maybe(aPodDefaults));

/** What a user may say about the main container of any workload. */
export const containerValues = (defaults: PodDefaults = {}) => {
  containerTakes(defaults);
  return {
    securityContext: kubernetesBlock(
      'core.v1.SecurityContext',
      defaults.securityContext ?? restrictedContainer,
      'Security settings of the container',
    ),
    lifecycle: kubernetesBlock(
      'core.v1.Lifecycle',
      defaults.lifecycle ?? {},
      'What runs after the start and before the stop',
    ),
    extraEnv: kubernetesList('core.v1.EnvVar', [], 'Environment variables beside those of the chart'),
    extraEnvFrom: kubernetesList(
      'core.v1.EnvFromSource',
      [],
      'ConfigMaps and Secrets that become environment variables',
    ),
    extraVolumeMounts: kubernetesList('core.v1.VolumeMount', [], 'Mounts beside those of the chart'),
  } as const satisfies Fields;
};

/** `serviceAccount.*`. */
export const serviceAccountValues = () =>
  object(
    {
      create: boolean(true, 'Whether the chart makes a ServiceAccount'),
      name: string('', 'Its name; empty means the name of the workload, or "default" when none is made', {
        pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$',
      }),
      annotations: stringMap({}, 'Its annotations'),
      automount: boolean(false, 'Whether pods can read its token'),
    },
    'The identity of the pods towards the Kubernetes API',
  );

const serviceTakes = takes(
  'serviceValues(port, type)',
  aWholeNumber,
  maybe(wordOf(['ClusterIP', 'NodePort', 'LoadBalancer'])),
);

/** `service.*`. */
export const serviceValues = (port: number, type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' = 'ClusterIP') => {
  serviceTakes(port, type);
  return object(
    {
      type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer'], type, 'Who can reach the Service'),
      port: integer(port, 'Port of the Service', { minimum: 1, maximum: 65535 }),
      nodePort: integer(0, 'Port on every node for NodePort and LoadBalancer; 0 means any free one', {
        maximum: 32767,
      }),
      annotations: stringMap({}, 'Annotations of the Service'),
    },
    'The Service in front of the pods',
  );
};

export interface AutoscalingDefaults {
  readonly enabled: boolean;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly targetCPUUtilizationPercentage: number;
  /** Seconds that load must stay low before pods are removed. @default 300 */
  readonly scaleDownStabilizationSeconds?: number;
}

const autoscalingTakes = takes('autoscalingValues(value)', autoscalingDefaults);

/** `autoscaling.*`. */
export const autoscalingValues = (value: AutoscalingDefaults) => {
  autoscalingTakes(value);
  return toggle(
    value.enabled,
    {
      minReplicas: integer(value.minReplicas, 'Fewest pods', { minimum: 1 }),
      maxReplicas: integer(value.maxReplicas, 'Most pods', { minimum: 1 }),
      targetCPUUtilizationPercentage: integer(
        value.targetCPUUtilizationPercentage,
        'Average CPU use to aim at, in percent of the request',
        { minimum: 1, maximum: 1000 },
      ),
      behavior: kubernetesBlock(
        'autoscaling.v2.HorizontalPodAutoscalerBehavior',
        { scaleDown: { stabilizationWindowSeconds: value.scaleDownStabilizationSeconds ?? 300 } },
        'How fast pods are added and removed',
      ),
    },
    'Scaling by CPU use; the number of replicas is then no longer set by the chart',
  );
};

/** A number of pods or a share of them. */
const podCount = (value: string | number, description: string) =>
  block<string | number>(
    { type: ['integer', 'string'], minimum: 1, pattern: '^([1-9][0-9]?%|100%)?$' },
    value,
    description,
  );

const budgetTakes = takes('disruptionBudgetValues(enabled)', aBoolean);

/** `podDisruptionBudget.*`. */
export const disruptionBudgetValues = (enabled: boolean) => {
  budgetTakes(enabled);
  return toggle(
    enabled,
    {
      minAvailable: podCount('', 'Pods that must stay, as a number or in percent; wins over maxUnavailable'),
      maxUnavailable: podCount(1, 'Pods that may be away at once, as a number or in percent'),
    },
    'How many pods a drained node may take away',
  );
};

const metricsTake = takes('metricsValues(enabled)', aBoolean);

/** `metrics.*`. */
export const metricsValues = (enabled: boolean) => {
  metricsTake(enabled);
  return toggle(
    enabled,
    {
      namespace: string('monitoring', 'Namespace of Prometheus, which the network policy lets in'),
      serviceMonitor: toggle(
        false,
        {
          interval: string('30s', 'How often metrics are read', { pattern: '^[0-9]+(ms|s|m|h)$' }),
          labels: labelMap({}, 'Labels by which a Prometheus finds the ServiceMonitor'),
        },
        'A ServiceMonitor, which needs the Prometheus Operator; without it the pods carry scrape annotations',
      ),
      prometheusRule: toggle(
        false,
        {
          for: string('5m', 'How long the service must be away before the alert fires', { pattern: '^[0-9]+(s|m|h)$' }),
          severity: string('critical', 'Severity label of the alert', { pattern: '^[a-z]+$' }),
          labels: labelMap({}, 'Labels by which a Prometheus finds the PrometheusRule'),
        },
        'A PrometheusRule, which needs the Prometheus Operator: an alert when no pod can be read',
      ),
    },
    'Reading of metrics by Prometheus',
  );
};
