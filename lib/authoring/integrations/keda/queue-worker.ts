import type { Construct } from 'constructs';
import { Condition } from '../../../core/manifest';
import { integer, not, toggle, when } from '../../../core/values';
import { aBoolean, aWholeNumber, maybe, propsOf } from '../../../core/values/argument';
import { deployment } from '../../workloads/controllers/deployment';
import { trait } from '../../workloads/trait';
import * as t from '../../workloads/traits';
import { valuesOf } from '../../workloads/values-of';
import { Workload, preset, type WorkloadProps } from '../../workloads/workload';
import { ScaledObject, scaleTriggers, type ScaleTrigger } from './scaled-object';

export interface QueueScalingDefaults {
  readonly replicaCount: number;
  readonly autoscaling: {
    readonly enabled: boolean;
    /** @default 0: no pods where there is nothing to do */
    readonly minReplicas?: number;
    readonly maxReplicas: number;
  };
}

export interface QueueScalingProps {
  /** What the number of pods depends on, while autoscaling is on. */
  readonly triggers: readonly ScaleTrigger[];
}

/** Pods as many as there is work, by KEDA. */
export const queueScaling = trait({
  defaults: {
    replicaCount: aWholeNumber,
    autoscaling: propsOf<QueueScalingDefaults['autoscaling']>({
      enabled: aBoolean,
      minReplicas: maybe(aWholeNumber),
      maxReplicas: aWholeNumber,
    }),
  },
  props: {
    triggers: scaleTriggers,
  },
  fields: ({ replicaCount, autoscaling }: QueueScalingDefaults) => ({
    replicaCount: integer(replicaCount, 'Number of pods while autoscaling is off'),
    autoscaling: toggle(
      autoscaling.enabled,
      {
        minReplicas: integer(autoscaling.minReplicas ?? 0, 'Fewest pods'),
        maxReplicas: integer(autoscaling.maxReplicas, 'Most pods', { minimum: 1 }),
        pollingInterval: integer(30, 'Seconds between two looks at the work', { minimum: 1 }),
        cooldownPeriod: integer(300, 'Seconds without work after which the last pod goes'),
      },
      'Scaling by the work that waits, which needs KEDA; the number of replicas is then no longer set by the chart',
    ),
  }),
  apply: (workload, { replicaCount, autoscaling }, { triggers }: QueueScalingProps) => {
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

const knobs = [
  t.image,
  queueScaling,
  t.resources,
  t.optionalProbes,
  t.rollout,
  ...t.everyPod,
  t.identity,
  t.budget,
  t.access,
] as const;
const traits = [...knobs, t.namedPorts, t.program] as const;

/** What users may set of a `QueueWorker`. */
export const queueWorkerValues = valuesOf('queueWorkerValues', knobs);

export type QueueWorkerProps = WorkloadProps<typeof traits>;

const maker = { name: 'queueWorkerValues', fields: ['image', 'autoscaling'] };
const queueWorker = preset('QueueWorker', maker, traits, deployment);

/** Pods that work off a queue, as many as there is work: a Deployment without a Service that KEDA scales. */
export class QueueWorker extends Workload {
  constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id, queueWorker, props);
  }
}
