import { KubeHorizontalPodAutoscalerV2, type MetricSpecV2 } from '../../../../imports/k8s';
import { largestInt32 } from '../../../core/kubernetes/value-forms';
import { Condition, HelmChart } from '../../../core/manifest';
import {
  and,
  boolean,
  equals,
  integer,
  items,
  lessOrEqual,
  not,
  or,
  toggle,
  when,
  type Expression,
  type Templated,
} from '../../../core/values';
import * as is from '../../../core/values/argument';
import { kubernetesBlock, kubernetesList } from '../blocks';
import { trait, type Named } from '../trait';

const autoscalingDefaults = is.propsOf({
  /** Whether load decides how many pods there are. */
  enabled: is.aBoolean,
  /** Fewest pods. */
  minReplicas: is.aWholeNumber,
  /** Most pods. */
  maxReplicas: is.aWholeNumber,
  /** Average CPU use to aim at, in percent of the request. */
  targetCPUUtilizationPercentage: is.aWholeNumber,
  /** Seconds that load must stay low before pods are removed. @default 300 */
  scaleDownStabilizationSeconds: is.maybe(is.aWholeNumber),
});

const off: is.TypeOf<typeof autoscalingDefaults> = {
  enabled: false,
  minReplicas: 1,
  maxReplicas: 5,
  targetCPUUtilizationPercentage: 80,
};

/** The use of a resource to aim at, where it is not 0. */
const utilization = (name: string, percent: Expression<number>): Templated<MetricSpecV2> =>
  when(not(equals(percent, 0)), {
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization: percent } },
  });

const scalingDeclared = trait({
  defaults: {
    /** Number of pods while autoscaling is off. */
    replicaCount: is.aWholeNumber,
    /** How load decides how many pods there are. @default off; 1 to 5 pods at 80 % when switched on */
    autoscaling: is.maybe(autoscalingDefaults),
  },
  fields: ({ replicaCount, autoscaling = off }) => ({
    replicaCount: integer(replicaCount, 'Number of pods while autoscaling is off', { maximum: largestInt32 }),
    autoscaling: toggle(
      autoscaling.enabled,
      {
        minReplicas: integer(autoscaling.minReplicas, 'Fewest pods', { minimum: 1 }),
        maxReplicas: integer(autoscaling.maxReplicas, 'Most pods', { minimum: 1 }),
        targetCPUUtilizationPercentage: integer(
          autoscaling.targetCPUUtilizationPercentage,
          'Average CPU use to aim at, in percent of the request; 0 means that it does not count',
          { maximum: 1000 },
        ),
        targetMemoryUtilizationPercentage: integer(
          0,
          'Average memory use to aim at, in percent of the request; 0 means that it does not count',
          { maximum: 1000 },
        ),
        metrics: kubernetesList<MetricSpecV2>(
          'autoscaling.v2.MetricSpec',
          [],
          'Other metrics that count, such as those of an adapter',
        ),
        behavior: kubernetesBlock(
          'autoscaling.v2.HorizontalPodAutoscalerBehavior',
          { scaleDown: { stabilizationWindowSeconds: autoscaling.scaleDownStabilizationSeconds ?? 300 } },
          'How fast pods are added and removed',
        ),
        external: boolean(
          false,
          'Whether something else scales the pods, such as KEDA; then the chart sets neither a number of replicas nor an autoscaler',
        ),
      },
      'Scaling by CPU use; the number of replicas is then no longer set by the chart',
    ),
  }),
  apply: (workload, { replicaCount, autoscaling }) => {
    const { enabled, minReplicas, maxReplicas, metrics, behavior, external } = autoscaling;
    const autoscaler = new KubeHorizontalPodAutoscalerV2(workload, 'horizontalpodautoscaler', {
      metadata: workload.metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload.name },
        minReplicas,
        maxReplicas,
        metrics: [
          utilization('cpu', autoscaling.targetCPUUtilizationPercentage),
          utilization('memory', autoscaling.targetMemoryUtilizationPercentage),
          ...items(metrics),
        ],
        behavior,
      },
    });
    Condition.of(autoscaler).when(and(enabled, not(external)));
    HelmChart.require(autoscaler, lessOrEqual(minReplicas, maxReplicas), 'minReplicas may not exceed maxReplicas');
    return { controller: { replicas: when(not(or(enabled, external)), replicaCount) } };
  },
});

export interface ScalingTrait extends Named<typeof scalingDeclared> {}

/** How many pods there are; with the autoscaler on, that is its to say. */
export const scaling: ScalingTrait = scalingDeclared;

const replicasDeclared = trait({
  defaults: {
    /** Number of pods. */
    replicaCount: is.aWholeNumber,
  },
  fields: (defaults) => ({
    replicaCount: integer(defaults.replicaCount, 'Number of pods', { maximum: largestInt32 }),
  }),
  apply: (_, { replicaCount }) => ({ controller: { replicas: replicaCount } }),
});

export interface ReplicasTrait extends Named<typeof replicasDeclared> {}

/** How many pods there are, where nothing but people decides that. */
export const replicas: ReplicasTrait = replicasDeclared;

const onePodDeclared = trait({ apply: () => ({ controller: { replicas: 1 } }) });

export interface OnePodTrait extends Named<typeof onePodDeclared> {}

/** One pod, whatever the load. */
export const onePod: OnePodTrait = onePodDeclared;
