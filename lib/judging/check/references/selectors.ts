import { closest, didYouMean, type Json, type JsonObject } from '../../../core/values';
import { ownEntry } from '../../../core/values/own-entry';
import { inputRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import {
  at,
  describe,
  indexOf,
  isMap,
  kindOf,
  labelsOf,
  listOf,
  mapOf,
  matchesLabels,
  nameOf,
  namespaceOf,
  placesAt,
  selects,
  stringOf,
  type Place,
  type Pod,
} from '../objects';
import { hasPort, portNames, portsOf } from './pod-ports';
import { targetsOf } from './targets';

/** The pods that a Service sends traffic to; none for one without a selector. */
export function podsOfService(input: CheckInput, service: CheckedObject): readonly Pod[] {
  const selector = mapOf(at(service.object, 'spec', 'selector'));
  if (Object.keys(selector).length === 0) return [];
  return indexOf(input)
    .podsIn(namespaceOf(service))
    .filter(({ labels }) => matchesLabels(selector, labels));
}

const selectedPods = (input: CheckInput, namespace: string, selector: Json | undefined): readonly Pod[] =>
  indexOf(input)
    .podsIn(namespace)
    .filter(({ labels }) => selects(selector, labels));

/** Something with labels that a selector may have meant. */
interface Candidate {
  readonly labels: JsonObject;
  readonly is: string;
}

/** Which label keeps a selector from what it most likely means. */
function nearMiss(wanted: JsonObject, candidates: readonly Candidate[]): string {
  const entries = Object.entries(wanted);
  const misses = candidates
    .map(({ labels, is }) => ({ labels, is, wrong: entries.filter(([key, value]) => ownEntry(labels, key) !== value) }))
    .filter(({ wrong }) => wrong.length < entries.length);
  const fewest = Math.min(...misses.map(({ wrong }) => wrong.length));
  const nearest = misses.filter(({ wrong }) => wrong.length === fewest);
  const valuesOf = ({ labels, wrong }: (typeof misses)[number]) =>
    wrong.map(([key]) => String(ownEntry(labels, key))).join();
  const meant = closest(nearest[0]?.wrong.map(([, value]) => String(value)).join() ?? '', nearest.map(valuesOf));
  const best = nearest.find((miss) => valuesOf(miss) === meant) ?? nearest[0];
  if (!best) return '';
  const differences = best.wrong.map(([key, value]) => {
    const has = ownEntry(best.labels, key);
    return has === undefined ? `without ${key}` : `with ${key}=${String(has)}, not ${String(value)}`;
  });
  return `; the nearest is ${best.is}, ${differences.join(', ')}`;
}

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
        const pods = selectors.flatMap((each) => selectedPods(input, namespace, each));
        if (pods.length === 0) return [];
        const ports = pods.flatMap(portsOf);
        return placesAt(rule.value, rule.pointer, 'ports').flatMap(({ value, pointer }): Breach[] => {
          const { port } = value;
          if (typeof port !== 'string' || hasPort(ports, port)) return [];
          const message = `no pod that receives this traffic has a port named "${port}"${didYouMean(port, portNames(ports))}`;
          return [{ at: policy, pointer: `${pointer}/port`, message }];
        });
      }),
    ),
);

/** The namespaces that a monitor looks at; undefined where they are somebody else's too. */
function monitored(input: CheckInput, monitor: CheckedObject): readonly string[] | undefined {
  const selector = at(monitor.object, 'spec', 'namespaceSelector');
  if (at(selector, 'any') === true) return undefined;
  const names = listOf(at(selector, 'matchNames')).map(String);
  if (names.length === 0) return [namespaceOf(monitor)];
  return names.some((name) => targetsOf(input).isForeign(name)) ? undefined : names;
}

interface Monitored {
  readonly monitor: CheckedObject;
  readonly candidates: readonly {
    readonly labels: JsonObject;
    readonly is: string;
    readonly ports: readonly (string | undefined)[];
  }[];
  readonly selected: readonly { readonly ports: readonly (string | undefined)[] }[];
  readonly endpoints: readonly Place[];
}

/** Every monitor with what it selects: Services, or pods for a PodMonitor. */
function monitors(input: CheckInput): Monitored[] {
  const index = indexOf(input);
  const read = (kind: string, endpoints: string, candidatesIn: (namespace: string) => Monitored['candidates']) =>
    index.all(`${kind}.monitoring.coreos.com`).flatMap((monitor): Monitored[] => {
      const namespaces = monitored(input, monitor);
      const selector = at(monitor.object, 'spec', 'selector');
      if (!namespaces || !isMap(selector)) return [];
      const candidates = namespaces.flatMap(candidatesIn);
      const selected = candidates.filter(({ labels }) => selects(selector, labels));
      return [{ monitor, candidates, selected, endpoints: placesAt(monitor.object, '', 'spec', endpoints) }];
    });
  const services = (namespace: string) =>
    index
      .all('Service')
      .filter((service) => namespaceOf(service) === namespace)
      .map((service) => ({
        labels: labelsOf(service),
        is: describe(service),
        ports: placesAt(service.object, '', 'spec', 'ports').map(({ value }) => stringOf(value['name'])),
      }));
  const pods = (namespace: string) =>
    index.podsIn(namespace).map((pod) => ({
      labels: pod.labels,
      is: describe(pod.owner),
      ports: portsOf(pod).map(({ name }) => name),
    }));
  return [...read('ServiceMonitor', 'endpoints', services), ...read('PodMonitor', 'podMetricsEndpoints', pods)];
}

const monitorSelectsNothing = inputRule(
  {
    code: 'monitor-without-targets',
    question: 'closed-world',
    why: 'A ServiceMonitor or PodMonitor that selects nothing collects no metrics, and no alert on them ever fires.',
    remedy: 'Make the selector equal to the labels of the Service, or of the pods for a PodMonitor.',
  },
  (input) =>
    monitors(input).flatMap(({ monitor, candidates, selected }): Breach[] => {
      if (selected.length > 0) return [];
      const noun = monitor.object['kind'] === 'PodMonitor' ? 'pod' : 'Service';
      const wanted = mapOf(at(monitor.object, 'spec', 'selector', 'matchLabels'));
      const message = `selects no ${noun} of the output${nearMiss(wanted, candidates)}`;
      return [{ at: monitor, pointer: '/spec/selector', message }];
    }),
);

const monitorPort = inputRule(
  {
    code: 'missing-monitor-port',
    question: 'closed-world',
    why: 'An endpoint whose port none of the selected Services or pods has is not scraped.',
    remedy: 'Give the name of a port of the Service, or of the pods for a PodMonitor; the number will not do.',
  },
  (input) =>
    monitors(input).flatMap(({ monitor, selected, endpoints }) => {
      const ports = selected.flatMap((each) => each.ports).filter((port) => port !== undefined);
      if (selected.length === 0) return [];
      return endpoints.flatMap(({ value, pointer }): Breach[] => {
        const port = stringOf(value['port']);
        if (port === undefined || ports.includes(port)) return [];
        const message = `nothing that is selected has a port named "${port}"${didYouMean(port, ports)}`;
        return [{ at: monitor, pointer: `${pointer}/port`, message }];
      });
    }),
);

export const selectorRules = [
  serviceWithoutPods,
  headlessService,
  budgetWithoutPods,
  policyWithoutPods,
  peerWithoutPods,
  policyPort,
  monitorSelectsNothing,
  monitorPort,
] as const;
