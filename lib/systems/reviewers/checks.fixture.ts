import type { KubernetesObject, Value } from '../../judging/verify/kubernetes-object';
import { at, elements, entriesOf } from '../output.fixture';

/*
 * Checks of manifests by which reviewers judge them: of each object, each pod, each container.
 */

/** What a check finds: the objects, and what in them. */
export type Check = (all: readonly KubernetesObject[]) => readonly string[];

export interface PodOf {
  readonly owner: KubernetesObject;
  readonly name: string;
  readonly spec: Value | undefined;
  readonly labels: Value | undefined;
}

function podOf(owner: KubernetesObject): PodOf[] {
  const name = `${owner.kind} ${owner.metadata.name}`;
  const of = (spec: Value | undefined, labels: Value | undefined) =>
    spec === undefined ? [] : [{ owner, name, spec, labels }];
  if (owner.kind === 'Pod') return of(at(owner, 'spec'), at(owner, 'metadata', 'labels'));
  const template =
    owner.kind === 'CronJob' ? at(owner, 'spec', 'jobTemplate', 'spec', 'template') : at(owner, 'spec', 'template');
  return of(at(template, 'spec'), at(template, 'metadata', 'labels'));
}

export const podsIn = (all: readonly KubernetesObject[]): PodOf[] => all.flatMap(podOf);

const containersOf = (spec: Value | undefined): readonly Value[] => [
  ...elements(at(spec, 'initContainers')),
  ...elements(at(spec, 'containers')),
];

/** A check of each pod. */
export const ofPods =
  (faults: (pod: PodOf, all: readonly KubernetesObject[]) => readonly string[]): Check =>
  (all) =>
    podsIn(all).flatMap((pod) => faults(pod, all).map((fault) => `${pod.name}: ${fault}`));

/** A check of each container, those that run before the others included. */
export const ofContainers = (faultOf: (container: Value, pod: PodOf) => string | false | undefined): Check =>
  ofPods((pod) =>
    containersOf(pod.spec).flatMap((container) => {
      const fault = faultOf(container, pod);
      return fault ? [`${String(at(container, 'name'))} ${fault}`] : [];
    }),
  );

/** A check of each object of a kind. */
export const ofKind =
  (kind: string, faultOf: (object: KubernetesObject, all: readonly KubernetesObject[]) => string | false): Check =>
  (all) =>
    all
      .filter((object) => object.kind === kind)
      .flatMap((object) => {
        const fault = faultOf(object, all);
        return fault ? [`${kind} ${object.metadata.name}: ${fault}`] : [];
      });

export const setting = (container: Value, { spec }: PodOf, key: string): Value | undefined =>
  at(container, 'securityContext', key) ?? at(spec, 'securityContext', key);

export const isSelected = (selector: Value | undefined, labels: Value | undefined): boolean =>
  entriesOf(selector).every(([key, value]) => at(labels, key) === value);

export const selects = (object: KubernetesObject, pod: PodOf, ...path: readonly string[]): boolean => {
  const selector = at(object, 'spec', ...path);
  return entriesOf(selector).length > 0 && isSelected(selector, pod.labels);
};

export const portsOf = (pod: PodOf): readonly Value[] =>
  elements(at(pod.spec, 'containers')).flatMap((container) => elements(at(container, 'ports')));

/** The replicas of a workload, those that an autoscaler keeps at least included. */
export function replicasOf({ owner }: PodOf, all: readonly KubernetesObject[]): number {
  const replicas = at(owner, 'spec', 'replicas');
  if (typeof replicas === 'number') return replicas;
  const scaler = all.find(
    (object) =>
      object.kind === 'HorizontalPodAutoscaler' && at(object, 'spec', 'scaleTargetRef', 'name') === owner.metadata.name,
  );
  return Number(at(scaler, 'spec', 'minReplicas') ?? 1);
}

export const spreadsOverHosts = ({ spec }: PodOf): boolean => {
  const apart = at(spec, 'affinity', 'podAntiAffinity');
  const terms = [
    ...elements(at(apart, 'requiredDuringSchedulingIgnoredDuringExecution')),
    ...elements(at(apart, 'preferredDuringSchedulingIgnoredDuringExecution')).map((each) =>
      at(each, 'podAffinityTerm')!,
    ),
  ];
  return terms.some((term) => at(term, 'topologyKey') === 'kubernetes.io/hostname');
};

export const probePort = (probe: 'livenessProbe' | 'readinessProbe' | 'startupProbe'): Check =>
  ofContainers((container, pod) => {
    const given = at(container, probe);
    const port = at(given, 'httpGet', 'port') ?? at(given, 'tcpSocket', 'port') ?? at(given, 'grpc', 'port');
    const isKnown = portsOf(pod).some((each) => at(each, 'name') === port || at(each, 'containerPort') === port);
    return port !== undefined && !isKnown && `asks the port ${String(port)}, which it does not open`;
  });

export const ofPodField = (field: string): Check => ofPods(({ spec }) => (at(spec, field) === true ? [field] : []));

export const mountsHost = (paths: RegExp): Check =>
  ofPods(({ spec }) =>
    elements(at(spec, 'volumes')).flatMap((volume) => {
      const path = at(volume, 'hostPath', 'path');
      return typeof path === 'string' && paths.test(path) ? [path] : [];
    }),
  );

export const isTargeted = (all: readonly KubernetesObject[], pod: PodOf, type: 'Ingress' | 'Egress'): boolean =>
  all.some((object) => {
    if (object.kind !== 'NetworkPolicy') return false;
    const types = elements(at(object, 'spec', 'policyTypes'));
    return types.includes(type) && isSelected(at(object, 'spec', 'podSelector', 'matchLabels'), pod.labels);
  });

export const limitOf = (container: Value, kind: 'limits' | 'requests', resource: string): Value | undefined =>
  at(container, 'resources', kind, resource);

export const budgetOf = (all: readonly KubernetesObject[], pod: PodOf): boolean =>
  all.some((object) => object.kind === 'PodDisruptionBudget' && selects(object, pod, 'selector', 'matchLabels'));
