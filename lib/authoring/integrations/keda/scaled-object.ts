import type { Construct } from 'constructs';
import { KubeObject, type KubeMetadata } from '../../../core/manifest';
import type { Templated } from '../../../core/values';
import { aName, aTemplatedText, listOf, mapOf, maybe, propsOf } from '../../../core/values/argument';

/** What KEDA looks at to know how many pods are needed. */
export interface ScaleTrigger {
  /** Name of the scaler, such as `rabbitmq` or `aws-sqs-queue`. */
  readonly type: string;
  /** What the scaler wants to know; see its page in KEDA's documentation. */
  readonly metadata: { readonly [key: string]: Templated<string> };
  /** The TriggerAuthentication with the credentials. @default none */
  readonly authenticationRef?: { readonly name: Templated<string> };
}

export interface ScaledObjectSpec {
  readonly scaleTargetRef: { readonly name: Templated<string> };
  readonly minReplicaCount?: Templated<number>;
  readonly maxReplicaCount?: Templated<number>;
  readonly pollingInterval?: Templated<number>;
  readonly cooldownPeriod?: Templated<number>;
  readonly triggers: readonly ScaleTrigger[];
}

export const scaleTriggers = listOf(
  propsOf<ScaleTrigger>({
    type: aName,
    metadata: mapOf(aTemplatedText),
    authenticationRef: maybe(propsOf<NonNullable<ScaleTrigger['authenticationRef']>>({ name: aTemplatedText })),
  }),
);

export interface ScaledObjectProps {
  readonly metadata?: KubeMetadata;
  readonly spec: ScaledObjectSpec;
}

/** Tells KEDA to scale a Deployment by what happens elsewhere, down to no pods at all. */
export class ScaledObject extends KubeObject {
  constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, id, { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' }, props);
  }
}
