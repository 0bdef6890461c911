import { Binding } from '../../core/manifest';
import { ApiObject } from 'cdk8s';
import * as k from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import * as on from './recipes.fixture';
import type { Particular, Place } from './verdict.fixture';
import { aCount, aPort, aText, aVolumeName, textLike, type Way } from './ways.fixture';

const aPath = textLike('^/[a-z/-]*$', '/first', '/second/one', '/');
const aSlashed: Way = {
  ...aText,
  code: '`/${values.x}`',
  reference: (x) => `/${String(aText.reference(x))}`,
  literal: (x) => `/${String(x)}`,
};
const aRange = textLike('^[0-9./]+$', '10.0.0.0/8', '192.168.0.0/16', '1.2.3.4/32');
const slash: Particular = { note: 'it must begin with a slash, which a token does not' };

/** A parameter: how the method is called, with `X` where the value stands, and an object made with it. */
const at = (
  call: string,
  way: Way,
  use: (chart: Construct, x: never) => Construct,
  particular: Particular = {},
): Place => ({
  ...particular,
  name: call,
  way,
  use: (chart, x) => void use(chart, x as never),
  useOf: (chart, { x }) => use(chart, x!),
});

const autoscaled = (chart: Construct, target: k.MetricTarget) =>
  on.scaler(chart, { metrics: [k.Metric.resourceCpu(target)] });
const scaledBy = (chart: Construct, replicas: k.Replicas) =>
  on.scaler(chart, { scaleUp: { policies: [{ replicas }] } });
const rolled = (chart: Construct, maxSurge: k.PercentOrAbsolute) =>
  on.deployment(chart, { strategy: k.DeploymentStrategy.rollingUpdate({ maxSurge }) });
const attracted = (chart: Construct, query: k.NodeLabelQuery) =>
  on.scheduled(chart, (scheduling) => scheduling.attract(k.Node.labeled(query)));
const selected = (chart: Construct, labelSelector: k.LabelSelector) =>
  on.scaler(chart, {
    metrics: [k.Metric.external({ name: 'queue', target: k.MetricTarget.value(5), labelSelector })],
  });
const limited = (chart: Construct, limit: k.Cpu) => on.container(chart, { resources: { cpu: { limit } } });
const bound = (chart: Construct, change: (binding: k.RoleBinding) => void) => {
  const binding = new k.RoleBinding(chart, 'binding', { role: new k.Role(chart, 'role') });
  change(binding);
  return binding;
};
const changed = <T extends Construct>(construct: T, change: (construct: T) => void): T => {
  change(construct);
  return construct;
};
const sliceOf = (peer: k.INetworkPolicyPeer, chart: Construct) => on.policy(chart, { ingress: { rules: [{ peer }] } });

const refusedRange = (first: string, make: (chart: Construct, range: string) => k.INetworkPolicyPeer): Particular => ({
  refused: {
    message: 'CIDR',
    instead: "a literal, and `Binding.of(ApiObject.of(policy)).set('/spec/ingress/0/from/0/ipBlock/cidr', values.x)`",
    build: (chart, x) => {
      const policy = sliceOf(make(chart, first), chart);
      Binding.of(ApiObject.of(policy)).set('/spec/ingress/0/from/0/ipBlock/cidr', x);
    },
  },
});

/** Parameters of methods in which users want values; each with a program. */
export const methods: readonly Place[] = [
  at('EnvValue.fromValue(X)', aText, (chart, x) => on.env(chart, k.EnvValue.fromValue(x))),
  at('EnvValue.fromConfigMap(config, X)', aText, (chart, x) =>
    on.env(chart, k.EnvValue.fromConfigMap(on.config(chart), x)),
  ),
  at('Env.fromConfigMap(config, X)', aText, (chart, x) =>
    on.container(chart, { envFrom: [k.Env.fromConfigMap(on.config(chart), x)] }),
  ),
  at("container.env.addVariable('A', EnvValue.fromValue(X))", aText, (chart, x) =>
    changed(on.pod(chart), ({ containers }) => containers[0]!.env.addVariable('A', k.EnvValue.fromValue(x))),
  ),
  at('container.addPort({ number: X })', aPort, (chart, number) =>
    changed(on.pod(chart), ({ containers }) => containers[0]!.addPort({ number })),
  ),
  at('container.mount(X, volume)', aPath, (chart, x) =>
    changed(on.pod(chart), ({ containers }) => containers[0]!.mount(x, k.Volume.fromEmptyDir(chart, 'volume', 'data'))),
  ),
  at('Cpu.millis(X)', aCount, (chart, x) => limited(chart, k.Cpu.millis(x))),
  at('Cpu.units(X)', aCount, (chart, x) => limited(chart, k.Cpu.units(x))),
  at('Probe.fromHttpGet(X)', aPath, (chart, x) => on.probe(chart, k.Probe.fromHttpGet(x))),
  at('Probe.fromCommand([X])', aText, (chart, x) => on.probe(chart, k.Probe.fromCommand([x]))),
  at('Handler.fromHttpGet(X)', aPath, (chart, x) =>
    on.container(chart, { lifecycle: { preStop: k.Handler.fromHttpGet(x) } }),
  ),
  at('Handler.fromCommand([X])', aText, (chart, x) =>
    on.container(chart, { lifecycle: { preStop: k.Handler.fromCommand([x]) } }),
  ),

  at("Volume.fromEmptyDir(this, 'id', X)", aVolumeName, (chart, x) =>
    on.withVolume(chart, k.Volume.fromEmptyDir(chart, 'volume', x)),
  ),
  at("Volume.fromHostPath(this, 'id', X, options)", aVolumeName, (chart, x) =>
    on.withVolume(chart, k.Volume.fromHostPath(chart, 'volume', x, { path: '/a' })),
  ),
  at("Volume.fromNfs(this, 'id', X, options)", aVolumeName, (chart, x) =>
    on.withVolume(chart, k.Volume.fromNfs(chart, 'volume', x, { path: '/a', server: 'a' })),
  ),
  at("Volume.fromCsi(this, 'id', X)", aText, (chart, x) => on.withVolume(chart, k.Volume.fromCsi(chart, 'volume', x))),
  at("Volume.fromAwsElasticBlockStore(this, 'id', X, { name: 'data' })", aText, (chart, x) =>
    on.withVolume(chart, k.Volume.fromAwsElasticBlockStore(chart, 'volume', x, { name: 'data' })),
  ),
  at("Volume.fromAzureDisk(this, 'id', X, uri, { name: 'data' })", aText, (chart, x) =>
    on.withVolume(chart, k.Volume.fromAzureDisk(chart, 'volume', x, '/uri', { name: 'data' })),
  ),
  at("Volume.fromAzureDisk(this, 'id', 'disk', X, { name: 'data' })", aText, (chart, x) =>
    on.withVolume(chart, k.Volume.fromAzureDisk(chart, 'volume', 'disk', x, { name: 'data' })),
  ),
  at("Volume.fromGcePersistentDisk(this, 'id', X, { name: 'data' })", aText, (chart, x) =>
    on.withVolume(chart, k.Volume.fromGcePersistentDisk(chart, 'volume', x, { name: 'data' })),
  ),
  at("PersistentVolumeClaim.fromClaimName(this, 'id', X), in a volume with a name", aText, (chart, x) => {
    const claim = k.PersistentVolumeClaim.fromClaimName(chart, 'claim', x);
    return on.withVolume(chart, k.Volume.fromPersistentVolumeClaim(chart, 'volume', claim, { name: 'data' }));
  }),

  at("ConfigMap.fromConfigMapName(this, 'id', X)", aText, (chart, x) =>
    on.env(chart, k.EnvValue.fromConfigMap(k.ConfigMap.fromConfigMapName(chart, 'config', x), 'key')),
  ),
  at("config.addData('key', X)", aText, (chart, x) => changed(on.config(chart), (made) => made.addData('more', x))),
  at("config.addBinaryData('key', X)", aText, (chart, x) =>
    changed(on.config(chart), (made) => made.addBinaryData('more', x)),
  ),
  at("Secret.fromSecretName(this, 'id', X)", aText, (chart, x) => {
    const secret = k.Secret.fromSecretName(chart, 'secret', x);
    return on.env(chart, k.EnvValue.fromSecretValue({ secret, key: 'key' }));
  }),
  at("secret.addStringData('key', X)", aText, (chart, x) =>
    changed(on.secret(chart), (made) => made.addStringData('more', x)),
  ),
  at("ServiceAccount.fromServiceAccountName(this, 'id', X)", aText, (chart, x) =>
    on.pod(chart, { serviceAccount: k.ServiceAccount.fromServiceAccountName(chart, 'account', x) }),
  ),
  at("User.fromName(this, 'id', X)", aText, (chart, x) =>
    bound(chart, (binding) => binding.addSubjects(k.User.fromName(chart, 'user', x))),
  ),
  at("Group.fromName(this, 'id', X)", aText, (chart, x) =>
    bound(chart, (binding) => binding.addSubjects(k.Group.fromName(chart, 'group', x))),
  ),
  at("clusterRole.aggregate('key', X)", aText, (chart, x) =>
    changed(new k.ClusterRole(chart, 'role'), (role) => role.aggregate('key', x)),
  ),
  at('clusterRole.allowRead(NonApiResource.of(X))', aPath, (chart, x) =>
    changed(new k.ClusterRole(chart, 'role'), (role) => role.allowRead(k.NonApiResource.of(x))),
  ),
  at("deployment.podMetadata.addAnnotation('key', X)", aText, (chart, x) =>
    changed(on.deployment(chart), ({ podMetadata }) => podMetadata.addAnnotation('key', x)),
  ),
  at("deployment.metadata.addLabel('key', X)", aText, (chart, x) =>
    changed(on.deployment(chart), ({ metadata }) => metadata.addLabel('key', x)),
  ),
  at('deployment.exposeViaIngress(X)', aSlashed, (chart, x) => on.deployment(chart).exposeViaIngress(x), slash),
  at('pod.dns.addNameserver(X)', aText, (chart, x) => changed(on.pod(chart), ({ dns }) => dns.addNameserver(x))),
  at('pod.dns.addSearch(X)', aText, (chart, x) => changed(on.pod(chart), ({ dns }) => dns.addSearch(x))),

  at('service.bind(X)', aPort, (chart, x) =>
    changed(new k.Service(chart, 'service', { selector: on.deployment(chart) }), (service) => service.bind(x)),
  ),
  at('service.exposeViaIngress(X)', aSlashed, (chart, x) => on.service(chart).exposeViaIngress(x), slash),
  at(
    'ingress.addRule(X, backend)',
    aSlashed,
    (chart, x) => changed(on.ingress(chart), (made) => made.addRule(x, backendOf(made))),
    slash,
  ),
  at("ingress.addHostRule(X, '/', backend)", aText, (chart, x) =>
    changed(on.ingress(chart), (made) => made.addHostRule(x, '/', backendOf(made))),
  ),
  at(
    "ingress.addHostRule('a.example.org', X, backend)",
    aSlashed,
    (chart, x) => changed(on.ingress(chart), (made) => made.addHostRule('a.example.org', x, backendOf(made))),
    slash,
  ),
  at('ingress.addHostDefaultBackend(X, backend)', aText, (chart, x) =>
    changed(on.ingress(chart), (made) => made.addHostDefaultBackend(x, backendOf(made))),
  ),

  at('MetricTarget.value(X)', aCount, (chart, x) => autoscaled(chart, k.MetricTarget.value(x))),
  at('MetricTarget.averageValue(X)', aCount, (chart, x) => autoscaled(chart, k.MetricTarget.averageValue(x))),
  at('MetricTarget.averageUtilization(X)', aCount, (chart, x) =>
    autoscaled(chart, k.MetricTarget.averageUtilization(x)),
  ),
  at('Replicas.absolute(X)', aCount, (chart, x) => scaledBy(chart, k.Replicas.absolute(x))),
  at('Replicas.percent(X)', aCount, (chart, x) => scaledBy(chart, k.Replicas.percent(x))),
  at('PercentOrAbsolute.absolute(X)', aCount, (chart, x) => rolled(chart, k.PercentOrAbsolute.absolute(x))),
  at('PercentOrAbsolute.percent(X)', aCount, (chart, x) => rolled(chart, k.PercentOrAbsolute.percent(x))),

  at('NetworkPolicyPort.tcp(X)', aPort, (chart, x) => on.rule(chart, [k.NetworkPolicyPort.tcp(x)])),
  at('NetworkPolicyPort.udp(X)', aPort, (chart, x) => on.rule(chart, [k.NetworkPolicyPort.udp(x)])),
  at('NetworkPolicyPort.tcpRange(X, 65535)', aPort, (chart, x) =>
    on.rule(chart, [k.NetworkPolicyPort.tcpRange(x, 65_535)]),
  ),
  at('NetworkPolicyPort.udpRange(1, X)', aPort, (chart, x) => on.rule(chart, [k.NetworkPolicyPort.udpRange(1, x)])),
  at(
    "NetworkPolicyIpBlock.ipv4(this, 'id', X)",
    aRange,
    (chart, x) => sliceOf(k.NetworkPolicyIpBlock.ipv4(chart, 'block', x), chart),
    refusedRange('10.0.0.0/8', (chart, range) => k.NetworkPolicyIpBlock.ipv4(chart, 'block', range)),
  ),
  at("NetworkPolicyIpBlock.ipv4(this, 'id', '10.0.0.0/8', [X])", aRange, (chart, x) =>
    sliceOf(k.NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8', [x]), chart),
  ),
  at(
    "NetworkPolicyIpBlock.ipv6(this, 'id', X)",
    textLike('^[0-9a-f:/]+$', '2001:db8::/32', 'fd00:0:0::/48', '2001:db8::/64'),
    (chart, x) => sliceOf(k.NetworkPolicyIpBlock.ipv6(chart, 'block', x), chart),
    refusedRange('2001:db8::/32', (chart, range) => k.NetworkPolicyIpBlock.ipv6(chart, 'block', range)),
  ),

  at('LabelSelector.of({ labels: { key: X } })', aText, (chart, x) =>
    selected(chart, k.LabelSelector.of({ labels: { key: x } })),
  ),
  at("LabelExpression.in('key', [X])", aText, (chart, x) =>
    selected(chart, k.LabelSelector.of({ expressions: [k.LabelExpression.in('key', [x])] })),
  ),
  at('Topology.custom(X)', aText, (chart, x) =>
    on.scheduled(chart, (scheduling) => scheduling.spread({ topology: k.Topology.custom(x) })),
  ),
  at("NodeLabelQuery.is('key', X)", aText, (chart, x) => attracted(chart, k.NodeLabelQuery.is('key', x))),
  at("NodeLabelQuery.in('key', [X])", aText, (chart, x) => attracted(chart, k.NodeLabelQuery.in('key', [x]))),
  at("NodeTaintQuery.is('key', X)", aText, (chart, x) =>
    on.scheduled(chart, (scheduling) => scheduling.tolerate(k.Node.tainted(k.NodeTaintQuery.is('key', x)))),
  ),
  at('scheduling.assign(Node.named(X))', aText, (chart, x) =>
    on.scheduled(chart, (scheduling) => scheduling.assign(k.Node.named(x))),
  ),
  at('PodConnections: connections.allowTo(peer, { ports: [NetworkPolicyPort.tcp(X)] })', aPort, (chart, x) =>
    changed(on.deployment(chart), ({ connections }) =>
      connections.allowTo(on.anyPeer(chart), { ports: [k.NetworkPolicyPort.tcp(x)] }),
    ),
  ),
];

const backendOf = (within: Construct) => on.backend(within);
