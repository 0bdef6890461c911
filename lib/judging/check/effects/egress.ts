import type { Json, JsonObject } from '../../../core/values';
import { inputRule } from '../define-rule';
import { deployment, documents, example, object } from '../examples/example';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import {
  at,
  indexOf,
  isMap,
  kindOf,
  listOf,
  mapOf,
  nameOf,
  namespaceOf,
  selects,
  stringOf,
  type Pod,
} from '../../../core/references/objects';

/** Kinds of policies beside Kubernetes' own that may let DNS through. */
const otherPolicies =
  /^(?:Cilium(?:Clusterwide)?NetworkPolicy\.cilium\.io|(?:Global)?NetworkPolicy\.(?:crd\.)?projectcalico\.org|(?:Baseline)?AdminNetworkPolicy\.policy\.networking\.k8s\.io)$/;

/** Where clusters run their DNS. */
const dnsNamespaces = ['kube-system', 'openshift-dns'];

/** The ports on which the pods of DNS listen; those of OpenShift on the second. */
const dnsPorts = [53, 5353];

/** What an entry of `ports` lets through of DNS. */
function dnsThrough(entry: Json): 'UDP' | 'TCP' | undefined {
  const { port, endPort, protocol } = mapOf(entry);
  const isDns =
    port === undefined || port === null
      ? true
      : typeof port === 'number'
        ? dnsPorts.some((dns) => dns === port || (typeof endPort === 'number' && port <= dns && dns <= endPort))
        : /dns|domain/i.test(String(port));
  if (!isDns) return undefined;
  return (protocol ?? 'TCP') === 'UDP' ? 'UDP' : 'TCP';
}

/** Whether a peer may be where DNS is. */
function mayBeDns(peer: Json, namespace: string): boolean {
  const { namespaceSelector, podSelector } = mapOf(peer);
  if (!isMap(namespaceSelector)) return !isMap(podSelector) || dnsNamespaces.includes(namespace);
  const name = stringOf(at(namespaceSelector, 'matchLabels', 'kubernetes.io/metadata.name'));
  return name === undefined || dnsNamespaces.includes(name);
}

/** What a rule of `egress` lets through of DNS. A port of DNS is meant for it, whoever the peers are. */
function ruleThrough(rule: JsonObject, namespace: string): 'UDP' | 'TCP' | undefined {
  const ports = listOf(rule['ports']);
  if (ports.length > 0) {
    const through = ports.map(dnsThrough);
    return through.includes('UDP') ? 'UDP' : through.find((each) => each !== undefined);
  }
  const peers = listOf(rule['to']);
  return peers.length === 0 || peers.some((peer) => mayBeDns(peer, namespace)) ? 'UDP' : undefined;
}

interface EgressPolicy {
  readonly policy: CheckedObject;
  readonly selector: Json | undefined;
  readonly rules: readonly JsonObject[];
  /** What each of the rules lets through of DNS. */
  readonly through: readonly ReturnType<typeof ruleThrough>[];
}

/** The policies of each namespace that say where their pods may go. */
function egressPolicies(input: CheckInput): Map<string, EgressPolicy[]> {
  const found = new Map<string, EgressPolicy[]>();
  for (const policy of indexOf(input).all('NetworkPolicy.networking.k8s.io')) {
    const { podSelector: selector, policyTypes, egress } = mapOf(policy.object['spec']);
    const types = listOf(policyTypes);
    const isEgress = types.length > 0 ? types.includes('Egress') : Array.isArray(egress) && egress.length > 0;
    if (!isEgress) continue;
    const namespace = namespaceOf(policy);
    const others = found.get(namespace) ?? [];
    found.set(namespace, others);
    const rules = listOf(egress).map(mapOf);
    others.push({ policy, selector, rules, through: rules.map((rule) => ruleThrough(rule, namespace)) });
  }
  return found;
}

/** Whether a pod asks the DNS of the cluster, and is under the policies of its namespace. */
const isUnderPolicies = ({ spec }: Pod) => spec['hostNetwork'] !== true && spec['dnsPolicy'] !== 'None';

const egress = (more: string) =>
  object(
    'networking.k8s.io/v1 NetworkPolicy',
    `spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
    - to: [{ podSelector: { matchLabels: { app: web } } }]
      ports: [{ port: 8080 }]${more}`,
  );

const withoutDns = inputRule(
  {
    code: 'egress-without-dns',
    question: 'policy',
    severity: 'warning',
    why: 'A pod that may go somewhere but not to DNS finds nothing that it knows by name.',
    remedy:
      'Add a rule for port 53 with the protocol UDP, and TCP for long answers; without `to`, or to the pods of DNS in kube-system.',
    examples: example(
      documents(egress(''), deployment('')),
      documents(egress('\n    - ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]'), deployment('')),
    ),
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
  },
  (input) => {
    const policies = egressPolicies(input);
    if (policies.size === 0 || input.objects.some((each) => otherPolicies.test(kindOf(each)))) return [];
    const found = new Map<CheckedObject, { readonly pods: string[]; readonly isTcp: boolean }>();
    for (const [namespace, ofNamespace] of policies) {
      for (const pod of indexOf(input).podsIn(namespace)) {
        if (!isUnderPolicies(pod)) continue;
        const own = ofNamespace.filter(({ selector }) => selects(selector, pod.labels));
        const through = own.flatMap((each) => each.through);
        const first = own.find(({ rules }) => rules.length > 0 && !rules.every(isByAddress));
        if (through.includes('UDP') || !first) continue;
        const known = found.get(first.policy) ?? { pods: [], isTcp: through.includes('TCP') };
        found.set(first.policy, known);
        known.pods.push(`${String(pod.owner.object['kind'])} "${nameOf(pod.owner)}"`);
      }
    }
    return Array.from(found, ([policy, { pods, isTcp }]): Breach => {
      const [one, ...others] = pods;
      const whose = `${one}${others.length > 0 ? ` and ${others.length} more` : ''}`;
      const what = isTcp ? 'port 53 for TCP alone, which is the default, and DNS is asked by UDP' : 'no port 53';
      return { at: policy, pointer: '/spec/egress', message: `the policies of ${whose} open ${what}` };
    });
  },
);

/** Whether a rule lets through to addresses only, which need no names. */
const isByAddress = (rule: JsonObject): boolean => {
  const peers = listOf(rule['to']);
  return peers.length > 0 && peers.every((peer) => isMap(at(peer, 'ipBlock')));
};

export const egressRules = [withoutDns] as const;
