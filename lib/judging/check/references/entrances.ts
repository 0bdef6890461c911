import type { Json } from '../../../core/values';
import { targetsOf } from '../../../core/references/targets';
import {
  at,
  describe,
  indexOf,
  listOf,
  kindOf,
  namespaceOf,
  placesAt,
  type Pod,
} from '../../../core/references/objects';
import { inputRule } from '../define-rule';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import { hasPort, portsOf } from './pod-ports';
import { podsOfService } from './selectors';

/** A place by which traffic from outside of the release comes to a Service. */
interface Entrance {
  readonly at: CheckedObject;
  readonly pointer: string;
  readonly service: CheckedObject;
}

/** Kinds whose references to Services lead traffic to them. */
const leading: ReadonlySet<string> = new Set([
  'Ingress.networking.k8s.io',
  ...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => `${kind}.gateway.networking.k8s.io`),
]);

/** The ways in, one for each object and Service. */
function entrancesOf(input: CheckInput): Entrance[] {
  const targets = targetsOf(input);
  const led = new Map<string, Entrance>();
  for (const reference of targets.references) {
    if (reference.kind !== 'Service' || !leading.has(kindOf(reference.from))) continue;
    const service = targets.find(reference)?.object;
    const key = `${describe(reference.from)} ${reference.namespace}/${reference.name}`;
    if (service && !led.has(key)) led.set(key, { at: reference.from, pointer: reference.pointer, service });
  }
  const open = indexOf(input)
    .all('Service')
    .filter(({ object }) => ['LoadBalancer', 'NodePort'].includes(String(at(object, 'spec', 'type'))))
    .map((service) => ({ at: service, pointer: '/spec/type', service }));
  return [...led.values(), ...open];
}

/** Whether a rule lets in anybody who is not a pod of the output. */
function letsOutsidersIn(
  input: CheckInput,
  rule: Json,
  namespace: string,
  pod: Pod,
  ports: ReadonlySet<Json>,
): boolean {
  const opened = listOf(at(rule, 'ports'));
  if (opened.length > 0 && !opened.some((each) => reaches(each, pod, ports))) return false;
  const peers = listOf(at(rule, 'from'));
  return peers.length === 0 || peers.some((peer) => isOutside(input, peer, namespace));
}

/** A peer is outside where it is an address, is in other namespaces, or has labels that no pod of the output has. */
const isOutside = (input: CheckInput, peer: Json, namespace: string): boolean =>
  at(peer, 'ipBlock') !== undefined ||
  at(peer, 'namespaceSelector') !== undefined ||
  indexOf(input).podsOf(namespace, at(peer, 'podSelector')).length === 0;

/** Whether a port of a rule is one to which the Service sends traffic, by its name or number. */
function reaches(opened: Json, pod: Pod, ports: ReadonlySet<Json>): boolean {
  const port = at(opened, 'port');
  if (port === undefined || at(opened, 'endPort') !== undefined || ports.has(port)) return true;
  const declared = portsOf(pod);
  // A name that no port has is what another rule is about.
  if (typeof port === 'string' && !hasPort(declared, port)) return true;
  return declared.some(
    ({ name, number }) => (name === port || number === port) && (ports.has(name ?? '') || ports.has(number ?? '')),
  );
}

/** The ports of pods to which a Service sends traffic. */
const targetPorts = ({ object }: CheckedObject): ReadonlySet<Json> =>
  new Set(placesAt(object, '', 'spec', 'ports').flatMap(({ value }) => value['targetPort'] ?? value['port'] ?? []));

/** The policies that say who may reach each pod. */
function policiesByPod(input: CheckInput): ReadonlyMap<Pod, readonly CheckedObject[]> {
  const found = new Map<Pod, CheckedObject[]>();
  for (const policy of indexOf(input).all('NetworkPolicy.networking.k8s.io')) {
    const types = at(policy.object, 'spec', 'policyTypes');
    if (types !== undefined && !listOf(types).includes('Ingress')) continue;
    for (const pod of indexOf(input).podsOf(namespaceOf(policy), at(policy.object, 'spec', 'podSelector'))) {
      found.set(pod, [...(found.get(pod) ?? []), policy]);
    }
  }
  return found;
}

const refusedEntrance = inputRule(
  {
    code: 'entrance-behind-policy',
    question: 'closed-world',
    severity: 'warning',
    why: 'What leads traffic from outside to pods whose network policies admit only pods of their own release leads nowhere.',
    remedy:
      'Let in those from whom the traffic comes: server.allowFrom({ namespaceSelector: ... }), or the value networkPolicy.extraIngress.',
    remedyInFolder:
      'Add an ingress rule for those from whom the traffic comes: the namespace of the ingress controller, or an ipBlock.',
  },
  (input) => {
    const guards = policiesByPod(input);
    return entrancesOf(input).flatMap((entrance): Breach[] => {
      const ports = targetPorts(entrance.service);
      const shut = podsOfService(input, entrance.service).flatMap((pod) => {
        const policies = guards.get(pod) ?? [];
        const rules = policies.flatMap(({ object }) => listOf(at(object, 'spec', 'ingress')));
        const isOpen = rules.some((rule) => letsOutsidersIn(input, rule, namespaceOf(pod.owner), pod, ports));
        // A target port that the pods do not have is what another rule is about.
        const declared = portsOf(pod);
        const isLost = declared.length > 0 && ![...ports].some((port) => hasPort(declared, port));
        return policies.length === 0 || isOpen || isLost ? [] : policies;
      });
      const [policy] = shut;
      if (!policy) return [];
      const message = `leads traffic from outside to pods that ${describe(policy)} lets only pods of this output reach`;
      return [{ at: entrance.at, pointer: entrance.pointer, message }];
    });
  },
);

export const entranceRules = [refusedEntrance] as const;
