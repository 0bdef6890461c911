import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { NetworkPolicyPeer } from '../../../imports/k8s';
import { mistake, text, type Expression, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';
import { isObject } from '../../core/values/takes';

/*
 * Constructs of cdk8s-plus, whichever version of it an app has: they are known by what they offer, so that this library needs none.
 */

/** Labels as cdk8s-plus keeps them; it writes them as Kubernetes does. */
interface PlusLabels {
  isEmpty?(): boolean;
}

/** How pods are found, in which namespaces. */
interface PlusSelection {
  readonly labelSelector: PlusLabels;
  readonly namespaces?: { readonly names?: readonly string[]; readonly labelSelector?: PlusLabels };
}

/** What finds pods: a Deployment, `Pods.select(...)`. */
export interface PlusSelector extends IConstruct {
  toPodSelectorConfig(): PlusSelection;
}

/** What a network policy may name: pods, namespaces, ranges of addresses. */
export interface PlusPeer extends IConstruct {
  toNetworkPolicyPeerConfig(): {
    readonly podSelector?: PlusSelection;
    readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  };
}

/** Pods of a Deployment, StatefulSet and so on. */
export interface PlusPods extends PlusPeer, PlusSelector {
  readonly containers: readonly {
    readonly ports: readonly { readonly number: number; readonly protocol?: string }[];
  }[];
  readonly connections: object;
  readonly metadata: { readonly namespace?: string };
  readonly podMetadata: { getLabel(key: string): string | undefined };
}

/** A port of a Service. */
export interface PlusPort {
  readonly port: number;
  readonly name?: string;
  readonly targetPort?: number;
  readonly protocol?: string;
}

/** An object that is known by its name. */
export interface PlusObject extends IConstruct {
  readonly kind: string;
  readonly name: string;
}

export interface PlusService extends PlusObject {
  readonly ports: readonly PlusPort[];
  /** Of the first one. */
  readonly port: number;
}

/** A ConfigMap; of one that somebody else makes, nobody knows the data. */
export interface PlusConfigMap extends PlusObject {
  readonly data?: { readonly [key: string]: string };
  readonly binaryData?: { readonly [key: string]: string };
}

export interface PlusServiceAccount extends PlusObject {
  toSubjectConfiguration(): object;
}

/** The value of an environment variable, as `EnvValue.fromConfigMap(...)` and `secret.envValue(key)` give it. */
export interface PlusVariable {
  readonly value?: unknown;
  readonly valueFrom?: unknown;
}

const has = (value: unknown, ...names: readonly string[]): value is { readonly [name: string]: unknown } =>
  isObject(value) && names.every((name) => name in value);

const isPlusObject = (value: unknown, kind: string): value is PlusObject =>
  has(value, 'node', 'kind', 'name') && value['kind'] === kind && typeof value['name'] === 'string';

const isSelector = (value: unknown): value is PlusSelector => has(value, 'node', 'toPodSelectorConfig');
export const isPlusPeer = (value: unknown): value is PlusPeer => has(value, 'node', 'toNetworkPolicyPeerConfig');
export const isPlusPods = (value: unknown): value is PlusPods =>
  isSelector(value) && isPlusPeer(value) && has(value, 'containers', 'connections', 'podMetadata');
export const isPlusService = (value: unknown): value is PlusService =>
  isPlusObject(value, 'Service') && Array.isArray(Reflect.get(value, 'ports'));
const isPlusConfigMap = (value: unknown): value is PlusConfigMap => isPlusObject(value, 'ConfigMap');
const isPlusServiceAccount = (value: unknown): value is PlusServiceAccount =>
  isPlusObject(value, 'ServiceAccount') && 'toSubjectConfiguration' in value;

/** A Service with a port that others can name. */
export const aPlusService: is.Kind<PlusService> = {
  words: 'a Service of cdk8s-plus',
  holds: isPlusService,
  inside: ({ ports }: PlusService, place) =>
    ports.length > 0
      ? []
      : [{ place, message: 'is a Service without ports', remedy: 'Give it ports first: service.bind(80).' }],
};
export const aPlusConfigMap: is.Kind<PlusConfigMap> = { words: 'a ConfigMap of cdk8s-plus', holds: isPlusConfigMap };
export const aPlusPods: is.Kind<PlusPods> = {
  words: 'a workload of cdk8s-plus, such as a Deployment',
  holds: isPlusPods,
};
export const aPlusVariable: is.Kind<PlusVariable> = {
  words: 'an EnvValue of cdk8s-plus',
  holds: (value) => has(value, 'value', 'valueFrom') && (value['value'] ?? value['valueFrom']) !== undefined,
};

/** A ServiceAccount that is there already: by its name, or one of cdk8s-plus. */
export const anAccount: is.Kind<Templated<string> | PlusServiceAccount> = {
  words: 'the name of a ServiceAccount, or one of cdk8s-plus',
  holds: (value) => is.aTemplatedText.holds(value) || isPlusServiceAccount(value),
};

export const nameOfAccount = (account: is.TypeOf<typeof anAccount>): Expression<string> =>
  text`${typeof account === 'object' && isPlusServiceAccount(account) ? account.name : account}`;

/** What cdk8s-plus writes of a part of its own; its types hide the method, which all versions have. */
function written(part: object): { readonly [field: string]: unknown } {
  const method: unknown = Reflect.get(part, '_toKube');
  if (typeof method !== 'function') throw new Error('a part of cdk8s-plus cannot be written: it has no _toKube()');
  return method.call(part) as { readonly [field: string]: unknown };
}

interface LabelSelector {
  readonly matchLabels?: { readonly [key: string]: string };
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    values?: readonly string[];
  }[];
}

/** A selector as Kubernetes has it: one that is empty finds all. */
const selectorOf = (labels: PlusLabels): LabelSelector => {
  const { matchLabels, matchExpressions } = written(labels) as LabelSelector;
  return { ...(matchLabels && { matchLabels }), ...(matchExpressions && { matchExpressions }) };
};

/** The label by which every namespace is known. */
const nameLabel = 'kubernetes.io/metadata.name';

/**
 * What a network policy says of a construct of cdk8s-plus.
 *
 * @param namespace of the policy; what is there too is named by its labels alone
 */
export function peersOf(peer: PlusPeer, namespace: string | undefined): NetworkPolicyPeer[] {
  const { podSelector, ipBlock } = peer.toNetworkPolicyPeerConfig();
  if (ipBlock) return [{ ipBlock: { cidr: ipBlock.cidr, ...(ipBlock.except && { except: ipBlock.except }) } }];
  const { labelSelector, namespaces } = podSelector!;
  const pods = selectorOf(labelSelector);
  const among = namespaces?.labelSelector && selectorOf(namespaces.labelSelector);
  const isUnlabeled = !among || Object.keys(among).length === 0;
  if (!namespaces?.names) return [{ ...(among && { namespaceSelector: among }), podSelector: pods }];
  return namespaces.names.map((name) =>
    name === namespace && isUnlabeled
      ? { podSelector: pods }
      : {
          namespaceSelector: { ...among, matchLabels: { ...among?.matchLabels, [nameLabel]: name } },
          podSelector: pods,
        },
  );
}

/** The labels by which a Service finds its pods; none where it stands for something outside. */
const selectorOfService = (service: PlusService) =>
  (written(service)['selector'] ?? {}) as { readonly [label: string]: string };

/** Whether pods have just the labels by which a Service finds its own. */
function isSelectedBy(pods: PlusSelector, labels: { readonly [label: string]: string }): boolean {
  const own = selectorOf(pods.toPodSelectorConfig().labelSelector).matchLabels ?? {};
  const keys = Object.keys(labels);
  return keys.length > 0 && keys.length === Object.keys(own).length && keys.every((key) => own[key] === labels[key]);
}

/** Something that others reach, as the rules of a network policy need it. */
export interface Reached {
  readonly peers: () => readonly NetworkPolicyPeer[];
  /** Of the pods; none means any. They may grow while the chart is built. */
  readonly ports: () => readonly { readonly port: number; readonly protocol: string }[];
  /** The construct whose pods these are, where it is known. */
  readonly pods: PlusSelector | undefined;
}

/**
 * Where traffic to a construct of cdk8s-plus arrives.
 *
 * @throws DefinitionError for a Service without a selector, of which nobody knows the pods
 */
export function reached(target: PlusService | PlusPods, namespace: string | undefined): Reached {
  if (isPlusPods(target)) {
    const ports = () => target.containers.flatMap((each) => each.ports);
    return {
      peers: () => peersOf(target, namespace),
      ports: () => ports().map(({ number, protocol = 'TCP' }) => ({ port: number, protocol })),
      pods: target,
    };
  }
  const labels = () => selectorOfService(target);
  if (Object.keys(labels()).length === 0) {
    throw mistake({
      code: 'invalid-argument',
      construct: target.node.path,
      message: 'is a Service without a selector, so that nobody knows which pods are reached',
      remedy: 'Give it one, service.select(deployment), or open the ports alone: workload.allowToPorts(...).',
    });
  }
  return {
    peers: () => [{ podSelector: { matchLabels: labels() } }],
    ports: () => target.ports.map(({ port, targetPort, protocol = 'TCP' }) => ({ port: targetPort ?? port, protocol })),
    pods: target.node.root.node.findAll().find((each) => isSelector(each) && isSelectedBy(each, labels())) as
      PlusSelector | undefined,
  };
}

/** Whether a policy of the app keeps traffic from pods, but for what rules let in. Policies change while the chart is built. */
export function isIsolated(pods: PlusPods, apart: WeakSet<IConstruct>): boolean {
  const policies = pods.node.root.node.findAll().filter((each) => ApiObject.isApiObject(each));
  return policies
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .filter((each) => !apart.has(each))
    .some((each) => {
      const { podSelector = {}, policyTypes = ['Ingress'] } = specOf(each);
      return policyTypes.includes('Ingress') && selects(podSelector, pods);
    });
}

interface PolicySpec {
  readonly podSelector?: LabelSelector;
  readonly policyTypes?: readonly string[];
}

/** The specification of a policy, which cdk8s-plus makes when it is wanted. */
function specOf(policy: ApiObject): PolicySpec {
  const around = policy.node.scope;
  if (around && typeof Reflect.get(around, '_toKube') === 'function') return written(around);
  const { spec = {} } = Reflect.get(policy, 'props') as { readonly spec?: PolicySpec };
  return spec;
}

/** Whether pods may be among those of a selector: what its expressions come to is not looked at. */
const selects = ({ matchLabels = {} }: LabelSelector, { podMetadata }: PlusPods): boolean =>
  Object.entries(matchLabels).every(([key, value]) => podMetadata.getLabel(key) === value);
