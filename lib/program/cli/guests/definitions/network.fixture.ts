import * as kplus from 'cdk8s-plus-28';
import { integer, oneOf } from '../../../../core/values';
import { define } from './definition.fixture';
import { dnsName, enabled, portOf } from './fields.fixture';

const web = { containers: [{ image: 'web:1', portNumber: 8080 }] };

/** Who may talk to whom. */
export const network = [
  define('a NetworkPolicy that lets nobody in', { app: dnsName('web', 'App'), enabled }, (scope, v, as) => {
    const policy = new kplus.NetworkPolicy(scope, 'policy', {
      selector: kplus.Pods.select(scope, 'pods', { labels: { app: as.text(v.app) } }),
      ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
      egress: { default: kplus.NetworkPolicyTrafficDefault.ALLOW },
    });
    as.where(policy, v.enabled);
  }),

  define(
    'a NetworkPolicy of addresses and ports',
    {
      port: portOf(443, 'Port'),
      end: integer(9000, 'Last port', { minimum: 8000, maximum: 65_535 }),
      network: oneOf(['10.0.0.0/8', '172.16.0.0/12'], '10.0.0.0/8', 'Network'),
    },
    (scope, v, as) => {
      const policy = new kplus.NetworkPolicy(scope, 'policy', { selector: new kplus.Deployment(scope, 'web', web) });
      policy.addEgressRule(kplus.NetworkPolicyIpBlock.anyIpv4(scope, 'anywhere'), [
        kplus.NetworkPolicyPort.tcp(as.port(v.port)),
        kplus.NetworkPolicyPort.udp(as.port(v.port)),
      ]);
      policy.addIngressRule(kplus.NetworkPolicyIpBlock.ipv4(scope, 'inside', '10.0.0.0/8', ['10.9.0.0/16']), [
        kplus.NetworkPolicyPort.tcpRange(8000, as.port(v.end)),
      ]);
      as.set(policy, '/spec/ingress/0/from/0/ipBlock/cidr', v.network);
    },
  ),

  define(
    'a NetworkPolicy of namespaces',
    { team: dnsName('shop', 'Team'), name: dnsName('monitoring', 'Name') },
    (scope, v, as) => {
      const policy = new kplus.NetworkPolicy(scope, 'policy');
      policy.addIngressRule(
        kplus.Namespaces.select(scope, 'teams', { labels: { team: as.text(v.team) }, names: [as.text(v.name)] }),
        [kplus.NetworkPolicyPort.tcpRange(1, 65_535)],
      );
      policy.addEgressRule(
        kplus.Pods.select(scope, 'dns', {
          labels: { 'k8s-app': 'dns' },
          namespaces: kplus.Namespaces.all(scope, 'all'),
        }),
        [kplus.NetworkPolicyPort.of({ port: 53, protocol: kplus.NetworkProtocol.UDP })],
      );
    },
  ),

  define('a connection between two workloads', { port: portOf(5432, 'Port') }, (scope, v, as) => {
    const store = new kplus.Deployment(scope, 'store', {
      containers: [{ image: 'store:1', portNumber: as.port(v.port) }],
    });
    new kplus.Deployment(scope, 'web', web).connections.allowTo(store);
  }),

  define(
    'a connection whose ports are said',
    { port: portOf(6379, 'Port'), app: dnsName('cache', 'App') },
    (scope, v, as) => {
      const client = new kplus.Deployment(scope, 'client', web);
      client.connections.allowTo(kplus.Pods.select(scope, 'caches', { labels: { app: as.text(v.app) } }), {
        ports: [kplus.NetworkPolicyPort.tcp(as.port(v.port))],
        isolation: kplus.PodConnectionsIsolation.POD,
      });
    },
  ),

  define('a connection from pods of another namespace', { team: dnsName('front', 'Team') }, (scope, v, as) => {
    const api = new kplus.Deployment(scope, 'api', web);
    const peers = kplus.Pods.select(scope, 'peers', {
      expressions: [kplus.LabelExpression.exists('team'), kplus.LabelExpression.notIn('team', [as.text(v.team)])],
      namespaces: kplus.Namespaces.select(scope, 'namespaces', { names: ['front', 'edge'] }),
    });
    api.connections.allowFrom(peers, { isolation: kplus.PodConnectionsIsolation.POD });
  }),
];

const limit = (value: number, what: string) => integer(value, what, { minimum: 1, maximum: 100 });

/** What follows the load. */
export const scaling = [
  define(
    'an autoscaler of a Deployment by its CPU',
    { percent: limit(70, 'Usage'), most: integer(10, 'Most', { minimum: 2 }) },
    (scope, v, as) => {
      const target = new kplus.Deployment(scope, 'web', web);
      new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', {
        target,
        minReplicas: 2,
        maxReplicas: as.count(v.most),
        metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(as.count(v.percent)))],
      });
    },
  ),

  define(
    'an autoscaler with metrics of all kinds',
    {
      value: integer(100, 'Value'),
      name: dnsName('requests', 'Metric'),
      least: integer(1, 'Least', { minimum: 1, maximum: 4 }),
      enabled,
    },
    (scope, v, as) => {
      const target = new kplus.Deployment(scope, 'web', web);
      const service = new kplus.Service(scope, 'service', { selector: target, ports: [{ port: 80 }] });
      const metric = { name: as.text(v.name), target: kplus.MetricTarget.averageValue(as.count(v.value)) };
      const autoscaler = new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', {
        target,
        minReplicas: as.count(v.least),
        maxReplicas: 8,
        metrics: [
          kplus.Metric.resourceMemory(kplus.MetricTarget.averageUtilization(80)),
          kplus.Metric.containerCpu({
            container: target.containers[0]!,
            target: kplus.MetricTarget.averageUtilization(60),
          }),
          kplus.Metric.external({
            ...metric,
            labelSelector: kplus.LabelSelector.of({ labels: { queue: as.text(v.name) } }),
          }),
          kplus.Metric.pods(metric),
          kplus.Metric.object({ ...metric, object: service, target: kplus.MetricTarget.value(as.count(v.value)) }),
        ],
      });
      as.where(autoscaler, v.enabled);
    },
  ),

  define(
    'an autoscaler that is slow to shrink',
    {
      window: integer(300, 'Window', { minimum: 1, maximum: 3600 }),
      percent: limit(50, 'Share'),
      period: integer(60, 'Period', { minimum: 1, maximum: 1800 }),
    },
    (scope, v, as) => {
      const service = new kplus.Service(scope, 'service', { clusterIP: 'None', ports: [{ port: 80 }] });
      new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', {
        target: new kplus.StatefulSet(scope, 'store', { service, ...web }),
        maxReplicas: 12,
        scaleUp: { policies: [{ replicas: kplus.Replicas.absolute(4) }] },
        scaleDown: {
          strategy: kplus.ScalingStrategy.MIN_CHANGE,
          stabilizationWindow: as.duration(v.window),
          policies: [{ replicas: kplus.Replicas.percent(as.count(v.percent)), duration: as.duration(v.period) }],
        },
      });
    },
  ),
];
