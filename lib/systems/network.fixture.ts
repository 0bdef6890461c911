import type { KubernetesObject, Value } from '../judging/verify/kubernetes-object';
import { at, elements, entriesOf, type Objects } from './output.fixture';

type Labels = { readonly [key: string]: Value };

/** Somebody who sends or gets packets: a pod, or an address outside the cluster. */
export interface Party {
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly address?: string;
  /** Numbers of the named ports. */
  readonly ports?: { readonly [name: string]: number };
}

/** A pod of a workload. */
export function podOf(objects: Objects, name: string, kind = 'Deployment'): Party {
  const ports = elements(at(objects.container(name, kind), 'ports')).map((port) => [
    at(port, 'name'),
    at(port, 'containerPort'),
  ]);
  return {
    namespace: String(objects.get(kind, name).metadata['namespace']),
    labels: at(objects.podTemplate(name, kind), 'metadata', 'labels') as Labels,
    ports: Object.fromEntries(ports) as Record<string, number>,
  };
}

/** A pod of the same release with another component: a test or a hook. */
export const sibling = (pod: Party, component: string): Party => ({
  namespace: pod.namespace,
  labels: { ...pod.labels, app: '', 'app.kubernetes.io/component': component },
});

/** Who may reach whom at a port, each as `caller -> target`. */
export const flows = (
  objects: Objects,
  callers: { readonly [name: string]: Party },
  targets: { readonly [name: string]: readonly [Party, number] },
): string[] =>
  Object.entries(callers).flatMap(([caller, from]) =>
    Object.entries(targets).flatMap(([target, [to, port]]) =>
      from !== to && isAllowed(objects, from, to, port) ? [`${caller} -> ${target}`] : [],
    ),
  );

/** Whether the network policies of an output let a packet through, as Kubernetes defines it: both ends must agree. */
export function isAllowed(objects: Objects, from: Party, to: Party, port: number, protocol = 'TCP'): boolean {
  const policies = objects.all.filter(({ kind }) => kind === 'NetworkPolicy');
  const passes = (owner: Party, other: Party, direction: 'Ingress' | 'Egress') => {
    const isolating = policies.filter((policy) => selects(policy, owner, direction));
    const key = direction === 'Ingress' ? 'from' : 'to';
    const rules = isolating.flatMap((policy) => elements(at(policy, 'spec', direction.toLowerCase())));
    return (
      isolating.length === 0 ||
      rules.some((rule) => {
        const peers = elements(at(rule, key));
        const ports = elements(at(rule, 'ports'));
        const isPeer = peers.length === 0 || peers.some((peer) => matchesPeer(peer, other, owner));
        return isPeer && (ports.length === 0 || ports.some((each) => matchesPort(each, to, port, protocol)));
      })
    );
  };
  return passes(from, to, 'Egress') && passes(to, from, 'Ingress');
}

function selects(policy: KubernetesObject, party: Party, direction: string): boolean {
  return (
    party.namespace === policy.metadata['namespace'] &&
    elements(at(policy, 'spec', 'policyTypes')).includes(direction) &&
    hasLabels(at(policy, 'spec', 'podSelector'), party.labels)
  );
}

function matchesPeer(peer: Value, party: Party, owner: Party): boolean {
  const cidr = at(peer, 'ipBlock', 'cidr');
  if (cidr !== undefined) return party.address !== undefined && isInside(party.address, String(cidr));
  if (party.namespace === undefined) return false;
  const namespaces = at(peer, 'namespaceSelector');
  const isNamespace =
    namespaces === undefined
      ? party.namespace === owner.namespace
      : hasLabels(namespaces, { 'kubernetes.io/metadata.name': party.namespace });
  const pods = at(peer, 'podSelector');
  return isNamespace && (pods === undefined || hasLabels(pods, party.labels));
}

function matchesPort(rule: Value, target: Party, port: number, protocol: string): boolean {
  if ((at(rule, 'protocol') ?? 'TCP') !== protocol) return false;
  const wanted = at(rule, 'port');
  if (wanted === undefined) return true;
  return (typeof wanted === 'string' ? target.ports?.[wanted] : wanted) === port;
}

const hasLabels = (selector: Value | undefined, labels: Labels = {}): boolean =>
  entriesOf(at(selector, 'matchLabels')).every(([key, value]) => labels[key] === value);

function isInside(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}
