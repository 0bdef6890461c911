import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { NetworkPolicyPeer } from '../../../imports/k8s';
import type { KubeMetadata } from '../../core/manifest';
import { text, when, type Expression, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';
import { isObject, takes } from '../../core/values/takes';
import { construct, groupOf, instanceOf, unknown } from './arguments';
import type { Controller } from './controllers/controller';
import { exposuresOf } from './exposures';
import { componentLabel, componentName, componentOf, componentSelector } from './names';
import { aPeer, ruleFor } from './peers';
import { merged, podTemplate } from './pod';
import { aTrait, kindsOf, type Bearer, type Parts, type PropsOf, type Traits } from './trait';
import type { RefsOf } from './values-of';

/** A kind of workload: what it has, and what controls its pods. */
export interface Preset {
  takes(scope: Construct, id: string, props: object): void;
  readonly traits: Traits;
  readonly controller: Controller;
}

/** What an author says of a workload with these traits. */
export type WorkloadProps<L extends Traits> = PropsOf<L> & {
  /** What users may set. */
  readonly values: RefsOf<L>;
};

const presetTakes = takes(
  'preset(name, maker, traits, controller)',
  is.aName,
  is.propsOf({ name: is.aName, fields: is.listOf(is.aName) }),
  is.listOf(aTrait),
  is.aFunction,
);

/**
 * A kind of workload.
 *
 * @param name of its class
 * @param maker the function that declares its values, and some of them that tell whether it did
 * @param traits what it has; of two that say the same field of the pods, the later holds
 * @param controller what keeps its pods running, one of `controllers`
 */
export const preset = (
  name: string,
  maker: { readonly name: string; readonly fields: readonly string[] },
  traits: Traits,
  controller: Controller,
): Preset => {
  presetTakes(name, maker, traits, controller);
  const values = groupOf(maker.name, maker.fields);
  return { takes: construct(name, { values, ...kindsOf(traits, 'props') }), traits, controller };
};

const aPreset: is.Kind = {
  words: 'a kind of workload, as preset() gives it',
  holds: (value) => {
    const { traits, controller, takes } = (isObject(value) ? value : {}) as Partial<Preset>;
    return Array.isArray(traits) && traits.every(aTrait.holds) && [controller, takes].every(is.aFunction.holds);
  },
};
const kindTakes = takes('new Workload(scope, id, kind, props)', is.aConstruct, is.aName, aPreset, is.anything);

const workloadTakes = {
  allowTo: takes(
    'workload.allowTo(other, condition)',
    instanceOf('server', () => Server),
    is.maybe(is.aCondition),
  ),
  allowToPorts: takes('workload.allowToPorts(port, ...others)', is.aTemplatedNumber, is.aTemplatedNumber),
  allowFrom: takes('server.allowFrom(peer, ...others)', aPeer, aPeer),
  allowFromWhen: takes('server.allowFromWhen(condition, peer, ...others)', is.aCondition, aPeer, aPeer),
  allowPortFrom: takes('server.allowPortFrom(port, peer, ...others)', is.aName, aPeer, aPeer),
  exposedWhen: takes('server.exposedWhen(condition)', is.aCondition),
};

/** Pods with all that belongs to them, as the traits of its preset say. */
export class Workload extends Construct implements Bearer {
  /** What it is called in this system: the end of its name, and the label of its pods. */
  readonly component: string;
  /** Name of its objects. */
  readonly name: Expression<string>;
  /** Labels by which its pods are found; they never change. */
  readonly selector: { [key: string]: string };
  /** Name and labels of its objects. */
  readonly metadata: KubeMetadata & { readonly labels: { [key: string]: string } };
  readonly rules: Bearer['rules'] = { ingress: [], egress: [] };
  /** What controls the pods: the Deployment, the Job. */
  readonly controller: ApiObject;
  /** Name of the ServiceAccount of its pods. */
  readonly serviceAccountName: Templated<string>;
  /** How clients reach its Service, where it has one. */
  protected readonly service: Parts['service'];
  /** Number of each port of the pods, by its name. */
  protected readonly ports: { readonly [name: string]: number };

  constructor(scope: Construct, id: string, kind: Preset, props: { readonly values: object }) {
    kindTakes(scope, id, kind, props);
    const { traits, controller } = kind;
    kind.takes(scope, id, props);
    super(scope, id);
    this.component = componentOf(scope, id);
    this.name = componentName(scope, id);
    this.selector = componentSelector(this.component);
    this.metadata = { name: this.name, labels: { [componentLabel]: this.component } };
    const all = traits.map((each) => ({ comesLast: each.comesLast, parts: each.apply(this, props.values, props) }));
    const system = all.flatMap(({ comesLast, parts }) => (comesLast ? [] : parts));
    const users = all.flatMap(({ comesLast, parts }) => (comesLast ? parts : []));
    this.ports = portsOf(system);
    [this.service] = system.flatMap((each) => each.service ?? []);
    const [account = 'default'] = system.flatMap((each) => each.account ?? each.pod?.serviceAccountName ?? []);
    this.serviceAccountName = account;
    this.controller = controller(this, podTemplate(this, system, users), merged(system).controller);
  }

  /** The pods, as a peer of a network policy. */
  get peer(): NetworkPolicyPeer {
    return { podSelector: { matchLabels: this.selector } };
  }

  /** Lets the pods reach a server of this chart, as long as a condition holds. */
  allowTo(server: Server, condition?: Expression<boolean>): void {
    workloadTakes.allowTo(server, condition);
    const rule = { to: [server.peer], ports: [{ port: server.containerPort, protocol: 'TCP' as const }] };
    this.rules.egress.push(condition ? when(condition, rule) : rule);
    server.allowFrom(this.peer);
  }

  /**
   * Lets peers reach a named port of the pods.
   *
   * @throws DefinitionError for a port that no container has
   */
  allowPortFrom(port: string, ...peers: Templated<NetworkPolicyPeer>[]): void {
    workloadTakes.allowPortFrom(port, ...peers);
    const names = Object.keys(this.ports);
    if (!names.includes(port)) throw unknown(this, 'port', port, names);
    this.rules.ingress.push(ruleFor(peers, port));
  }

  /** Lets the pods reach ports, wherever they are. */
  allowToPorts(...ports: Templated<number>[]): void {
    workloadTakes.allowToPorts(...ports);
    this.rules.egress.push({ ports: ports.map((port) => ({ port, protocol: 'TCP' })) });
  }
}

/** The ports of the containers, by their names. */
const portsOf = (parts: readonly Parts[]): { readonly [name: string]: number } => {
  const own = parts.flatMap(({ container }) => container?.ports ?? []);
  const beside = parts.flatMap(({ sidecars = [] }) => sidecars.flatMap(({ ports = {} }) => Object.entries(ports)));
  const all = [...own.map(({ name, containerPort }) => [String(name), Number(containerPort)] as const), ...beside];
  return Object.fromEntries(all);
};

/** A workload with a Service, by which others of the cluster reach it. */
export class Server extends Workload {
  /** Port at which others reach it, under the name `host`. */
  readonly port: Templated<number>;
  /** Name of that port. */
  readonly servicePort: string;
  /** Port that the container listens on. */
  readonly containerPort: number;
  private readonly portName: string;

  constructor(scope: Construct, id: string, kind: Preset, props: { readonly values: object }) {
    super(scope, id, kind, props);
    const [first] = Object.entries(this.ports);
    if (!first) throw new Error(`the preset of ${this.node.path} has a trait with a port`);
    [this.portName, this.containerPort] = first;
    this.port = this.service?.port ?? this.containerPort;
    this.servicePort = this.service?.portName ?? this.portName;
  }

  /** The host name by which others in the namespace reach it. */
  get host(): Expression<string> {
    return this.name;
  }

  /** The URL by which others reach it: of a database, with its own scheme, and `http` otherwise. */
  get url(): Expression<string> {
    return text`http://${this.host}:${this.port}`;
  }

  /** Lets peers reach the port. */
  allowFrom(...peers: Templated<NetworkPolicyPeer>[]): void {
    workloadTakes.allowFrom(...peers);
    this.allowPortFrom(this.portName, ...peers);
  }

  /** Lets peers reach the port where a condition holds. */
  allowFromWhen(condition: Expression<boolean>, ...peers: Templated<NetworkPolicyPeer>[]): void {
    workloadTakes.allowFromWhen(condition, ...peers);
    this.rules.ingress.push(when(condition, ruleFor(peers, this.portName)));
  }

  /** Says that something outside the release leads to it where a condition holds. */
  exposedWhen(condition: Expression<boolean>): void {
    workloadTakes.exposedWhen(condition);
    exposuresOf(this).push(condition);
  }
}
