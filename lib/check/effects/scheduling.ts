import { closest, didYouMean, type Json } from '../../values';
import { inputRule, podRule, type Found } from '../define-rule';
import { deployment, documents, example, inPod, object, pod } from '../examples/example';
import type { CheckInput } from '../finding';
import {
  at,
  indexOf,
  isMap,
  listOf,
  mapOf,
  namespaceOf,
  placesAt,
  pointerTo,
  selects,
  stringOf,
  type Place,
  type Pod,
} from '../objects';

/** Labels that Kubernetes and its clouds give to nodes: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const nodeLabels = [
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'node.kubernetes.io/windows-build',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
];

/** Where a label of that last part belongs. */
const home: { readonly [part: string]: string } = {
  zone: 'topology.kubernetes.io/zone',
  region: 'topology.kubernetes.io/region',
  hostname: 'kubernetes.io/hostname',
  os: 'kubernetes.io/os',
  arch: 'kubernetes.io/arch',
  'instance-type': 'node.kubernetes.io/instance-type',
};

/** The label that was meant by one in a domain of Kubernetes, where nobody else makes labels; undefined for one that may be there. */
function meantLabel(key: string): string | undefined {
  if (nodeLabels.includes(key)) return undefined;
  const near = closest(key, nodeLabels, 2);
  if (near !== undefined) return near;
  const [, domain = '', part = ''] = /^(.*)\/([^/]*)$/.exec(key) ?? [];
  if (!/^(?:(?:failure-domain|failure-domain\.beta|topology|beta|node)\.)?(?:kubernetes|k8s)\.io$/.test(domain))
    return undefined;
  return Object.hasOwn(home, part) ? home[part] : undefined;
}

/** The terms of an affinity to pods. */
function terms(
  { spec, pointer }: Pod,
  affinity: 'podAffinity' | 'podAntiAffinity',
): (Place & { readonly isRequired: boolean })[] {
  const base = at(spec, 'affinity', affinity);
  const place = pointerTo(pointer, 'affinity', affinity);
  const required = placesAt(base, place, 'requiredDuringSchedulingIgnoredDuringExecution');
  const preferred = placesAt(base, place, 'preferredDuringSchedulingIgnoredDuringExecution').map((weighted) => ({
    value: mapOf(weighted.value['podAffinityTerm']),
    pointer: `${weighted.pointer}/podAffinityTerm`,
  }));
  return [
    ...required.map((term) => ({ ...term, isRequired: true })),
    ...preferred.map((term) => ({ ...term, isRequired: false })),
  ];
}

const spreads = ({ spec, pointer }: Pod) => placesAt(spec, pointer, 'topologySpreadConstraints');

/** The keys of node labels that a pod names, each with its place. */
function nodeKeys(ofPod: Pod): { readonly key: string; readonly pointer: string }[] {
  const { spec, pointer } = ofPod;
  const topology = [...terms(ofPod, 'podAffinity'), ...terms(ofPod, 'podAntiAffinity'), ...spreads(ofPod)].map(
    (place) => ({ key: place.value['topologyKey'], pointer: `${place.pointer}/topologyKey` }),
  );
  const selected = Object.keys(mapOf(spec['nodeSelector'])).map((key) => ({
    key,
    pointer: pointerTo(pointer, 'nodeSelector', key),
  }));
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const nodeTerms = placesAt(spec, pointer, 'affinity', 'nodeAffinity', required, 'nodeSelectorTerms');
  const expressions = nodeTerms
    .flatMap((term) => placesAt(term.value, term.pointer, 'matchExpressions'))
    .filter(({ value }) => value['operator'] === 'In' || value['operator'] === 'Exists')
    .map((place) => ({ key: place.value['key'], pointer: `${place.pointer}/key` }));
  return [...topology, ...selected, ...expressions].flatMap(({ key, pointer: place }) =>
    typeof key === 'string' ? [{ key, pointer: place }] : [],
  );
}

const misspeltLabel = podRule(
  {
    code: 'misspelt-node-label',
    question: 'cannot-work',
    why: 'No node has a misspelt label: a pod that asks for it is never placed, and one that is spread over it is not spread.',
    remedy: 'Use the label that nodes have.',
    examples: inPod('nodeSelector: { kubernetes.io/hostnam: one }', 'nodeSelector: { kubernetes.io/hostname: one }'),
    source: 'https://kubernetes.io/docs/reference/labels-annotations-taints/',
  },
  (ofPod) =>
    nodeKeys(ofPod).flatMap(({ key, pointer }) => {
      const meant = meantLabel(key);
      if (meant === undefined) return [];
      return [
        { pointer, message: `no node has the label "${key}"; did you mean "${meant}"?`, remedy: `Use ${meant}.` },
      ];
    }),
);

/** Labels that controllers give to the pods that they make. */
const addedLabels =
  /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|controller-uid|job-name|rollouts-pod-template-hash|statefulset\.kubernetes\.io\/.*|apps\.kubernetes\.io\/.*|batch\.kubernetes\.io\/.*)$/;

/** Whether a selector asks for labels that only a running cluster knows. */
const isLater = (selector: Json): boolean =>
  [
    ...Object.keys(mapOf(at(selector, 'matchLabels'))),
    ...listOf(at(selector, 'matchExpressions')).map((each) => stringOf(at(each, 'key')) ?? ''),
  ].some((key) => addedLabels.test(key));

/** The pods among which a term looks; undefined where some of them are somebody else's. */
function podsInReach(
  input: CheckInput,
  ofPod: Pod,
  { namespaces, namespaceSelector }: Place['value'],
): readonly Pod[] | undefined {
  const index = indexOf(input);
  if (isMap(namespaceSelector)) return undefined;
  const named = listOf(namespaces).flatMap((name) => stringOf(name) ?? []);
  const own = namespaceOf(ofPod.owner);
  return named.some((name) => name !== own) ? undefined : index.podsIn(own);
}

/** What is found where a term selects no pod in reach. */
function selectsNone(input: CheckInput, ofPod: Pod, { value, pointer }: Place): Found[] {
  const selector = value['labelSelector'];
  if (!isMap(selector) || isLater(selector)) return [];
  const pods = podsInReach(input, ofPod, value);
  if (!pods || selects(selector, ofPod.labels) || pods.some(({ labels }) => selects(selector, labels))) return [];
  const differences = Object.entries(mapOf(selector['matchLabels']))
    .filter(([key, label]) => ofPod.labels[key] !== label)
    .map(([key, label]) => `${key}=${String(label)}${ownLabel(ofPod, key)}`);
  const message = `selects neither its own pod nor another of the output: ${differences.join(', ') || 'none fits its expressions'}`;
  return [{ pointer: `${pointer}/labelSelector`, message }];
}

/** What its own pod has in place of a label that a selector asks for. */
const ownLabel = ({ labels }: Pod, key: string): string =>
  labels[key] === undefined ? didYouMean(key, Object.keys(labels)) : `, where its own pod has ${String(labels[key])}`;

const affinity = (app: string) =>
  deployment(
    '',
    `affinity:
  podAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: ${app} } } }`,
  );
const spread = (app: string) =>
  deployment(
    '',
    `topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: DoNotSchedule
    labelSelector: { matchLabels: { app: ${app} } }`,
  );

const affinityWithoutPods = podRule(
  {
    code: 'affinity-without-pods',
    question: 'closed-world',
    why: 'A pod that must run beside pods which nobody makes waits for ever.',
    remedy: 'Make the selector equal to the labels of the pods that are meant.',
    examples: example(affinity('wbe'), affinity('web')),
    source:
      'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  },
  (ofPod, input) =>
    terms(ofPod, 'podAffinity')
      .filter(({ isRequired }) => isRequired)
      .flatMap((term) => selectsNone(input, ofPod, term)),
);

const spreadWithoutPods = podRule(
  {
    code: 'spread-without-pods',
    question: 'closed-world',
    severity: 'warning',
    why: 'Pods are not kept apart by a selector that does not select them.',
    remedy: 'Make the selector equal to the labels of the pod itself.',
    examples: example(spread('wbe'), spread('web')),
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  },
  (ofPod, input) =>
    [...spreads(ofPod), ...terms(ofPod, 'podAntiAffinity')].flatMap((term) => selectsNone(input, ofPod, term)),
);

/** The classes that every cluster has. */
const ownClasses = ['system-cluster-critical', 'system-node-critical'];

const priorityClass = object('scheduling.k8s.io/v1 PriorityClass', 'value: 1000', 'high');
const prior = pod('', 'priorityClassName: high');

const missingClass = inputRule(
  {
    code: 'missing-priority-class',
    question: 'closed-world',
    why: 'No pod is made whose PriorityClass does not exist.',
    remedy:
      'Add the PriorityClass, correct the name, or declare it: External.of(construct).priorityClass(name, { reason }).',
    remedyInFolder:
      'Add the PriorityClass, correct the name, or say that it exists: --external PriorityClass/NAME, or under `externals` in chartwright.yaml.',
    examples: example(prior, documents(prior, priorityClass)),
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#pod-priority',
  },
  (input) => {
    const index = indexOf(input);
    const made = new Set([...ownClasses, ...index.names('PriorityClass.scheduling.k8s.io', '')]);
    for (const { kind, name } of input.externals ?? []) if (kind === 'PriorityClass') made.add(name);
    return index.pods.flatMap(({ owner, spec, pointer }) => {
      const name = stringOf(spec['priorityClassName']);
      if (name === undefined || name === '' || made.has(name)) return [];
      const message = `there is no PriorityClass "${name}"${didYouMean(name, made)}`;
      return [{ at: owner, pointer: `${pointer}/priorityClassName`, message }];
    });
  },
);

export const schedulingRules = [misspeltLabel, affinityWithoutPods, spreadWithoutPods, missingClass] as const;
