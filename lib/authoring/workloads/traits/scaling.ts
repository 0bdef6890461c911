import { KubeHorizontalPodAutoscalerV2 } from '../../../../imports/k8s';
import { largestInt32 } from '../../../core/kubernetes/value-forms';
import { Condition, HelmChart } from '../../../core/manifest';
import { integer, lessOrEqual, not, toggle, when } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { kubernetesBlock } from '../blocks';
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
          'Average CPU use to aim at, in percent of the request',
          { minimum: 1, maximum: 1000 },
        ),
        behavior: kubernetesBlock(
          'autoscaling.v2.HorizontalPodAutoscalerBehavior',
          { scaleDown: { stabilizationWindowSeconds: autoscaling.scaleDownStabilizationSeconds ?? 300 } },
          'How fast pods are added and removed',
        ),
      },
      'Scaling by CPU use; the number of replicas is then no longer set by the chart',
    ),
  }),
  apply: (workload, { replicaCount, autoscaling }) => {
    const { enabled, minReplicas, maxReplicas, targetCPUUtilizationPercentage, behavior } = autoscaling;
    const autoscaler = new KubeHorizontalPodAutoscalerV2(workload, 'horizontalpodautoscaler', {
      metadata: workload.metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workload.name },
        minReplicas,
        maxReplicas,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: targetCPUUtilizationPercentage },
            },
          },
        ],
        behavior,
      },
    });
    Condition.of(autoscaler).when(enabled);
    HelmChart.require(autoscaler, lessOrEqual(minReplicas, maxReplicas), 'minReplicas may not exceed maxReplicas');
    return { controller: { replicas: when(not(enabled), replicaCount) } };
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
