import type { Json } from '../../../core/values';
import type { CheckedObject, CheckInput } from '../finding';
import { at, indexOf, kindOf, mapOf, nameOf, namespaceOf, stringOf } from '../../../core/references/objects';

/** The kinds that keep pods running, and may have any number of them. */
export const scaledKinds = ['Deployment.apps', 'StatefulSet.apps', 'ReplicaSet.apps', 'Rollout.argoproj.io'] as const;

/** The kinds that keep pods running. */
export const longRunningKinds: ReadonlySet<string> = new Set([
  ...scaledKinds,
  'DaemonSet.apps',
  'ReplicationController',
]);

/** How many pods a workload may have. */
export interface ReplicaRange {
  readonly min: number;
  readonly max: number;
}

const autoscalerKind = 'HorizontalPodAutoscaler.autoscaling';
const scaledObjectKind = 'ScaledObject.keda.sh';

const targets = new WeakMap<readonly CheckedObject[], Map<string, CheckedObject>>();

/** The autoscaler of a workload: a HorizontalPodAutoscaler, or KEDA's ScaledObject that makes one. */
export function autoscalerOf(workload: CheckedObject, input: CheckInput): CheckedObject | undefined {
  let found = targets.get(input.objects);
  if (!found) {
    const index = indexOf(input);
    found = new Map(
      [...index.all(autoscalerKind), ...index.all(scaledObjectKind)].map((each) => [targetKey(each), each]),
    );
    targets.set(input.objects, found);
  }
  return found.get(keyOf(kindOf(workload), namespaceOf(workload), nameOf(workload)));
}

const keyOf = (kind: string, namespace: string, name: string) => `${kind} ${namespace}/${name}`;

function targetKey(autoscaler: CheckedObject): string {
  const target = mapOf(at(autoscaler.object, 'spec', 'scaleTargetRef'));
  const apiVersion = stringOf(target['apiVersion']) ?? 'apps/v1';
  const kind = stringOf(target['kind']) ?? 'Deployment';
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return keyOf(`${kind}${group}`, namespaceOf(autoscaler), String(target['name']));
}

/** The workload that an autoscaler scales. */
export function scaledBy(autoscaler: CheckedObject, input: CheckInput): CheckedObject | undefined {
  const target = mapOf(at(autoscaler.object, 'spec', 'scaleTargetRef'));
  const [group, version] = (stringOf(target['apiVersion']) ?? 'apps/v1').split('/');
  const kind = `${String(target['kind'])}${version === undefined ? '' : `.${group}`}`;
  return indexOf(input).find(kind, namespaceOf(autoscaler), String(target['name']));
}

/** How many pods a workload has, from its own spec or its autoscaler's. */
export function replicasOf(workload: CheckedObject, input: CheckInput): ReplicaRange {
  const autoscaler = autoscalerOf(workload, input);
  if (autoscaler) {
    const spec = mapOf(autoscaler.object['spec']);
    const isKeda = kindOf(autoscaler) === scaledObjectKind;
    const min = numberOr(isKeda ? spec['minReplicaCount'] : spec['minReplicas'], isKeda ? 0 : 1);
    return { min, max: numberOr(isKeda ? spec['maxReplicaCount'] : spec['maxReplicas'], isKeda ? 100 : min) };
  }
  const replicas = numberOr(at(workload.object, 'spec', 'replicas'), 1);
  return { min: replicas, max: replicas };
}

export const numberOr = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** A number of pods, or a share of them: `2`, `"25%"`. Undefined for anything else. */
export function podCount(value: Json | undefined, total: number, rounding: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  if (percent === undefined) return undefined;
  const share = (Number(percent) * total) / 100;
  return rounding === 'up' ? Math.ceil(share) : Math.floor(share);
}
