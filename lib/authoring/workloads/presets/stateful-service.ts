import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import {
  KubeNetworkPolicy,
  KubeService,
  KubeStatefulSet,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
} from '../../../../imports/k8s';
import { ApplyPhase, Condition } from '../../../manifest';
import { digest, entries, items, optional, when, type Expression, type Refs, type Templated } from '../../../values';
import { Configuration } from '../configuration';
import { containerImage } from '../container-image';
import { componentLabel, componentName, componentSelector } from '../names';
import { environmentOf, mountsOf, podLabelsOf, podSettingsOf, volumesOf, type EnvironmentValue } from '../pod';
import type { statefulServiceValues } from './stateful-service-values';
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
} from '../../../values/argument';
import { construct, environment, instanceOf, refsOf, words } from '../arguments';

export interface StatefulServiceProps {
  readonly values: Refs<ReturnType<typeof statefulServiceValues>>;
  /** Port that the container listens on, and its name in the pod and the Service. */
  readonly port: { readonly name: string; readonly number: number };
  /** Where the data are, and the name of the volume claim. */
  readonly data: { readonly mountPath: string; readonly claim: string };
  /** @default those of the image */
  readonly command?: readonly Templated<string>[];
  readonly args?: readonly Templated<string>[];
  /** @default none */
  readonly env?: { readonly [name: string]: EnvironmentValue };
  /** Folders beside /tmp and the data that the image must be able to write. @default none */
  readonly scratch?: readonly string[];
  /** Files that the container reads: the folder of a ConfigMap's keys. A change replaces the pod. @default none */
  readonly files?: { readonly configuration: Configuration; readonly mountPath: string };
  /** Mounts and volumes beside those, for instance of a Secret. @default none */
  readonly mounts?: readonly object[];
  readonly volumes?: readonly object[];
  /** Labels of the pods beside those of the chart. @default none */
  readonly podLabels?: { readonly [key: string]: string };
  /** Containers beside the main one, as they stand in the pod. @default none */
  readonly sidecars?: readonly object[];
  /** @default none, and no token in the pod */
  readonly serviceAccountName?: Templated<string>;
}

type Files = NonNullable<StatefulServiceProps['files']>;
const aConfiguration = instanceOf('Configuration', () => Configuration);

const statefulServiceTakes = construct(
  'StatefulService',
  propsOf<StatefulServiceProps>({
    values: refsOf('statefulServiceValues()', ['image', 'persistence', 'networkPolicy', 'resources']),
    port: propsOf<StatefulServiceProps['port']>({ name: aName, number: aWholeNumber }),
    data: propsOf<StatefulServiceProps['data']>({ mountPath: aName, claim: aName }),
    command: maybe(words),
    args: maybe(words),
    env: maybe(environment),
    scratch: maybe(listOf(aName)),
    files: maybe(propsOf<Files>({ configuration: aConfiguration, mountPath: aName })),
    mounts: maybe(listOf(aMap)),
    volumes: maybe(listOf(aMap)),
    podLabels: maybe(mapOf(aText)),
    sidecars: maybe(listOf(aMap)),
    serviceAccountName: maybe(aTemplatedText),
  }),
);

/**
 * One pod that keeps data: a StatefulSet with a volume, a headless Service that gives the pod its name, and a network policy
 * that lets in only the clients which are named.
 */
export class StatefulService extends Construct {
  /** Name of the StatefulSet and of the Service, by which clients reach the pod. */
  readonly name: Expression<string>;
  readonly selector: { [key: string]: string };
  readonly port: number;
  private readonly ingress: Templated<NetworkPolicyIngressRule>[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: StatefulServiceProps,
  ) {
    statefulServiceTakes(scope, id, props);
    super(scope, id);
    this.name = componentName(scope, id);
    this.selector = componentSelector(id);
    this.port = props.port.number;
    ApplyPhase.of(this).set('dependency');
    this.service();
    this.statefulSet();
    this.networkPolicy();
  }

  /** The pod, as a peer of a network policy. */
  get peer(): NetworkPolicyPeer {
    return { podSelector: { matchLabels: this.selector } };
  }

  /** Lets clients reach the port. */
  allowFrom(...peers: Templated<NetworkPolicyPeer>[]): void {
    this.ingress.push({ from: peers, ports: [{ port: this.props.port.name, protocol: 'TCP' }] });
  }

  /** Lets clients reach the port where a condition holds. */
  allowFromWhen(condition: Expression<boolean>, ...peers: Templated<NetworkPolicyPeer>[]): void {
    const rule: NetworkPolicyIngressRule = { from: peers, ports: [{ port: this.props.port.name, protocol: 'TCP' }] };
    this.ingress.push(when(condition, rule));
  }

  private get label(): { [key: string]: string } {
    return { [componentLabel]: this.node.id };
  }

  private service(): void {
    const { port } = this.props;
    new KubeService(this, 'service', {
      metadata: { name: this.name, labels: this.label },
      spec: {
        clusterIP: 'None',
        selector: this.selector,
        ports: [{ name: port.name, port: port.number, targetPort: port.name, protocol: 'TCP' }],
      },
    });
  }

  private statefulSet(): void {
    const { values, port, data, files, ...props } = this.props;
    const scratch = (props.scratch ?? []).map((mountPath, i) => ({ name: `scratch-${i}`, mountPath }));
    const fileMounts = files ? [{ name: 'files', mountPath: files.mountPath, readOnly: true }] : [];
    const fileVolumes = files ? [{ name: 'files', configMap: { name: files.configuration.name } }] : [];
    new KubeStatefulSet(this, 'statefulset', {
      metadata: { name: this.name, labels: this.label },
      spec: {
        replicas: 1,
        serviceName: this.name,
        selector: { matchLabels: this.selector },
        template: {
          metadata: {
            labels: { ...podLabelsOf(this.selector, values), ...props.podLabels },
            annotations: files
              ? { 'checksum/config': digest(files.configuration.data), ...entries(values.podAnnotations) }
              : values.podAnnotations,
          },
          spec: {
            ...(props.serviceAccountName === undefined ? {} : { serviceAccountName: props.serviceAccountName }),
            automountServiceAccountToken: props.serviceAccountName !== undefined,
            ...podSettingsOf(this, values, this.selector),
            containers: [
              {
                name: this.node.id,
                ...containerImage(values.image),
                ...(props.command ? { command: props.command } : {}),
                ...(props.args ? { args: props.args } : {}),
                ...environmentOf(props.env ?? {}, [], values),
                ports: [{ name: port.name, containerPort: port.number, protocol: 'TCP' }],
                startupProbe: values.startupProbe,
                livenessProbe: values.livenessProbe,
                readinessProbe: values.readinessProbe,
                resources: values.resources,
                lifecycle: values.lifecycle,
                securityContext: values.securityContext,
                ...mountsOf(values.extraVolumeMounts, [
                  { name: data.claim, mountPath: data.mountPath },
                  ...scratch,
                  ...fileMounts,
                  ...(props.mounts ?? []),
                ]),
              },
              ...((props.sidecars ?? []) as []),
            ],
            ...volumesOf(values.extraVolumes, [
              ...scratch.map(({ name }) => ({ name, emptyDir: {} })),
              ...fileVolumes,
              ...(props.volumes ?? []),
            ]),
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: data.claim },
            spec: {
              accessModes: ['ReadWriteOnce'],
              storageClassName: optional(values.persistence.storageClassName),
              resources: { requests: { storage: values.persistence.size } },
            },
          },
        ],
      },
    });
  }

  private networkPolicy(): void {
    const { enabled, extraIngress } = this.props.values.networkPolicy;
    const produce = () => [...this.ingress, ...(items(extraIngress) as Templated<NetworkPolicyIngressRule>[])];
    const policy = new KubeNetworkPolicy(this, 'networkpolicy', {
      metadata: { name: this.name, labels: this.label },
      spec: {
        podSelector: { matchLabels: this.selector },
        policyTypes: ['Ingress'],
        // The list grows while the chart is built: clients say that they are some.
        ingress: Lazy.any({ produce }) as Templated<NetworkPolicyIngressRule>[],
      },
    });
    ApplyPhase.of(policy).set('operation');
    Condition.of(policy).when(enabled);
  }
}
