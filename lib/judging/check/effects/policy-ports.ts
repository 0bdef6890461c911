import { inputRule } from '../define-rule';
import { deployment, documents, example, object, service } from '../examples/example';
import type { Breach, CheckedObject, CheckInput } from '../finding';
import {
  at,
  indexOf,
  isMap,
  listOf,
  mapOf,
  matchesLabels,
  nameOf,
  namespaceOf,
  placesAt,
  stringOf,
  type Place,
  type Pod,
} from '../../../core/references/objects';
import { portsOf } from '../references/pod-ports';
import type { Json } from '../../../core/values';

/** A port of a Service and what it leads to. */
interface ServicePort {
  readonly service: CheckedObject;
  readonly number: number;
  readonly protocol: string;
  readonly target: Json;
}

/** The ports of the Services before each pod. */
class PortsBefore {
  private readonly services = new Map<
    string,
    { readonly selector: ReturnType<typeof mapOf>; readonly ports: readonly ServicePort[] }[]
  >();
  private readonly known = new Map<Pod, readonly ServicePort[]>();

  constructor(input: CheckInput) {
    for (const service of indexOf(input).all('Service')) {
      const selector = mapOf(at(service.object, 'spec', 'selector'));
      if (Object.keys(selector).length === 0) continue;
      const ports = placesAt(service.object, '', 'spec', 'ports').flatMap(({ value }): ServicePort[] => {
        const { port, targetPort, protocol } = value;
        if (typeof port !== 'number') return [];
        return [{ service, number: port, protocol: String(protocol ?? 'TCP'), target: targetPort ?? port }];
      });
      const others = this.services.get(namespaceOf(service)) ?? [];
      this.services.set(namespaceOf(service), others);
      others.push({ selector, ports });
    }
  }

  of(pod: Pod): readonly ServicePort[] {
    let found = this.known.get(pod);
    if (!found) {
      const all = this.services.get(namespaceOf(pod.owner)) ?? [];
      found = all.flatMap(({ selector, ports }) => (matchesLabels(selector, pod.labels) ? ports : []));
      this.known.set(pod, found);
    }
    return found;
  }
}

/** Whether something of the output says that a pod listens on a port. */
const listensOn = (pod: Pod, before: readonly ServicePort[], port: number): boolean =>
  portsOf(pod).some(({ number }) => number === port) ||
  before.some(({ target }) => target === port) ||
  pod.containers.some(({ value }) =>
    ['livenessProbe', 'readinessProbe', 'startupProbe'].some((probe) =>
      ['httpGet', 'tcpSocket', 'grpc'].some((action) => at(value, probe, action, 'port') === port),
    ),
  );

/** Some pods of a namespace. */
interface Receiver {
  readonly namespace: string;
  readonly selector: Json | undefined;
}

/** The namespace that a peer is in; undefined where it may be in several. */
function namespaceOfPeer({ namespaceSelector }: Place['value'], own: string): string | undefined {
  if (!isMap(namespaceSelector)) return own;
  const labels = mapOf(namespaceSelector['matchLabels']);
  const [[key, name] = []] = Object.entries(labels);
  const isOne = Object.keys(labels).length === 1 && listOf(namespaceSelector['matchExpressions']).length === 0;
  return isOne && key === 'kubernetes.io/metadata.name' ? stringOf(name) : undefined;
}

/** Whether a selector is of some pods; one of all is of those too that are made elsewhere. */
const isOfSome = (selector: Json | undefined) =>
  isMap(selector) &&
  Object.values(selector).some((part) => typeof part === 'object' && part !== null && Object.keys(part).length > 0);

/** The pods that receive the traffic of each rule of a policy; without the rules whose pods cannot all be told. */
function receiversOf(policy: CheckedObject): { readonly rule: Place; readonly receivers: readonly Receiver[] }[] {
  const namespace = namespaceOf(policy);
  const own = { namespace, selector: at(policy.object, 'spec', 'podSelector') };
  const ingress = placesAt(policy.object, '', 'spec', 'ingress').map((rule) => ({ rule, receivers: [own] }));
  const egress = placesAt(policy.object, '', 'spec', 'egress').map((rule) => {
    const peers = placesAt(rule.value, rule.pointer, 'to').map(({ value }) => ({
      namespace: namespaceOfPeer(value, namespace),
      selector: value['podSelector'],
    }));
    const receivers = peers.filter((peer): peer is Receiver => peer.namespace !== undefined);
    return { rule, receivers: receivers.length === peers.length ? receivers : [] };
  });
  return [...ingress, ...egress].filter(
    ({ receivers }) => receivers.length > 0 && receivers.every(({ selector }) => isOfSome(selector)),
  );
}

type Found = Pick<Breach, 'message' | 'severity'>;

/** What is wrong where none of the pods listens on a port that is one of their Services. */
function leadsNowhere(
  input: CheckInput,
  before: PortsBefore,
  receivers: readonly Receiver[],
  port: number,
  protocol: Json,
): Found | undefined {
  const pods = receivers.flatMap(({ namespace, selector }) => indexOf(input).podsOf(namespace, selector));
  if (pods.some((pod) => listensOn(pod, before.of(pod), port))) return undefined;
  const meant = pods
    .flatMap((pod) => before.of(pod))
    .find((each) => each.number === port && each.protocol === protocol);
  if (!meant) return undefined;
  const message = `${port} is the port of the Service "${nameOf(meant.service)}"; its pods listen on ${String(meant.target)}`;
  // A pod that declares no ports may listen on more than its Services ask for.
  return pods.every((pod) => portsOf(pod).length > 0) ? { message } : { message, severity: 'warning' };
}

const policy = (port: number) =>
  object(
    'networking.k8s.io/v1 NetworkPolicy',
    `spec:\n  podSelector: { matchLabels: { app: web } }\n  ingress: [{ ports: [{ port: ${port} }] }]`,
  );
const around = (port: number) =>
  documents(policy(port), service('{ port: 80, targetPort: 8080 }'), deployment('ports: [{ containerPort: 8080 }]'));

const servicePort = inputRule(
  {
    code: 'policy-service-port',
    question: 'cannot-work',
    why: 'A NetworkPolicy sees traffic after the Service has sent it on, at the port of the pod: the port of the Service opens nothing.',
    remedy: 'Name the port of the pod, by number or by name.',
    examples: example(around(80), around(8080)),
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  },
  (input) => {
    const policies = indexOf(input).all('NetworkPolicy.networking.k8s.io');
    if (policies.length === 0) return [];
    const before = new PortsBefore(input);
    const known = new Map<string, { readonly found: Found | undefined }>();
    return policies.flatMap((at) =>
      receiversOf(at).flatMap(({ rule, receivers }) =>
        placesAt(rule.value, rule.pointer, 'ports').flatMap(({ value, pointer }): Breach[] => {
          const { port, endPort, protocol = 'TCP' } = value;
          if (typeof port !== 'number' || typeof endPort === 'number') return [];
          // Many policies may ask the same of the same pods.
          const key = JSON.stringify([receivers, port, protocol]);
          const { found } = known.get(key) ?? { found: leadsNowhere(input, before, receivers, port, protocol) };
          known.set(key, { found });
          return found ? [{ at, pointer: `${pointer}/port`, ...found }] : [];
        }),
      ),
    );
  },
);

export const policyPortRules = [servicePort] as const;
