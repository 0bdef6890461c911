import { didYouMean, type Json } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import {
  at,
  indexOf,
  isMap,
  kindOf,
  listOf,
  mapOf,
  matchesLabels,
  nameOf,
  namespaceOf,
  placesAt,
  stringOf,
  type Pod,
} from '../../../core/references/objects';
import { monitorRules } from './monitors';
import { nearMiss } from './near-miss';
import { hasPort, portNames, portsOfAll } from './pod-ports';
import { targetsOf } from '../../../core/references/targets';

/** The pods that a Service sends traffic to; none for one without a selector. */
export function podsOfService(input: CheckInput, service: CheckedObject): readonly Pod[] {
  const selector = mapOf(at(service.object, 'spec', 'selector'));
  if (Object.keys(selector).length === 0) return [];
  return indexOf(input).podsOf(namespaceOf(service), { matchLabels: selector });
}

const selectedPods = (input: CheckInput, namespace: string, selector: Json | undefined): readonly Pod[] =>
  indexOf(input).podsOf(namespace, selector);

const asCandidates = (pods: readonly Pod[]) =>
  pods.map(({ owner, labels }) => ({ labels, is: `${String(owner.object['kind'])} ${nameOf(owner)}` }));

const noPods = (input: CheckInput, namespace: string, wanted: Json | undefined): string =>
  `selects no pod of the output${nearMiss(mapOf(wanted), asCandidates(indexOf(input).podsIn(namespace)))}`;

const isEmpty = (selector: Json | undefined) =>
  Object.keys(mapOf(at(selector, 'matchLabels'))).length === 0 && listOf(at(selector, 'matchExpressions')).length === 0;

const serviceWithoutPods = inputRule(
  {
    code: 'service-without-pods',
    question: 'closed-world',
    why: 'A Service that selects no pod refuses every connection.',
    remedy: 'Make the selector equal to the labels of the pods.',
  },
  (input) =>
    indexOf(input)
      .all('Service')
      .flatMap((service): Breach[] => {
        const selector = mapOf(at(service.object, 'spec', 'selector'));
        const isIdle = Object.keys(selector).length === 0 || at(service.object, 'spec', 'type') === 'ExternalName';
        if (isIdle || podsOfService(input, service).length > 0) return [];
        return [{ at: service, pointer: '/spec/selector', message: noPods(input, namespaceOf(service), selector) }];
      }),
);

const headlessService = inputRule(
  {
    code: 'missing-headless-service',
    question: 'closed-world',
    why: 'The pods of a StatefulSet get names in DNS only from a headless Service that selects them.',
    remedy: 'Add a Service with this name, `clusterIP: None` and the selector of the StatefulSet.',
  },
  (input) =>
    indexOf(input)
      .all('StatefulSet.apps')
      .flatMap((set): Breach[] => {
        const name = stringOf(at(set.object, 'spec', 'serviceName'));
        if (!name) return [];
        const breach = (message: string) => [{ at: set, pointer: '/spec/serviceName', message }];
        const namespace = namespaceOf(set);
        const reference = { from: set, pointer: '/spec/serviceName', kind: 'Service', namespace, name };
        const target = targetsOf(input).find(reference);
        if (!target)
          return breach(`there is no Service "${name}"${didYouMean(name, indexOf(input).names('Service', namespace))}`);
        // What an operator makes is as the operator knows that it has to be.
        if (!target.object || kindOf(target.object) !== 'Service') return [];
        if (at(target.object.object, 'spec', 'clusterIP') !== 'None')
          return breach(`the Service "${name}" is not headless`);
        const selector = mapOf(at(target.object.object, 'spec', 'selector'));
        const labels = indexOf(input).podOf(set)?.labels ?? {};
        if (Object.keys(selector).length > 0 && matchesLabels(selector, labels)) return [];
        return breach(`the Service "${name}" does not select the pods of this StatefulSet`);
      }),
);

const budgetWithoutPods = inputRule(
  {
    code: 'budget-without-pods',
    question: 'closed-world',
    why: 'A PodDisruptionBudget that selects no pod protects nothing.',
    remedy: 'Make the selector equal to that of the workload.',
  },
  (input) =>
    indexOf(input)
      .all('PodDisruptionBudget.policy')
      .flatMap((budget): Breach[] => {
        const selector = at(budget.object, 'spec', 'selector');
        if (!isMap(selector) || selectedPods(input, namespaceOf(budget), selector).length > 0) return [];
        const message = noPods(input, namespaceOf(budget), selector['matchLabels']);
        return [{ at: budget, pointer: '/spec/selector', message }];
      }),
);

const policies = (input: CheckInput) =>
  indexOf(input)
    .all('NetworkPolicy.networking.k8s.io')
    .map((policy) => ({ policy, namespace: namespaceOf(policy), selector: at(policy.object, 'spec', 'podSelector') }));

const policyWithoutPods = inputRule(
  {
    code: 'policy-without-pods',
    question: 'closed-world',
    why: 'A NetworkPolicy that selects no pod protects nothing.',
    remedy: 'Make the selector equal to that of the workload.',
  },
  (input) =>
    policies(input).flatMap(({ policy, namespace, selector }): Breach[] => {
      if (!isMap(selector) || isEmpty(selector) || selectedPods(input, namespace, selector).length > 0) return [];
      return [{ at: policy, pointer: '/spec/podSelector', message: noPods(input, namespace, selector['matchLabels']) }];
    }),
);

/** The rules of a policy with their peers in the policy's own namespace. */
function policyRules(policy: CheckedObject) {
  const read = (direction: 'ingress' | 'egress', peers: 'from' | 'to') =>
    placesAt(policy.object, '', 'spec', direction).map((rule) => ({
      direction,
      rule,
      all: placesAt(rule.value, rule.pointer, peers),
      local: placesAt(rule.value, rule.pointer, peers).filter(
        ({ value }) => isMap(value['podSelector']) && value['namespaceSelector'] === undefined,
      ),
    }));
  return [...read('ingress', 'from'), ...read('egress', 'to')];
}

const peerWithoutPods = inputRule(
  {
    code: 'policy-peer-without-pods',
    question: 'closed-world',
    severity: 'warning',
    why: 'A peer that selects no pod lets nobody through; most often its labels are misspelt.',
    remedy: 'Make the selector equal to the labels of the pods that may pass.',
  },
  (input) =>
    policies(input).flatMap(({ policy, namespace }) =>
      policyRules(policy).flatMap(({ local }) =>
        local.flatMap(({ value, pointer }): Breach[] => {
          const selector = value['podSelector'];
          if (isEmpty(selector) || selectedPods(input, namespace, selector).length > 0) return [];
          const message = noPods(input, namespace, at(selector, 'matchLabels'));
          return [{ at: policy, pointer: `${pointer}/podSelector`, message }];
        }),
      ),
    ),
);

const policyPort = inputRule(
  {
    code: 'missing-policy-port',
    question: 'closed-world',
    why: 'A NetworkPolicy opens a port by name only on pods that have a port of that name.',
    remedy: 'Name a port of the containers, or give the number.',
  },
  (input) =>
    policies(input).flatMap(({ policy, namespace, selector }) =>
      policyRules(policy).flatMap(({ direction, rule, all, local }) => {
        // Whoever receives the traffic has the port: the pods of the policy, or the peers that they talk to.
        if (direction === 'egress' && (all.length === 0 || local.length < all.length)) return [];
        const selectors = direction === 'ingress' ? [selector] : local.map(({ value }) => value['podSelector']);
        const pods = selectors.map((each) => selectedPods(input, namespace, each));
        if (pods.every((each) => each.length === 0)) return [];
        const ports = pods.flatMap(portsOfAll);
        return placesAt(rule.value, rule.pointer, 'ports').flatMap(({ value, pointer }): Breach[] => {
          const { port } = value;
          if (typeof port !== 'string' || hasPort(ports, port)) return [];
          const message = `no pod that receives this traffic has a port named "${port}"${didYouMean(port, portNames(ports))}`;
          return [{ at: policy, pointer: `${pointer}/port`, message }];
        });
      }),
    ),
);

export const selectorRules = [
  serviceWithoutPods,
  headlessService,
  budgetWithoutPods,
  policyWithoutPods,
  peerWithoutPods,
  policyPort,
  ...monitorRules,
] as const;
