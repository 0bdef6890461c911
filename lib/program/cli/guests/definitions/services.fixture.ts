import * as kplus from 'cdk8s-plus-28';
import { blockText, boolean, integer, list, oneOf, string } from '../../../../core/values';
import { define } from './definition.fixture';
import { dnsName, enabled, host, portOf } from './fields.fixture';

const address = string('20.3.11.7', 'Address', {
  pattern: '^[1-9][0-9]?[.][1-9][0-9]?[.][1-9][0-9]?[.][1-9][0-9]?$',
});

/** How pods are reached. */
export const services = [
  define('a Service of pods with a label', { port: portOf(80, 'Port'), app: dnsName('web', 'App') }, (scope, v, as) => {
    const service = new kplus.Service(scope, 'web', { ports: [{ port: as.port(v.port), targetPort: 8080 }] });
    service.selectLabel('app', as.text(v.app));
  }),

  define(
    'a Service whose type is a choice',
    { type: oneOf(['ClusterIP', 'NodePort', 'LoadBalancer'], 'ClusterIP', 'Type') },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', { containers: [{ image: 'nginx:1.27', portNumber: 8080 }] });
      new kplus.Service(scope, 'service', {
        type: as.choice(v.type, kplus.ServiceType),
        selector: web,
        ports: [{ port: 80, targetPort: 8080, name: 'http' }],
      });
    },
  ),

  define(
    'a Service at a port of each node',
    { node: integer(30080, 'Port of the nodes', { minimum: 30000, maximum: 32767 }) },
    (scope, v, as) => {
      const service = new kplus.Service(scope, 'front', { type: kplus.ServiceType.NODE_PORT });
      service.bind(443, { name: 'https', nodePort: as.count(v.node), targetPort: 8443 });
      service.bind(53, { name: 'dns', protocol: kplus.Protocol.UDP });
      service.selectLabel('app', 'front');
    },
  ),

  define(
    'a Service behind a load balancer',
    { range: string('10.0.0.0/8', 'Who may come', { pattern: '^10[.][0-9][.]0[.]0/(8|16|24)$' }), address },
    (scope, v, as) => {
      new kplus.Service(scope, 'public', {
        type: kplus.ServiceType.LOAD_BALANCER,
        metadata: { annotations: { 'service.example.org/scheme': 'internet-facing' } },
        externalIPs: [as.text(v.address)],
        loadBalancerSourceRanges: [as.text(v.range), '192.168.0.0/16'],
        ports: [{ port: 443 }],
      }).selectLabel('app', 'public');
    },
  ),

  define('a Service that is a name elsewhere', { host }, (scope, v, as) => {
    new kplus.Service(scope, 'database', {
      type: kplus.ServiceType.EXTERNAL_NAME,
      externalName: as.text(v.host),
    });
  }),

  define(
    'a Service of pods that are not ready',
    { early: boolean(true, 'Whether pods are found before they are ready') },
    (scope, v, as) => {
      new kplus.Service(scope, 'peers', {
        clusterIP: 'None',
        publishNotReadyAddresses: as.flag(v.early),
        ports: [{ port: 7000, name: 'gossip', protocol: kplus.Protocol.TCP }],
        selector: kplus.Pods.select(scope, 'pods', { labels: { app: 'peers' } }),
      });
    },
  ),

  define('an Ingress of a host', { host, path: dnsName('shop', 'Path'), enabled }, (scope, v, as) => {
    const service = new kplus.Service(scope, 'web', { ports: [{ port: 80 }] });
    service.selectLabel('app', 'web');
    const ingress = new kplus.Ingress(scope, 'ingress', { className: 'nginx' });
    ingress.addHostRule(as.text(v.host), `/${as.text(v.path)}`, kplus.IngressBackend.fromService(service));
    as.where(ingress, v.enabled);
  }),

  define(
    'an Ingress with a certificate',
    {
      host,
      secret: dnsName('shop-tls', 'Secret'),
      issuer: dnsName('letsencrypt', 'Issuer'),
      className: dnsName('nginx', 'Class'),
    },
    (scope, v, as) => {
      const service = new kplus.Service(scope, 'web', { ports: [{ port: 80 }] });
      service.selectLabel('app', 'web');
      const ingress = new kplus.Ingress(scope, 'ingress', {
        className: as.text(v.className),
        metadata: { annotations: { 'cert-manager.io/cluster-issuer': as.text(v.issuer) } },
        rules: [
          {
            host: as.text(v.host),
            path: '/',
            pathType: kplus.HttpIngressPathType.PREFIX,
            backend: kplus.IngressBackend.fromService(service, { port: 80 }),
          },
        ],
      });
      const secret = kplus.Secret.fromSecretName(scope, 'certificate', as.text(v.secret));
      ingress.addTls([{ hosts: [as.text(v.host)], secret }]);
    },
  ),

  define('an Ingress with a default backend', { port: portOf(8080, 'Port') }, (scope, v, as) => {
    const service = new kplus.Service(scope, 'web', { ports: [{ port: as.port(v.port) }] });
    service.selectLabel('app', 'web');
    const ingress = new kplus.Ingress(scope, 'ingress');
    ingress.addDefaultBackend(kplus.IngressBackend.fromService(service));
    ingress.addHostDefaultBackend('other.example.org', kplus.IngressBackend.fromService(service));
  }),

  define(
    'an Ingress that leads to something else than a Service',
    { path: dnsName('assets', 'Path') },
    (scope, v, as) => {
      const assets = new kplus.Deployment(scope, 'assets', { containers: [{ image: 'assets:1' }] });
      new kplus.Ingress(scope, 'ingress', {
        rules: [
          {
            path: `/${as.text(v.path)}`,
            pathType: kplus.HttpIngressPathType.IMPLEMENTATION_SPECIFIC,
            backend: kplus.IngressBackend.fromResource(assets),
          },
        ],
      });
    },
  ),

  define(
    'a Service whose visitors are a list',
    { ranges: list<string>(blockText({ pattern: '^10[.][0-9][.]0[.]0/16$' }), ['10.1.0.0/16'], 'Who may come') },
    (scope, v, as) => {
      const service = new kplus.Service(scope, 'public', {
        type: kplus.ServiceType.LOAD_BALANCER,
        ports: [{ port: 443 }],
      });
      service.selectLabel('app', 'public');
      as.set(service, '/spec/loadBalancerSourceRanges', v.ranges);
    },
  ),
];
