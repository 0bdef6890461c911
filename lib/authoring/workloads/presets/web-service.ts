import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import {
  KubeDeployment,
  KubeHorizontalPodAutoscalerV2,
  KubeNetworkPolicy,
  KubePodDisruptionBudget,
  KubeService,
  KubeServiceAccount,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
} from '../../../../imports/k8s';
import { PrometheusRule, ServiceMonitor } from '../../../../imports/prometheus-operator';
import { Condition, HelmChart, type Note } from '../../../manifest';
import {
  and,
  choose,
  entries,
  equals,
  isSet,
  items,
  named,
  not,
  optional,
  or,
  orElse,
  releaseNamespace,
  text,
  when,
  type Expression,
  type Group,
  type Refs,
  type Templated,
  mistake,
} from '../../../values';
import { containerImage } from '../container-image';
import { Configuration } from '../configuration';
import { initContainersOf, type InitContainer } from '../init-container';
import { componentLabel, componentName, componentSelector } from '../names';
import { environmentOf, mountsOf, podLabelsOf, podSettingsOf, volumesOf, type EnvironmentValue } from '../pod';
import { mainPort } from '../probes';
import type { StatefulService } from './stateful-service';
import type { MeasuredServiceFields, WebServiceFields } from './web-service-values';
import {
  aMap,
  aName,
  aTemplatedText,
  aText,
  aWholeNumber,
  listOf,
  mapOf,
  maybe,
  propsOf,
  wordOf,
} from '../../../values/argument';
import { construct, environment, initContainers, instanceOf, refsOf, words } from '../arguments';

type MetricsRefs = Refs<MeasuredServiceFields['metrics']>;

export interface WebServiceProps {
  /** What users may set; made with `webServiceValues`. */
  readonly values: Refs<Group<WebServiceFields>> & { readonly metrics?: MetricsRefs };
  /** Port that the container listens on. */
  readonly port: number;
  /** @default http */
  readonly protocol?: 'http' | 'grpc';
  /** Environment variables. @default none */
  readonly env?: { readonly [name: string]: EnvironmentValue };
  /** Configuration whose every key becomes an environment variable; when it changes, the pods are replaced. @default none */
  readonly configuration?: Configuration;
  /** Configurations that are read key by key; when one changes, the pods are replaced. @default none */
  readonly checksums?: readonly Configuration[];
  /** @default those of the image */
  readonly command?: readonly Templated<string>[];
  readonly args?: readonly Templated<string>[];
  /** Folders with a ConfigMap's keys as files; a change replaces the pods. @default none */
  readonly files?: readonly { readonly configuration: Configuration; readonly mountPath: string }[];
  /** Mounts and volumes beside those, for instance of a Secret. @default none */
  readonly mounts?: readonly object[];
  readonly volumes?: readonly object[];
  /** Containers beside the main one, as they stand in the pod. @default none */
  readonly sidecars?: readonly object[];
  /** Path that Prometheus reads; `metrics.*` of the values switches it. @default no metrics */
  readonly metricsPath?: string;
  /** What runs in order, each to its end, before the service starts. @default nothing */
  readonly initContainers?: readonly InitContainer[];
  /** Seconds after which a rollout that makes no progress has failed. @default 600, by Kubernetes */
  readonly progressDeadlineSeconds?: number;
  /** Labels of the pods beside those of the chart. @default none */
  readonly podLabels?: { readonly [key: string]: string };
  /** Annotations of the Service beside those that users set. @default none */
  readonly serviceAnnotations?: { readonly [key: string]: Templated<string> };
}

type Files = NonNullable<WebServiceProps['files']>[number];
const aConfiguration = instanceOf('Configuration', () => Configuration);

const webServiceTakes = construct(
  'WebService',
  propsOf<WebServiceProps>({
    values: refsOf('webServiceValues()', ['image', 'service', 'autoscaling', 'podDisruptionBudget', 'networkPolicy']),
    port: aWholeNumber,
    protocol: maybe(wordOf(['http', 'grpc'])),
    env: maybe(environment),
    configuration: maybe(aConfiguration),
    checksums: maybe(listOf(aConfiguration)),
    command: maybe(words),
    args: maybe(words),
    files: maybe(listOf(propsOf<Files>({ configuration: aConfiguration, mountPath: aName }))),
    mounts: maybe(listOf(aMap)),
    volumes: maybe(listOf(aMap)),
    sidecars: maybe(listOf(aMap)),
    metricsPath: maybe(aName),
    initContainers: maybe(initContainers),
    progressDeadlineSeconds: maybe(aWholeNumber),
    podLabels: maybe(mapOf(aText)),
    serviceAnnotations: maybe(mapOf(aTemplatedText)),
  }),
);

/**
 * A stateless service: a Deployment with a Service, a ServiceAccount, autoscaling, a disruption budget, a network policy and
 * metrics, each as far as the values switch it on.
 */
export class WebService extends Construct {
  /** Name of the Deployment, the Service and the rest. */
  readonly name: Expression<string>;
  readonly selector: { [key: string]: string };
  readonly values: WebServiceProps['values'];
  readonly port: number;
  /** Name of the ServiceAccount of the pods. */
  readonly serviceAccountName: Expression<string>;
  private readonly ingress: Templated<NetworkPolicyIngressRule>[] = [];
  private readonly egress: Templated<NetworkPolicyEgressRule>[] = [];
  private readonly exposures: Expression<boolean>[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: WebServiceProps,
  ) {
    webServiceTakes(scope, id, props);
    super(scope, id);
    this.name = componentName(scope, id);
    this.selector = componentSelector(id);
    this.values = props.values;
    this.port = props.port;
    this.serviceAccountName = this.serviceAccount();
    this.deployment(this.serviceAccountName);
    this.service();
    this.autoscaler();
    this.disruptionBudget();
    this.networkPolicy();
    const metrics = this.metrics();
    if (metrics) {
      this.monitor(metrics);
      this.alert(metrics);
    }
    HelmChart.tell(this, () => this.waysIn());
  }

  /** Says that something outside the release leads to this service where a condition holds. */
  exposedWhen(condition: Expression<boolean>): void {
    this.exposures.push(condition);
  }

  /** How people reach the service: by the type of its Service, and from their own machine while nothing else leads there. */
  private waysIn(): Note[] {
    const { type, port } = this.values.service;
    const kubectl = text`kubectl --namespace ${releaseNamespace}`;
    const jsonpath = `jsonpath='{.spec.ports[0].nodePort}'`;
    const scheme = this.props.protocol === 'grpc' ? '' : 'http://';
    const notes: Note[] = [
      {
        text: text`Reach ${this.node.id} at this port of any node:\n  ${kubectl} get service ${this.name} --output ${jsonpath}`,
        condition: equals(type, 'NodePort'),
      },
      {
        text: text`Reach ${this.node.id} at the address of its load balancer, once it has one:\n  ${kubectl} get service ${this.name} --watch`,
        condition: equals(type, 'LoadBalancer'),
      },
    ];
    // Where some services are for people outside, the others are for these alone.
    if (this.exposures.length === 0 && servicesAround(this).some(({ exposures }) => exposures.length > 0)) return notes;
    const forwarded = text`Reach ${this.node.id} from here, at ${scheme}localhost:${String(this.port)}:\n  ${kubectl} port-forward service/${this.name} ${String(this.port)}:${port}`;
    const isInside = equals(type, 'ClusterIP');
    const condition = this.exposures.length === 0 ? isInside : and(isInside, not(or(...this.exposures)));
    return [...notes, { text: forwarded, condition }];
  }

  /** Where metrics are and what users may set of them; undefined when there are none. */
  private metrics(): Metrics | undefined {
    const { metricsPath: path, values } = this.props;
    if (path === undefined && values.metrics === undefined) return undefined;
    if (path !== undefined && values.metrics !== undefined) return { path, values: values.metrics };
    const lacking =
      path === undefined ? 'values for metrics but no metricsPath' : 'a metricsPath but no values for metrics';
    const remedy = 'Give both (metrics: true in webServiceValues) or neither.';
    throw mistake({ code: 'invalid-props', construct: this.node.path, message: `has ${lacking}`, remedy });
  }

  /** The URL by which other pods of the cluster reach the service. */
  get url(): Expression<string> {
    return text`http://${this.name}:${this.values.service.port}`;
  }

  /** The pods of this service, as a peer of a network policy. */
  get peer(): NetworkPolicyPeer {
    return { podSelector: { matchLabels: this.selector } };
  }

  /** Lets peers reach this service. */
  allowFrom(...peers: Templated<NetworkPolicyPeer>[]): void {
    this.allowPortFrom(mainPort, ...peers);
  }

  /** Lets peers reach another named port of the pods. */
  allowPortFrom(port: string, ...peers: Templated<NetworkPolicyPeer>[]): void {
    this.ingress.push({ from: peers, ports: [{ port, protocol: 'TCP' }] });
  }

  /** Lets this service reach another one, as long as that one is there. */
  allowTo(other: WebService, condition?: Expression<boolean>): void {
    const rule: NetworkPolicyEgressRule = { to: [other.peer], ports: [{ port: other.port, protocol: 'TCP' }] };
    this.egress.push(condition ? when(condition, rule) : rule);
    other.allowFrom(this.peer);
  }

  /** Lets this service reach a database of the same release. */
  allowToDatabase(database: StatefulService): void {
    this.egress.push({ to: [database.peer], ports: [{ port: database.port, protocol: 'TCP' }] });
    database.allowFrom(this.peer);
  }

  /** Lets this service reach ports, wherever they are. */
  allowToPorts(...ports: Templated<number>[]): void {
    this.egress.push({ ports: ports.map((port) => ({ port, protocol: 'TCP' })) });
  }

  private serviceAccount(): Expression<string> {
    const { create, name, annotations, automount } = this.values.serviceAccount;
    const serviceAccountName = named(
      `${this.node.id}.serviceAccountName`,
      `The ServiceAccount of the pods of ${this.node.id}.`,
      choose(create, orElse(name, this.name), orElse(name, 'default')),
    );
    const account = new KubeServiceAccount(this, 'serviceaccount', {
      metadata: { name: serviceAccountName, labels: this.label, annotations: entries(annotations) },
      automountServiceAccountToken: automount,
    });
    Condition.of(account).when(create);
    return serviceAccountName;
  }

  private deployment(serviceAccountName: Expression<string>): void {
    const { values, props, selector } = this;
    const files = props.files ?? [];
    new KubeDeployment(this, 'deployment', {
      metadata: { name: this.name, labels: this.label },
      spec: {
        replicas: when(not(values.autoscaling.enabled), values.replicaCount),
        revisionHistoryLimit: 3,
        ...(props.progressDeadlineSeconds === undefined
          ? {}
          : { progressDeadlineSeconds: props.progressDeadlineSeconds }),
        strategy: values.updateStrategy,
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: { ...podLabelsOf(selector, values), ...props.podLabels },
            annotations: this.podAnnotations(),
          },
          spec: {
            serviceAccountName,
            automountServiceAccountToken: values.serviceAccount.automount,
            ...podSettingsOf(this, values, selector),
            ...initContainersOf(props.initContainers, values),
            containers: [
              {
                name: this.node.id,
                ...containerImage(values.image),
                ...(props.command ? { command: props.command } : {}),
                ...(props.args ? { args: props.args } : {}),
                ...environmentOf(props.env ?? {}, props.configuration?.envFrom ?? [], values),
                ports: [{ name: mainPort, containerPort: props.port, protocol: 'TCP' }],
                startupProbe: values.startupProbe,
                livenessProbe: values.livenessProbe,
                readinessProbe: values.readinessProbe,
                resources: values.resources,
                lifecycle: values.lifecycle,
                securityContext: values.securityContext,
                ...mountsOf(values.extraVolumeMounts, [
                  ...files.map(({ configuration, mountPath }) => ({
                    name: configuration.node.id,
                    mountPath,
                    readOnly: true,
                  })),
                  ...(props.mounts ?? []),
                ]),
              },
              ...((props.sidecars ?? []) as []),
            ],
            ...volumesOf(values.extraVolumes, [
              ...files.map(({ configuration: { name, node } }) => ({ name: node.id, configMap: { name } })),
              ...(props.volumes ?? []),
            ]),
          },
        },
      },
    });
  }

  /** A changed configuration replaces the pods; a new version of the chart alone does not. */
  private podAnnotations(): { [key: string]: Templated<string> } {
    const { configuration, files = [] } = this.props;
    const { checksums = [...(configuration ? [configuration] : []), ...files.map((each) => each.configuration)] } =
      this.props;
    const metrics = this.metrics();
    const read = checksums.map((each, i) => [i === 0 ? 'checksum/config' : `checksum/${each.node.id}`, each.checksum]);
    return {
      ...(Object.fromEntries(read) as { [key: string]: Expression<string> }),
      ...(metrics ? entries(when(isScrapedByAnnotation(metrics), this.scrapeAnnotations(metrics.path))) : {}),
      ...entries(this.values.podAnnotations),
    };
  }

  private scrapeAnnotations(path: string): { [key: string]: string } {
    return { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(this.port), 'prometheus.io/path': path };
  }

  private service(): void {
    const { type, port, nodePort, annotations } = this.values.service;
    const own = this.props.serviceAnnotations ?? {};
    new KubeService(this, 'service', {
      metadata: { name: this.name, labels: this.label, annotations: { ...own, ...entries(annotations) } },
      spec: {
        type: type as Expression<'ClusterIP'>,
        selector: this.selector,
        ports: [
          {
            name: this.props.protocol ?? 'http',
            port,
            targetPort: mainPort,
            protocol: 'TCP',
            nodePort: when(and(not(equals(type, 'ClusterIP')), not(equals(nodePort, 0))), nodePort),
          },
        ],
      },
    });
  }

  private autoscaler(): void {
    const { enabled, minReplicas, maxReplicas, targetCPUUtilizationPercentage, behavior } = this.values.autoscaling;
    const autoscaler = new KubeHorizontalPodAutoscalerV2(this, 'horizontalpodautoscaler', {
      metadata: { name: this.name, labels: this.label },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: this.name },
        minReplicas,
        maxReplicas,
        metrics: [
          {
            type: 'Resource',
            resource: {
              name: 'cpu',
              target: { type: 'Utilization', averageUtilization: targetCPUUtilizationPercentage },
            },
          },
        ],
        behavior,
      },
    });
    Condition.of(autoscaler).when(enabled);
  }

  private disruptionBudget(): void {
    const { enabled, minAvailable, maxUnavailable } = this.values.podDisruptionBudget;
    const budget = new KubePodDisruptionBudget(this, 'poddisruptionbudget', {
      metadata: { name: this.name, labels: this.label },
      spec: {
        minAvailable: optional(minAvailable),
        maxUnavailable: when(not(isSet(minAvailable)), optional(maxUnavailable)),
        selector: { matchLabels: this.selector },
      },
    });
    Condition.of(budget).when(enabled);
  }

  private networkPolicy(): void {
    const { enabled, extraIngress, extraEgress } = this.values.networkPolicy;
    const metrics = this.metrics()?.values;
    if (metrics) {
      const prometheus = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': metrics.namespace } } };
      const rule = { from: [prometheus], ports: [{ port: mainPort, protocol: 'TCP' as const }] };
      this.ingress.push(when<NetworkPolicyIngressRule>(metrics.enabled, rule));
    }
    this.egress.push({
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 53, protocol: 'TCP' },
      ],
    });
    const policy = new KubeNetworkPolicy(this, 'networkpolicy', {
      metadata: { name: this.name, labels: this.label },
      spec: {
        podSelector: { matchLabels: this.selector },
        policyTypes: ['Ingress', 'Egress'],
        // Both lists grow while the chart is built: other constructs say what they need.
        ingress: grown(() => [...this.ingress, ...(items(extraIngress) as Templated<NetworkPolicyIngressRule>[])]),
        egress: grown(() => [...this.egress, ...(items(extraEgress) as Templated<NetworkPolicyEgressRule>[])]),
      },
    });
    Condition.of(policy).when(enabled);
  }

  private monitor({ path, values: { enabled, serviceMonitor } }: Metrics): void {
    const monitor = new ServiceMonitor(this, 'servicemonitor', {
      metadata: { name: this.name, labels: { ...this.label, ...entries(serviceMonitor.labels) } },
      spec: {
        selector: { matchLabels: this.selector },
        endpoints: [{ port: this.props.protocol ?? 'http', path, interval: serviceMonitor.interval }],
      },
    });
    Condition.of(monitor).when(and(enabled, serviceMonitor.enabled));
  }

  private alert({ values: { enabled, serviceMonitor, prometheusRule } }: Metrics): void {
    const rule = new PrometheusRule(this, 'prometheusrule', {
      metadata: { name: this.name, labels: { ...this.label, ...entries(prometheusRule.labels) } },
      spec: {
        groups: [
          {
            name: this.node.id,
            rules: [
              {
                alert: 'ServiceAbsent',
                expr: text`absent(up{namespace="${releaseNamespace}",service="${this.name}"} == 1)`,
                for: prometheusRule.for,
                labels: { severity: prometheusRule.severity },
                annotations: {
                  summary: text`${this.name} is away`,
                  description: text`Prometheus can read the metrics of no pod of ${this.name} in namespace ${releaseNamespace}.`,
                },
              },
            ],
          },
        ],
      },
    });
    // The labels namespace and service come from the ServiceMonitor.
    Condition.of(rule).when(and(enabled, serviceMonitor.enabled, prometheusRule.enabled));
  }

  private get label(): { [key: string]: string } {
    return { [componentLabel]: this.node.id };
  }
}

/** The services of the chart that a construct is part of. */
const servicesAround = (construct: Construct): WebService[] =>
  (HelmChart.around(construct)?.node.findAll() ?? []).filter((each) => each instanceof WebService);

interface Metrics {
  readonly path: string;
  readonly values: MetricsRefs;
}

const isScrapedByAnnotation = ({ values }: Metrics): Expression<boolean> =>
  and(values.enabled, not(values.serviceMonitor.enabled));

/** A list as it is when the object is resolved. */
const grown = <T>(produce: () => T[]): T[] => Lazy.any({ produce }) as T[];
