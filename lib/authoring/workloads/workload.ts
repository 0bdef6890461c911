import { Chart, Lazy, type ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import {
  KubeNetworkPolicy,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
} from '../../../imports/k8s';
import { ApplyPhase, Condition, Order, conditionBeside, onlyWhere, type KubeMetadata } from '../../core/manifest';
import { and, choose, not, text, token, when, type Expression, type Templated } from '../../core/values';
import * as is from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import { instanceOf, unknown } from './arguments';
import {
  aPlusPods,
  aPlusService,
  isIsolated,
  isPlusPods,
  peersOf,
  reached,
  type PlusPods,
  type PlusService,
  type Reached,
} from './cdk8s-plus';
import { anyOf } from './container';
import type { Elsewhere } from './elsewhere';
import { exposuresOf } from './exposures';
import { componentLabel, componentName, componentOf, componentSelector } from './names';
import { aPeer, isFromOutside, peersFor, ruleFor, type Peer } from './peers';
import { merged, podTemplate } from './pod';
import { aPreset, type Preset } from './preset';
import { replacedByReloader } from './reloader';
import type { Bearer, Parts } from './trait';

const kindTakes = takes('new Workload(scope, id, kind, props)', is.aConstruct, is.aName, aPreset, is.anything);

const aTarget = is.eitherOf(
  instanceOf('server', () => Server),
  is.eitherOf(aPlusService, aPlusPods),
);

const workloadTakes = {
  allowTo: takes('workload.allowTo(other, condition)', aTarget, is.maybe(is.aCondition)),
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
  readonly rules: Bearer['rules'] = { ingress: [], egress: [], isGuarded: false };
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
    const template = podTemplate(this, system, users);
    this.controller = controller(this, template, merged(system).controller);
    replacedByReloader(this.controller, template);
    const awaited = system.flatMap(({ initContainers = [] }) =>
      initContainers.flatMap(({ waitsFor = [] }) => waitsFor),
    );
    Order.of(this.controller).waitsFor(...new Set(awaited.map(whatIsReady)));
  }

  /*
   * What cdk8s-plus asks of pods, peers and subjects, so that its constructs take workloads: connections.allowTo(worker),
   * new Service(..., { selector: worker }), roleBinding.addSubjects(worker).
   */

  /** How the pods are found, for cdk8s-plus. The type of its selectors fits nothing that is not made by it. */
  toPodSelectorConfig(): { readonly labelSelector: never; readonly namespaces?: { readonly names: string[] } } {
    const { selector, namespace } = this;
    const labelSelector = { isEmpty: () => false, _toKube: () => ({ matchLabels: { ...selector } }) };
    return {
      labelSelector: labelSelector as never,
      ...(namespace !== undefined && { namespaces: { names: [namespace] } }),
    };
  }

  /** The pods as a peer, for cdk8s-plus; `peer` is the same for network policies of Kubernetes. */
  toNetworkPolicyPeerConfig() {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** Itself, for cdk8s-plus. */
  toPodSelector(): this {
    return this;
  }

  /** The identity of the pods as the subject of a role binding, for cdk8s-plus. */
  toSubjectConfiguration() {
    const { serviceAccountName: account, namespace } = this;
    const name = typeof account === 'string' ? account : token(account);
    return { apiGroup: '', kind: 'ServiceAccount', name, ...(namespace !== undefined && { namespace }) };
  }

  /** The ports of the pods, for policies of cdk8s-plus, which let nothing else through. */
  get containers(): readonly { readonly ports: readonly { readonly number: number }[] }[] {
    return [{ ports: Object.values(this.ports).map((number) => ({ number })) }];
  }

  /** The pods, as a peer of a network policy. */
  get peer(): NetworkPolicyPeer {
    return { podSelector: { matchLabels: this.selector } };
  }

  /**
   * Lets the pods reach a server of this chart, as long as a condition holds. Of cdk8s-plus that is a Service or a workload; where
   * policies keep traffic from its pods, one more lets this workload in.
   */
  allowTo(server: Server | PlusService | PlusPods, condition?: Expression<boolean>): void {
    workloadTakes.allowTo(server, condition);
    const { peers, ports, pods } = server instanceof Server ? reachedServer(server) : reached(server, this.namespace);
    // Ports of constructs of cdk8s-plus may come later.
    this.rules.egress.push(
      Lazy.any({
        produce: () => {
          const rule = { to: peers(), ports: anyOf(ports()) } as NetworkPolicyEgressRule;
          const isThere = conditionBeside(server, this, condition);
          return isThere ? when(isThere, rule) : rule;
        },
      }) as NetworkPolicyEgressRule,
    );
    if (server instanceof Server && server.elsewhere) {
      const { isHere, port } = server.elsewhere;
      const rule = { ports: [{ port, protocol: 'TCP' }] } as NetworkPolicyEgressRule;
      this.rules.egress.push(when(and(...(condition ? [condition] : []), not(isHere)), rule));
    }
    if (pods instanceof Server) pods.rules.ingress.push(lateRule(pods, pods.rules.port!, [this], condition));
    else if (isPlusPods(pods)) this.enter(pods, ports, condition);
  }

  /** Lets the pods into pods of cdk8s-plus that a policy keeps others away from. */
  private enter(pods: PlusPods, ports: Reached['ports'], condition: Expression<boolean> | undefined): void {
    const id = `to-${componentOf(pods.node.scope!, pods.node.id)}`;
    const earlier = this.node.children.filter(({ node }) => node.id.startsWith(id)).length;
    const there = pods.metadata.namespace;
    const entrance = new KubeNetworkPolicy(this, earlier > 0 ? `${id}-${earlier}` : id, {
      metadata: { ...(there !== undefined && { namespace: there }), labels: this.metadata.labels },
      spec: {
        podSelector: peersOf(pods, there)[0]!.podSelector!,
        policyTypes: ['Ingress'],
        ingress: Lazy.any({
          produce: () => [{ from: peersFor(this, [this], there), ports: anyOf(ports()) }],
        }) as NetworkPolicyIngressRule[],
      },
    });
    ApplyPhase.of(entrance).set('operation');
    if (condition) Condition.of(entrance).when(condition);
    entrances.add(entrance);
    onlyWhere(entrance, () => isIsolated(pods, entrances));
  }

  /** The namespace that its objects have in the tree of constructs. */
  private get namespace(): string | undefined {
    return Chart.of(this).namespace;
  }

  /**
   * Lets peers reach a named port of the pods.
   *
   * @throws DefinitionError for a port that no container has
   */
  allowPortFrom(port: string, ...peers: Peer[]): void {
    workloadTakes.allowPortFrom(port, ...peers);
    const names = Object.keys(this.ports);
    if (!names.includes(port)) throw unknown(this, 'port', port, names);
    this.rules.ingress.push(lateRule(this, port, peers));
    if (port === this.rules.port && peers.some(isFromOutside)) this.rules.isGuarded = true;
  }

  /** Lets the pods reach ports, wherever they are. */
  allowToPorts(...ports: Templated<number>[]): void {
    workloadTakes.allowToPorts(...ports);
    this.rules.egress.push({ ports: ports.map((port) => ({ port, protocol: 'TCP' })) });
  }
}

/** What must be ready where a construct is waited for: of a workload its pods, and not what is applied long after them. */
export const whatIsReady = (construct: IConstruct): IConstruct =>
  construct instanceof Workload ? construct.controller : construct;

/** Policies that let workloads into pods of cdk8s-plus. */
const entrances = new WeakSet<IConstruct>();

/** A rule that lets peers in, made when all is known of them. */
const lateRule = (
  construct: IConstruct,
  port: string,
  peers: readonly Peer[],
  condition?: Expression<boolean>,
): NetworkPolicyIngressRule =>
  Lazy.any({
    produce: () => {
      const rule = ruleFor(peersFor(construct, peers), port);
      const isThere = conditionBeside(construct, construct, condition);
      return isThere ? when(isThere, rule) : rule;
    },
  }) as NetworkPolicyIngressRule;

const reachedServer = (server: Server): Reached => ({
  peers: () => [server.peer],
  ports: () => [{ port: server.containerPort, protocol: 'TCP' }],
  pods: server,
});

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

  /**
   * @param elsewhere where it is, where it is not in the release
   */
  constructor(
    scope: Construct,
    id: string,
    kind: Preset,
    props: { readonly values: object },
    readonly elsewhere?: Elsewhere,
  ) {
    super(scope, id, kind, props);
    const [first] = Object.entries(this.ports);
    if (!first) throw new Error(`the preset of ${this.node.path} has a trait with a port`);
    [this.portName, this.containerPort] = first;
    this.rules.port = this.portName;
    const port = this.service?.port ?? this.containerPort;
    this.port = elsewhere ? choose<number>(elsewhere.isHere, port, elsewhere.port) : port;
    this.servicePort = this.service?.portName ?? this.portName;
  }

  /** The host name by which others in the namespace reach it. */
  get host(): Expression<string> {
    const { elsewhere } = this;
    return elsewhere ? choose<string>(elsewhere.isHere, this.name, elsewhere.host) : this.name;
  }

  /** The URL by which others reach it: of a database, with its own scheme, and `http` otherwise. */
  get url(): Expression<string> {
    return text`http://${this.host}:${this.port}`;
  }

  override get containers() {
    return [{ ports: [{ number: this.containerPort }] }];
  }

  /** Lets peers reach the port. */
  allowFrom(...peers: Peer[]): void {
    workloadTakes.allowFrom(...peers);
    this.allowPortFrom(this.portName, ...peers);
  }

  /** Lets peers reach the port where a condition holds. */
  allowFromWhen(condition: Expression<boolean>, ...peers: Peer[]): void {
    workloadTakes.allowFromWhen(condition, ...peers);
    this.rules.ingress.push(lateRule(this, this.portName, peers, condition));
    if (peers.some(isFromOutside)) this.rules.isGuarded = true;
  }

  /**
   * Says that something outside the release leads to it where a condition holds. Unless somebody is named whom it lets in, as by
   * `allowFrom`, anybody may then reach its port: where the traffic comes from is known to the cluster alone.
   */
  exposedWhen(condition: Expression<boolean>): void {
    workloadTakes.exposedWhen(condition);
    exposuresOf(this).push(condition);
  }
}
