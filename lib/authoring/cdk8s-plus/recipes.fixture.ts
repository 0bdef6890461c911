import * as k from 'cdk8s-plus-28';
import { join } from 'node:path';
import { ApiObject, Cron } from 'cdk8s';
import type { Construct } from 'constructs';

/** Props of a struct, one of them with a value. */
export interface Given {
  readonly [prop: string]: never;
}

/** Makes an object with a struct in it; gives the construct whose object that is. */
export type Use = (chart: Construct, given: Given) => Construct;

const image = { image: 'nginx' };
const portOf = { ...image, portNumber: 80 };
const metadata = { name: 'a-name' };

export const pod = (chart: Construct, given: k.PodProps = {}) =>
  new k.Pod(chart, 'pod', { containers: [image], ...given });
export const container = (chart: Construct, given: Partial<k.ContainerProps>) =>
  pod(chart, { containers: [{ ...image, ...given }] });
export const deployment = (chart: Construct, given: k.DeploymentProps = {}) =>
  new k.Deployment(chart, 'web', { containers: [portOf], ...given });
export const service = (chart: Construct, given: k.ServiceProps = {}) =>
  new k.Service(chart, 'service', { selector: deployment(chart), ports: [{ port: 80 }], ...given });
export const withVolume = (chart: Construct, volume: k.Volume) => pod(chart, { volumes: [volume] });
const scaled = (chart: Construct) =>
  new k.Deployment(chart, 'web', {
    containers: [{ ...portOf, resources: { cpu: { request: k.Cpu.millis(50) } } }],
  });
export const scaler = (chart: Construct, given: Partial<k.HorizontalPodAutoscalerProps>) =>
  new k.HorizontalPodAutoscaler(chart, 'scaler', { target: scaled(chart), maxReplicas: 200, ...given });
export const env = (chart: Construct, value: k.EnvValue) => container(chart, { envVariables: { A: value } });
export const config = (chart: Construct) => new k.ConfigMap(chart, 'config', { data: { key: 'a' } });
export const secret = (chart: Construct, given: k.SecretProps = {}) =>
  new k.Secret(chart, 'secret', { stringData: { key: 'a' }, ...given });
export const claim = (chart: Construct) => k.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'claim');
export const probe = (chart: Construct, readiness: k.Probe) => container(chart, { portNumber: 80, readiness });
export const ingress = (chart: Construct, given: k.IngressProps = {}) =>
  new k.Ingress(chart, 'ingress', {
    ...(given.rules || given.defaultBackend ? {} : { defaultBackend: backend(chart) }),
    ...given,
  });
export const backend = (chart: Construct) => k.IngressBackend.fromService(service(chart));
export const policy = (chart: Construct, given: k.NetworkPolicyProps) =>
  new k.NetworkPolicy(chart, 'policy', { metadata: { name: 'policy' }, ...given });
export const anyPeer = (chart: Construct) => k.NetworkPolicyIpBlock.anyIpv4(chart, 'all');
export const rule = (chart: Construct, ports: k.NetworkPolicyPort[]) =>
  policy(chart, { ingress: { rules: [{ peer: anyPeer(chart), ports }] } });
export const scheduled = (
  chart: Construct,
  schedule: (scheduling: k.WorkloadScheduling, other: k.Deployment) => void,
) => {
  const other = new k.Deployment(chart, 'other', { containers: [image] });
  const web = deployment(chart);
  schedule(web.scheduling, other);
  return web;
};
/** The object that a construct made below another one. */
export const below = (construct: Construct, kind: string): Construct =>
  construct.node.findAll().find((each) => ApiObject.isApiObject(each) && each.kind === kind)!;

/** How each struct of the package comes into an object. */
export const uses: { readonly [struct: string]: Use } = {
  AbstractPodProps: pod,
  PodProps: pod,
  ResourceProps: (chart, given) => new k.ConfigMap(chart, 'config', { data: { a: 'b' }, ...given }),
  NamespaceProps: (chart, given) => new k.Namespace(chart, 'space', given),
  WorkloadProps: (chart, given) => deployment(chart, given),
  DeploymentProps: (chart, given) => deployment(chart, given),
  DaemonSetProps: (chart, given) => new k.DaemonSet(chart, 'daemon', { containers: [image], ...given }),
  StatefulSetProps: (chart, given) => new k.StatefulSet(chart, 'set', { containers: [portOf], ...given }),
  StatefulSetUpdateStrategyRollingUpdateOptions: (chart, given) =>
    new k.StatefulSet(chart, 'set', {
      containers: [portOf],
      strategy: k.StatefulSetUpdateStrategy.rollingUpdate(given),
    }),
  JobProps: (chart, given) => new k.Job(chart, 'job', { containers: [image], ...given }),
  CronJobProps: (chart, given) =>
    new k.CronJob(chart, 'cron', { containers: [image], schedule: Cron.daily(), ...given }),
  DeploymentStrategyRollingUpdateOptions: (chart, given) =>
    deployment(chart, { strategy: k.DeploymentStrategy.rollingUpdate(given) }),
  PodDnsProps: (chart, given) => pod(chart, { dns: given }),
  DnsOption: (chart, given) => pod(chart, { dns: { options: [{ name: 'ndots', ...given }] } }),
  HostAlias: (chart, given) => pod(chart, { hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'], ...given }] }),
  PodSecurityContextProps: (chart, given) => pod(chart, { securityContext: given }),
  Sysctl: (chart, given) => pod(chart, { securityContext: { sysctls: [{ name: 'a', value: 'b', ...given }] } }),

  // A container that is not one of those before the others has no policy of its own.
  ContainerOpts: (chart, given) =>
    given['restartPolicy'] === undefined
      ? container(chart, given)
      : pod(chart, { initContainers: [{ ...image, name: 'first', ...given }] }),
  ContainerProps: container,
  ContainerPort: (chart, given) => container(chart, { ports: [{ number: 8081, ...given }] }),
  ContainerSecurityContextProps: (chart, given) => container(chart, { securityContext: given }),
  ContainerSecutiryContextCapabilities: (chart, given) =>
    container(chart, { securityContext: { capabilities: given } }),
  SeccompProfile: (chart, given) =>
    container(chart, { securityContext: { seccompProfile: { type: k.SeccompProfileType.RUNTIME_DEFAULT, ...given } } }),
  ContainerLifecycle: (chart, given) => container(chart, { lifecycle: given }),
  ContainerResources: (chart, given) => container(chart, { resources: given }),
  CpuResources: (chart, given) => container(chart, { resources: { cpu: given } }),
  MemoryResources: (chart, given) => container(chart, { resources: { memory: given } }),
  EphemeralStorageResources: (chart, given) => container(chart, { resources: { ephemeralStorage: given } }),
  EnvValueFromConfigMapOptions: (chart, given) => env(chart, k.EnvValue.fromConfigMap(config(chart), 'key', given)),
  EnvValueFromSecretOptions: (chart, given) =>
    env(chart, k.EnvValue.fromSecretValue({ secret: secret(chart), key: 'key' }, given)),
  SecretValue: (chart, given) =>
    env(chart, k.EnvValue.fromSecretValue({ secret: secret(chart), key: 'key', ...given })),
  EnvValueFromFieldRefOptions: (chart, given) =>
    env(chart, k.EnvValue.fromFieldRef(k.EnvFieldPaths.POD_LABEL, { key: 'app', ...given })),
  EnvValueFromResourceOptions: (chart, given) =>
    env(chart, k.EnvValue.fromResource(k.ResourceFieldPaths.CPU_LIMIT, given)),
  EnvValueFromProcessOptions: (chart, given) => env(chart, k.EnvValue.fromProcess('PATH', given)),
  HandlerFromHttpGetOptions: (chart, given) =>
    container(chart, { lifecycle: { preStop: k.Handler.fromHttpGet('/', given) } }),
  HandlerFromTcpSocketOptions: (chart, given) =>
    container(chart, { lifecycle: { preStop: k.Handler.fromTcpSocket(given) } }),
  ProbeOptions: (chart, given) => probe(chart, k.Probe.fromCommand(['a'], given)),
  CommandProbeOptions: (chart, given) => probe(chart, k.Probe.fromCommand(['a'], given)),
  HttpGetProbeOptions: (chart, given) => probe(chart, k.Probe.fromHttpGet('/', given)),
  TcpSocketProbeOptions: (chart, given) => probe(chart, k.Probe.fromTcpSocket(given)),
  MountOptions: (chart, given) => {
    const made = pod(chart);
    made.containers[0]!.mount('/data', k.Volume.fromEmptyDir(chart, 'volume', 'data'), given);
    return made;
  },
  VolumeMount: (chart, given) =>
    container(chart, {
      volumeMounts: [{ path: '/data', volume: k.Volume.fromEmptyDir(chart, 'volume', 'data'), ...given }],
    }),

  ConfigMapVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromConfigMap(chart, 'volume', config(chart), { name: 'data', ...given })),
  SecretVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromSecret(chart, 'volume', secret(chart), { name: 'data', ...given })),
  PathMapping: (chart, given) => {
    const items = { key: { path: 'a', ...given } };
    return withVolume(chart, k.Volume.fromConfigMap(chart, 'volume', config(chart), { name: 'data', items }));
  },
  EmptyDirVolumeOptions: (chart, given) => withVolume(chart, k.Volume.fromEmptyDir(chart, 'volume', 'data', given)),
  HostPathVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromHostPath(chart, 'volume', 'data', { path: '/a', ...given })),
  NfsVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromNfs(chart, 'volume', 'data', { path: '/a', server: 'nfs', ...given })),
  CsiVolumeOptions: (chart, given) => withVolume(chart, k.Volume.fromCsi(chart, 'volume', 'a.csi', given)),
  AwsElasticBlockStoreVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromAwsElasticBlockStore(chart, 'volume', 'vol-1', given)),
  AzureDiskVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromAzureDisk(chart, 'volume', 'disk', '/uri', given)),
  GCEPersistentDiskVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromGcePersistentDisk(chart, 'volume', 'disk', given)),
  PersistentVolumeClaimVolumeOptions: (chart, given) =>
    withVolume(chart, k.Volume.fromPersistentVolumeClaim(chart, 'volume', claim(chart), given)),
  PersistentVolumeClaimProps: (chart, given) => new k.PersistentVolumeClaim(chart, 'claim', given),
  PersistentVolumeProps: (chart, given) =>
    new k.AwsElasticBlockStorePersistentVolume(chart, 'volume', { volumeId: 'vol-1', ...given }),
  AwsElasticBlockStorePersistentVolumeProps: (chart, given) =>
    new k.AwsElasticBlockStorePersistentVolume(chart, 'volume', { volumeId: 'vol-1', ...given }),
  AzureDiskPersistentVolumeProps: (chart, given) =>
    new k.AzureDiskPersistentVolume(chart, 'volume', { diskName: 'disk', diskUri: '/uri', ...given }),
  GCEPersistentDiskPersistentVolumeProps: (chart, given) =>
    new k.GCEPersistentDiskPersistentVolume(chart, 'volume', { pdName: 'disk', ...given }),

  AddDirectoryOptions: (chart, given) => {
    const made = new k.ConfigMap(chart, 'config');
    made.addDirectory(join(process.cwd(), 'lib/core/yaml'), given);
    return made;
  },
  ConfigMapProps: (chart, given) => new k.ConfigMap(chart, 'config', given),
  CommonSecretProps: (chart, given) => secret(chart, given),
  SecretProps: (chart, given) => secret(chart, given),
  BasicAuthSecretProps: (chart, given) =>
    new k.BasicAuthSecret(chart, 'secret', { username: 'a', password: 'b', ...given }),
  SshAuthSecretProps: (chart, given) => new k.SshAuthSecret(chart, 'secret', { sshPrivateKey: 'a', ...given }),
  TlsSecretProps: (chart, given) => new k.TlsSecret(chart, 'secret', { tlsCert: 'a', tlsKey: 'b', ...given }),
  DockerConfigSecretProps: (chart, given) =>
    new k.DockerConfigSecret(chart, 'secret', { data: { auths: {} }, ...given }),
  ServiceAccountProps: (chart, given) => new k.ServiceAccount(chart, 'account', given),
  FromServiceAccountNameOptions: (chart, given) => {
    const account = k.ServiceAccount.fromServiceAccountName(chart, 'account', 'other', given);
    const binding = new k.RoleBinding(chart, 'binding', { role: new k.Role(chart, 'role') });
    binding.addSubjects(account);
    return binding;
  },
  ClusterRoleBindingProps: (chart, given) =>
    new k.ClusterRoleBinding(chart, 'binding', {
      role: k.ClusterRole.fromClusterRoleName(chart, 'role', 'a'),
      ...given,
    }),
  RoleBindingProps: (chart, given) =>
    new k.RoleBinding(chart, 'binding', { role: new k.Role(chart, 'role'), ...given }),
  ServiceAccountTokenSecretProps: (chart, given) =>
    new k.ServiceAccountTokenSecret(chart, 'secret', {
      serviceAccount: k.ServiceAccount.fromServiceAccountName(chart, 'account', 'a'),
      ...given,
    }),
  RoleProps: (chart, given) => new k.Role(chart, 'role', given),
  ClusterRoleProps: (chart, given) => new k.ClusterRole(chart, 'role', { metadata, ...given }),
  RolePolicyRule: (chart, given) =>
    new k.Role(chart, 'role', { rules: [{ resources: [k.ApiResource.PODS], verbs: ['get'], ...given }] }),
  ClusterRolePolicyRule: (chart, given) =>
    new k.ClusterRole(chart, 'role', { rules: [{ endpoints: [k.ApiResource.PODS], verbs: ['get'], ...given }] }),
  ApiResourceOptions: (chart, given) => {
    const resource = k.ApiResource.custom({ apiGroup: 'a.example.org', resourceType: 'things', ...given });
    return new k.Role(chart, 'role', { rules: [{ resources: [resource], verbs: ['get'] }] });
  },

  ServiceProps: service,
  ServicePort: (chart, given) => service(chart, { ports: [{ port: 80, ...given }] }),
  ServiceBindOptions: (chart, given) => {
    const made = new k.Service(chart, 'service', { selector: deployment(chart) });
    made.bind(80, given);
    return made;
  },
  DeploymentExposeViaServiceOptions: (chart, given) => deployment(chart).exposeViaService(given),
  ExposeServiceViaIngressOptions: (chart, given) => service(chart).exposeViaIngress('/', given),
  IngressProps: ingress,
  IngressRule: (chart, given) => ingress(chart, { rules: [{ backend: backend(chart), path: '/', ...given }] }),
  IngressTls: (chart, given) => ingress(chart, { tls: [{ hosts: ['a'], ...given }] }),
  ServiceIngressBackendOptions: (chart, given) =>
    ingress(chart, {
      defaultBackend: k.IngressBackend.fromService(service(chart, { ports: [{ port: given['port'] ?? 80 }] }), given),
    }),

  HorizontalPodAutoscalerProps: scaler,
  ScalingRules: (chart, given) => scaler(chart, { scaleUp: given }),
  ScalingPolicy: (chart, given) =>
    scaler(chart, { scaleUp: { policies: [{ replicas: k.Replicas.absolute(4), ...given }] } }),
  MetricOptions: (chart, given) =>
    scaler(chart, {
      metrics: [k.Metric.external({ name: 'queue', target: k.MetricTarget.value(5), ...given })],
    }),
  MetricObjectOptions: (chart, given) =>
    scaler(chart, {
      metrics: [k.Metric.object({ name: 'queue', target: k.MetricTarget.value(5), object: config(chart), ...given })],
    }),
  LabelSelectorOptions: (chart, given) =>
    scaler(chart, {
      metrics: [
        k.Metric.external({ name: 'queue', target: k.MetricTarget.value(5), labelSelector: k.LabelSelector.of(given) }),
      ],
    }),

  NetworkPolicyProps: (chart, given) => policy(chart, given),
  NetworkPolicyTraffic: (chart, given) => policy(chart, { ingress: given }),
  NetworkPolicyRule: (chart, given) => policy(chart, { ingress: { rules: [{ peer: anyPeer(chart), ...given }] } }),
  NetworkPolicyPortProps: (chart, given) => rule(chart, [k.NetworkPolicyPort.of({ port: 1, ...given })]),
  NamespacesSelectOptions: (chart, given) => {
    const spaces = k.Namespaces.select(chart, 'spaces', { names: given['names'] ? undefined : ['a'], ...given });
    return policy(chart, { ingress: { rules: [{ peer: spaces }] } });
  },
  PodsSelectOptions: (chart, given) =>
    policy(chart, { ingress: { rules: [{ peer: k.Pods.select(chart, 'pods', given) }] } }),
  PodsAllOptions: (chart, given) => policy(chart, { ingress: { rules: [{ peer: k.Pods.all(chart, 'pods', given) }] } }),
  PodConnectionsAllowFromOptions: (chart, given) => {
    const web = deployment(chart);
    web.connections.allowFrom(k.NetworkPolicyIpBlock.anyIpv4(chart, 'all'), given);
    return below(web, 'NetworkPolicy');
  },
  PodConnectionsAllowToOptions: (chart, given) => {
    const web = deployment(chart);
    web.connections.allowTo(k.NetworkPolicyIpBlock.anyIpv4(chart, 'all'), given);
    return below(web, 'NetworkPolicy');
  },

  NodeTaintQueryOptions: (chart, given) =>
    scheduled(chart, (scheduling) =>
      scheduling.tolerate(
        k.Node.tainted(k.NodeTaintQuery.is('key', 'value', { effect: k.TaintEffect.NO_EXECUTE, ...given })),
      ),
    ),
  PodSchedulingAttractOptions: (chart, given) =>
    scheduled(chart, (scheduling) => scheduling.attract(k.Node.labeled(k.NodeLabelQuery.is('a', 'b')), given)),
  PodSchedulingColocateOptions: (chart, given) =>
    scheduled(chart, (scheduling, other) => scheduling.colocate(other, given)),
  PodSchedulingSeparateOptions: (chart, given) =>
    scheduled(chart, (scheduling, other) => scheduling.separate(other, given)),
  WorkloadSchedulingSpreadOptions: (chart, given) => scheduled(chart, (scheduling) => scheduling.spread(given)),
  MetricContainerResourceOptions: (chart, given) => {
    const target = scaled(chart);
    const [container] = target.containers;
    const options = { container: container!, target: k.MetricTarget.averageUtilization(70), ...given };
    const metrics = [k.Metric.containerCpu(options)];
    return new k.HorizontalPodAutoscaler(chart, 'scaler', { target, maxReplicas: 9, metrics });
  },
};
