import { describe as nameOf, isMap, type KubernetesObject, type Value, type ValueMap } from './kubernetes-object';

type Labels = ValueMap;

const at = (value: Value | undefined, ...path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((below, key) => (isMap(below) ? below[key] : undefined), value);

/** The labels of each pod that an object makes. */
function podsOf(object: KubernetesObject): Labels[] {
  const template = { Pod: [], CronJob: ['spec', 'jobTemplate', 'spec', 'template'] }[object.kind] ?? [
    'spec',
    'template',
  ];
  const labels = at(object, ...template, 'metadata', 'labels');
  const isPod = object.kind === 'Pod' || at(object, ...template, 'spec', 'containers') !== undefined;
  return isPod && isMap(labels) ? [labels] : [];
}

/** What a selector is applied to: pods, or the Services that a ServiceMonitor reads. */
type Selected = 'pods' | 'services';

interface Selector {
  readonly object: string;
  readonly selected: Selected;
  readonly selector: ValueMap;
}

/** Every selector within the release's own namespace, wherever it stands. */
export function selectorsOf(object: KubernetesObject): Selector[] {
  const name = nameOf(object);
  const found: Selector[] = [];
  // As cdk8s-plus names the namespace of a peer, though it is that of the policy.
  const isOwn = (namespaces: Value | undefined) =>
    at(namespaces, 'matchLabels', 'kubernetes.io/metadata.name') === object.metadata['namespace'];
  const visit = (value: Value | undefined): void => {
    if (Array.isArray(value)) (value as readonly Value[]).forEach(visit);
    if (!isMap(value)) return;
    for (const [key, below] of Object.entries(value)) {
      const isElsewhere = key === 'podSelector' && 'namespaceSelector' in value && !isOwn(value['namespaceSelector']);
      if (['selector', 'podSelector', 'labelSelector'].includes(key) && isMap(below) && !isElsewhere) {
        const isWhole = 'matchLabels' in below || 'matchExpressions' in below || key !== 'selector';
        const selector = isWhole ? below : { matchLabels: below };
        found.push({ object: name, selected: object.kind === 'ServiceMonitor' ? 'services' : 'pods', selector });
      } else visit(below);
    }
  };
  visit(object['spec']);
  return found;
}

/** Whether a label selector matches, as Kubernetes defines it. One without any condition matches all. */
export function matches(selector: ValueMap, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector as {
    matchLabels?: ValueMap;
    matchExpressions?: readonly ValueMap[];
  };
  const fits = ({ key, operator, values = [] }: ValueMap): boolean => {
    const label = labels[String(key)];
    if (operator === 'Exists') return label !== undefined;
    if (operator === 'DoesNotExist') return label === undefined;
    const isAmong = (values as readonly Value[]).includes(label ?? null);
    return operator === 'In' ? isAmong : !isAmong;
  };
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(fits);
}

/** What selectors of one release can see in another, or in itself. */
export const labelsIn = (objects: readonly KubernetesObject[]) => ({
  pods: objects.flatMap(podsOf),
  services: objects.flatMap(({ kind, metadata }) =>
    kind === 'Service' && isMap(metadata['labels']) ? [metadata['labels']] : [],
  ),
});

/** The selectors of some objects that see something of others. */
export function crossings(from: readonly KubernetesObject[], to: readonly KubernetesObject[]): string[] {
  const labels = labelsIn(to);
  const crossing = from
    .flatMap(selectorsOf)
    .filter(({ selector, selected }) => labels[selected].some((each) => matches(selector, each)));
  return crossing.map(({ object, selector }) => `${object}: ${JSON.stringify(selector)}`);
}

/** Objects that are in both. */
export const sharedNames = (one: readonly KubernetesObject[], other: readonly KubernetesObject[]) => {
  const names = new Set(one.map(nameOf));
  return other.map(nameOf).filter((name) => names.has(name));
};
