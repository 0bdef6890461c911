import { didYouMean, type Json } from '../../../core/values';
import { ownEntry } from '../../../core/values/own-entry';
import { inputRule, podRule, type BreachInObject } from '../define-rule';
import { deployment, documents, example, object, pod } from '../examples/example';
import type { CheckInput } from '../finding';
import {
  at,
  describe,
  indexOf,
  isMap,
  listOf,
  mapOf,
  nameOf,
  namespaceOf,
  selects,
  stringOf,
  type Place,
  type Pod,
} from '../../../core/references/objects';
import { spreads, terms } from './topology';

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
function selectsNone(input: CheckInput, ofPod: Pod, { value, pointer }: Place): BreachInObject[] {
  const selector = value['labelSelector'];
  if (!isMap(selector) || isLater(selector)) return [];
  const pods = podsInReach(input, ofPod, value);
  if (!pods || selects(selector, ofPod.labels) || pods.some(({ labels }) => selects(selector, labels))) return [];
  const differences = Object.entries(mapOf(selector['matchLabels']))
    .filter(([key, label]) => ownEntry(ofPod.labels, key) !== label)
    .map(([key, label]) => `${key}=${String(label)}${ownLabel(ofPod, key)}`);
  const message = `selects neither its own pod nor another of the output: ${differences.join(', ') || 'none fits its expressions'}`;
  return [{ pointer: `${pointer}/labelSelector`, message }];
}

/** What its own pod has in place of a label that a selector asks for. */
function ownLabel({ labels }: Pod, key: string): string {
  const label = ownEntry(labels, key);
  return label === undefined ? didYouMean(key, Object.keys(labels)) : `, where its own pod has ${String(label)}`;
}

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

const defaultClass = (name: string, isDefault: boolean) =>
  object('scheduling.k8s.io/v1 PriorityClass', `value: 1000\nglobalDefault: ${isDefault}`, name);

const secondDefault = inputRule(
  {
    code: 'second-default-class',
    why: 'One PriorityClass of a cluster can be the default; the API server refuses another one.',
    remedy: 'Leave globalDefault out of all but one.',
    examples: example(
      documents(defaultClass('high', true), defaultClass('low', true)),
      documents(defaultClass('high', true), defaultClass('low', false)),
    ),
    source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass',
  },
  (input) => {
    const defaults = indexOf(input)
      .all('PriorityClass.scheduling.k8s.io')
      .filter(({ object: { globalDefault } }) => globalDefault === true);
    const [first, ...others] = defaults;
    return others
      .filter((each) => nameOf(each) !== nameOf(first!))
      .map((each) => ({ at: each, pointer: '/globalDefault', message: `${describe(first!)} is the default already` }));
  },
);

export const schedulingRules = [affinityWithoutPods, spreadWithoutPods, missingClass, secondDefault] as const;
