import type { Json } from '../../../core/values';
import { deepest, objectRule, podRule, type BreachInObject } from '../define-rule';
import type { CheckedObject, CheckInput } from '../finding';
import {
  at,
  indexOf,
  isMap,
  kindOf,
  listOf,
  mapOf,
  nameOf,
  namespaceOf,
  placesAt,
  pointerTo,
  selects,
  stringOf,
  type Pod,
} from '../../../core/references/objects';
import { podCount, replicasOf, scaledKinds } from './replicas';

const isScaled = (object: CheckedObject): boolean => (scaledKinds as readonly string[]).includes(kindOf(object));

export const availabilityRules = [
  objectRule(
    {
      code: 'budget-blocks-drain',
      question: 'policy',
      why: 'A disruption budget that lets no pod go stops every drain of a node, and with it the upgrade of the cluster.',
      remedy: 'Set maxUnavailable to 1 or more, or minAvailable below the number of pods.',
    },
    blockedDrain,
  ),
  podRule(
    {
      code: 'no-spread',
      question: 'policy',
      why: 'In production several pods on one node are gone together with it.',
      remedy:
        'Add topologySpreadConstraints (or podAntiAffinity) over kubernetes.io/hostname or topology.kubernetes.io/zone that select the pods themselves.',
    },
    (pod, input) => {
      if (!input.isProduction || !isScaled(pod.owner)) return [];
      const { max } = replicasOf(pod.owner, input);
      if (max < 2 || isSpread(pod)) return [];
      const pointer = deepest({ value: pod.spec, pointer: pod.pointer }, 'topologySpreadConstraints');
      return [{ pointer, message: `nothing spreads its up to ${max} pods over nodes` }];
    },
  ),
  podRule(
    {
      code: 'shared-volume',
      question: 'policy',
      recommended: 'error',
      why: 'A volume that one node at a time may mount keeps pods on any other node from starting.',
      remedy:
        'Use a StatefulSet with volumeClaimTemplates, a claim with ReadWriteMany, or one replica with the strategy Recreate.',
    },
    sharedVolumes,
  ),
] as const;

function blockedDrain(budget: CheckedObject, input: CheckInput): BreachInObject[] {
  if (kindOf(budget) !== 'PodDisruptionBudget.policy') return [];
  const { minAvailable, maxUnavailable, selector } = mapOf(budget.object['spec']);
  const place = (field: string) => pointerTo('/spec', field);
  if (podCount(maxUnavailable, 100, 'up') === 0) {
    return [{ pointer: place('maxUnavailable'), message: 'lets no pod go' }];
  }
  if (minAvailable === undefined) return [];
  const pods = indexOf(input)
    .podsOf(namespaceOf(budget), selector)
    .filter((pod) => isScaled(pod.owner));
  const total = pods.reduce((sum, pod) => sum + replicasOf(pod.owner, input).min, 0);
  const stays = podCount(minAvailable, total, 'up');
  const blocks = minAvailable === '100%' || (total > 0 && stays !== undefined && stays >= total);
  if (!blocks) return [];
  return [
    {
      pointer: place('minAvailable'),
      message: `wants ${String(minAvailable)} pods to stay where there may be ${total}`,
    },
  ];
}

/** Places that different nodes are in. */
const hostKeys: readonly (Json | undefined)[] = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];

function isSpread(pod: Pod): boolean {
  const spreads = (term: Json) =>
    isMap(term) && hostKeys.includes(term['topologyKey']) && selects(term['labelSelector'], pod.labels);
  const antiAffinity = at(pod.spec, 'affinity', 'podAntiAffinity');
  return (
    listOf(pod.spec['topologySpreadConstraints']).some(spreads) ||
    listOf(at(antiAffinity, 'requiredDuringSchedulingIgnoredDuringExecution')).some(spreads) ||
    listOf(at(antiAffinity, 'preferredDuringSchedulingIgnoredDuringExecution')).some((term) =>
      spreads(at(term, 'podAffinityTerm') ?? null),
    )
  );
}

/** Claims that several pods of a workload mount although only one node at a time can. */
function sharedVolumes(pod: Pod, input: CheckInput): BreachInObject[] {
  const { owner } = pod;
  const kind = kindOf(owner);
  const isDaemon = kind === 'DaemonSet.apps';
  if (!isDaemon && !isScaled(owner)) return [];
  const { max } = isDaemon ? { max: Infinity } : replicasOf(owner, input);
  const overlaps =
    kind === 'Deployment.apps' && at(owner.object, 'spec', 'strategy', 'type') !== 'Recreate' && surges(owner);
  if (max < 2 && !overlaps) return [];
  return placesAt(pod.spec, pod.pointer, 'volumes').flatMap(({ value, pointer }) => {
    const name = stringOf(at(value, 'persistentVolumeClaim', 'claimName'));
    const claim =
      name === undefined ? undefined : indexOf(input).find('PersistentVolumeClaim', namespaceOf(owner), name);
    if (
      !claim ||
      listOf(at(claim.object, 'spec', 'accessModes')).some(
        (mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany',
      )
    )
      return [];
    const message =
      max < 2
        ? `a rollout starts the new pod while the old one still holds the claim "${nameOf(claim)}", which one node at a time may mount`
        : `up to ${max === Infinity ? 'one pod per node' : `${max} pods`} mount the claim "${nameOf(claim)}", which one node at a time may mount`;
    return [{ pointer: pointerTo(pointer, 'persistentVolumeClaim'), message }];
  });
}

/** Whether a rollout starts new pods before it stops old ones. */
const surges = (deployment: CheckedObject): boolean =>
  podCount(at(deployment.object, 'spec', 'strategy', 'rollingUpdate', 'maxSurge') ?? '25%', 1, 'up') !== 0;
