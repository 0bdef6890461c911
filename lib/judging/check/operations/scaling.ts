import type { Json } from '../../../core/values';
import { objectRule, type BreachInObject } from '../define-rule';
import type { CheckedObject, CheckInput } from '../finding';
import { at, indexOf, kindOf, mapOf, nameOf, placesAt, pointerTo } from '../../../core/references/objects';
import { autoscalerOf, numberOr, podCount, scaledBy, scaledKinds } from './replicas';

const isAutoscaler = (object: CheckedObject): boolean => kindOf(object) === 'HorizontalPodAutoscaler.autoscaling';

export const scalingRules = [
  objectRule(
    {
      code: 'autoscaler-range',
      why: 'An autoscaler with more pods at least than at most is refused by the cluster.',
      remedy: 'Set minReplicas to at least 1 and maxReplicas to at least minReplicas.',
    },
    (autoscaler) => {
      if (!isAutoscaler(autoscaler)) return [];
      const { minReplicas, maxReplicas } = mapOf(autoscaler.object['spec']);
      const min = numberOr(minReplicas, 1);
      if (min < 1) return [{ pointer: '/spec/minReplicas', message: `at least ${min} pods would be none` }];
      const max = numberOr(maxReplicas, min);
      return max < min
        ? [{ pointer: '/spec/maxReplicas', message: `at most ${max} pods are fewer than at least ${min}` }]
        : [];
    },
  ),
  objectRule(
    {
      code: 'autoscaler-without-requests',
      question: 'policy',
      why: 'Utilization is a share of the request: where one container of a pod has none, the autoscaler does nothing.',
      remedy: 'Set the request in every container of the pod, or aim at an averageValue.',
    },
    withoutRequests,
  ),
  objectRule(
    {
      code: 'replicas-with-autoscaler',
      question: 'policy',
      recommended: 'error',
      why: 'Each deployment sets the number of pods back, against the autoscaler.',
      remedy: 'Leave spec.replicas out where an autoscaler is on.',
    },
    (workload, input) => {
      const replicas = at(workload.object, 'spec', 'replicas');
      if (replicas === undefined || !(scaledKinds as readonly string[]).includes(kindOf(workload))) return [];
      const autoscaler = autoscalerOf(workload, input);
      if (!autoscaler) return [];
      return [
        {
          pointer: '/spec/replicas',
          message: `${kindOf(autoscaler).split('.')[0]} "${nameOf(autoscaler)}" sets the replicas too`,
        },
      ];
    },
  ),
  objectRule(
    {
      code: 'stuck-rollout',
      why: 'A rollout that may neither add nor take away a pod, or is given up before a pod can count as ready, is refused by the API server.',
      remedy: 'Let maxSurge or maxUnavailable be 1 or more, and progressDeadlineSeconds longer than minReadySeconds.',
    },
    (workload, input) => [...withoutMove(workload), ...withoutTime(workload, input, true)],
  ),
  objectRule(
    {
      code: 'short-deadline',
      question: 'policy',
      why: 'A rollout that is given up while a pod may still start ends in an error, although nothing is wrong.',
      remedy: 'Make progressDeadlineSeconds longer than the startup probes and minReadySeconds take together.',
    },
    (workload, input) => withoutTime(workload, input, false),
  ),
] as const;

function withoutRequests(autoscaler: CheckedObject, input: CheckInput): BreachInObject[] {
  const workload = isAutoscaler(autoscaler) ? scaledBy(autoscaler, input) : undefined;
  const pod = workload && indexOf(input).podOf(workload);
  if (!pod) return [];
  const metrics = placesAt(autoscaler.object, '', 'spec', 'metrics');
  return metrics.flatMap(({ value, pointer }) => {
    const source = mapOf(value['type'] === 'ContainerResource' ? value['containerResource'] : value['resource']);
    if (at(source, 'target', 'averageUtilization') === undefined) return [];
    const resource = String(source['name']);
    const without = pod.containers.filter(
      ({ role, name, value: container }) =>
        (role === 'main' || role === 'sidecar') &&
        (source['container'] === undefined || source['container'] === name) &&
        ['requests', 'limits'].every(
          (side) =>
            (at(container, 'resources', side, resource) ?? at(pod.spec, 'resources', side, resource)) === undefined,
        ),
    );
    if (without.length === 0) return [];
    const names = without.map(({ name }) => `"${name}"`).join(', ');
    return [
      {
        pointer,
        message: `aims at a share of the ${resource} request, which the container ${names} of "${nameOf(workload)}" lacks`,
      },
    ];
  });
}

/** A rolling update that may neither add a pod nor take one away. */
function withoutMove(workload: CheckedObject): BreachInObject[] {
  const kind = kindOf(workload);
  const field = kind === 'Deployment.apps' ? 'strategy' : 'updateStrategy';
  if (kind !== 'Deployment.apps' && kind !== 'DaemonSet.apps') return [];
  if (at(workload.object, 'spec', field, 'type') === 'OnDelete') return [];
  const rollingUpdate = at(workload.object, 'spec', field, 'rollingUpdate');
  const isNone = (name: string, otherwise: Json) => podCount(at(rollingUpdate, name) ?? otherwise, 100, 'up') === 0;
  const [surge, unavailable] = kind === 'Deployment.apps' ? ['25%', '25%'] : [0, 1];
  if (!isNone('maxSurge', surge) || !isNone('maxUnavailable', unavailable)) return [];
  return [
    {
      pointer: pointerTo('/spec', field, 'rollingUpdate'),
      message: 'may neither add a pod (maxSurge) nor take one away (maxUnavailable)',
    },
  ];
}

/** A deadline that is over before a pod can be ready: for certain, by `minReadySeconds` alone, or where it takes its time to start. */
function withoutTime(workload: CheckedObject, input: CheckInput, isCertain: boolean): BreachInObject[] {
  if (kindOf(workload) !== 'Deployment.apps') return [];
  const spec = mapOf(workload.object['spec']);
  const deadline = numberOr(spec['progressDeadlineSeconds'], 600);
  const startups = (indexOf(input).podOf(workload)?.containers ?? []).map(({ value }) =>
    startupSeconds(mapOf(value['startupProbe'])),
  );
  const least = numberOr(spec['minReadySeconds'], 0);
  const most = Math.max(0, ...startups) + least;
  const needed = isCertain ? least : most;
  if (needed < deadline || (!isCertain && least >= deadline)) return [];
  const pointer = ['progressDeadlineSeconds', 'minReadySeconds'].find((name) => spec[name] !== undefined);
  return [
    {
      pointer: pointerTo('/spec', ...(pointer === undefined ? [] : [pointer])),
      message: `the rollout is given up after ${deadline} s, and a pod may take ${needed} s to be ready`,
    },
  ];
}

/** How long a container may take to start before its startup probe gives up. */
function startupSeconds(probe: { readonly [key: string]: Json }): number {
  if (Object.keys(probe).length === 0) return 0;
  return (
    numberOr(probe['initialDelaySeconds'], 0) +
    numberOr(probe['periodSeconds'], 10) * numberOr(probe['failureThreshold'], 3)
  );
}
