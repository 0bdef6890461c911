import { largestInt32 } from '../../../core/kubernetes/value-forms';
import type { Construct } from 'constructs';
import { ScaledObject, type AuthenticationRef } from '../../../../imports/keda';
import { Condition } from '../../../core/manifest';
import { integer, not, toggle, when } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { deployment } from '../../workloads/controllers/deployment';
import { trait, type DefaultsOf, type PropsOf, type Named } from '../../workloads/trait';
import * as t from '../../workloads/traits';
import { optionalValuesOf, type OptionalValuesOf, valuesOf, type ValuesOf } from '../../workloads/values-of';
import { preset, type WorkloadProps } from '../../workloads/preset';
import { Workload } from '../../workloads/workload';

const aTrigger = is.propsOf({
  /** Name of the scaler, such as `rabbitmq` or `aws-sqs-queue`. */
  type: is.aName,
  /** What the scaler wants to know; see its page in KEDA's documentation. */
  metadata: is.mapOf(is.aTemplatedText),
  authenticationRef: is.maybe(is.eitherOf(is.mapLike<AuthenticationRef>(), is.expressionOf<AuthenticationRef>())),
  metricType: is.maybe(is.aTemplatedText),
  name: is.maybe(is.aTemplatedText),
  useCachedMetrics: is.maybe(is.eitherOf(is.aBoolean, is.expressionOf<boolean>())),
});
/** What KEDA looks at to know how many pods are needed. */
export type ScaleTrigger = is.TypeOf<typeof aTrigger>;

const queueScalingDeclared = trait({
  defaults: {
    replicaCount: is.aWholeNumber,
    autoscaling: is.propsOf({
      enabled: is.aBoolean,
      /** @default 0: no pods where there is nothing to do */
      minReplicas: is.maybe(is.aWholeNumber),
      maxReplicas: is.aWholeNumber,
    }),
  },
  props: {
    /** What the number of pods depends on, while autoscaling is on. */
    triggers: is.listOf(aTrigger),
  },
  fields: ({ replicaCount, autoscaling }) => ({
    replicaCount: integer(replicaCount, 'Number of pods while autoscaling is off', { maximum: largestInt32 }),
    autoscaling: toggle(
      autoscaling.enabled,
      {
        minReplicas: integer(autoscaling.minReplicas ?? 0, 'Fewest pods', { maximum: largestInt32 }),
        maxReplicas: integer(autoscaling.maxReplicas, 'Most pods', { minimum: 1, maximum: largestInt32 }),
        pollingInterval: integer(30, 'Seconds between two looks at the work', { minimum: 1, maximum: largestInt32 }),
        cooldownPeriod: integer(300, 'Seconds without work after which the last pod goes', { maximum: largestInt32 }),
      },
      'Scaling by the work that waits, which needs KEDA; the number of replicas is then no longer set by the chart',
    ),
  }),
  apply: (workload, { replicaCount, autoscaling }, { triggers }) => {
    const { enabled, minReplicas, maxReplicas, pollingInterval, cooldownPeriod } = autoscaling;
    const scaler = new ScaledObject(workload, 'scaledobject', {
      metadata: workload.metadata,
      spec: {
        scaleTargetRef: { name: workload.name },
        minReplicaCount: minReplicas,
        maxReplicaCount: maxReplicas,
        pollingInterval,
        cooldownPeriod,
        triggers,
      },
    });
    Condition.of(scaler).when(enabled);
    return { controller: { replicas: when(not(enabled), replicaCount) } };
  },
});

export interface QueueScalingTrait extends Named<typeof queueScalingDeclared> {}

/** Pods as many as there is work, by KEDA. */
export const queueScaling: QueueScalingTrait = queueScalingDeclared;

export interface QueueScalingDefaults extends DefaultsOf<readonly [typeof queueScaling]> {}
export interface QueueScalingProps extends PropsOf<readonly [typeof queueScaling]> {}

const pods = [t.image, queueScaling, t.resources, t.optionalProbes, t.rollout] as const;
const knobs = [...pods, t.entryPoint, ...t.everyPod, t.identity, t.budget, t.access, t.podMetrics] as const;
const traits = [...knobs, t.namedPorts, t.program] as const;

/** What users may set of a `QueueWorker`. */
export const queueWorkerValues: ValuesOf<typeof knobs> = valuesOf('queueWorkerValues', knobs);

/** The same for one that can be switched off. */
export const optionalQueueWorkerValues: OptionalValuesOf<typeof knobs> = optionalValuesOf(
  'optionalQueueWorkerValues',
  knobs,
);

export interface QueueWorkerProps extends WorkloadProps<typeof traits> {}

const maker = { name: 'queueWorkerValues', fields: ['image', 'autoscaling'] };
const queueWorker = preset('QueueWorker', maker, traits, deployment);

/** Pods that work off a queue, as many as there is work: a Deployment without a Service that KEDA scales. */
export class QueueWorker extends Workload {
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id, queueWorker, props);
  }
}
