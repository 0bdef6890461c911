import * as kplus from 'cdk8s-plus-28';
import { blockText, boolean, integer, list, oneOf, string } from '../../../../core/values';
import { define } from './definition.fixture';
import { dnsName, host, labels, seconds, text, userId } from './fields.fixture';

const containers = [{ image: 'web:1' }];
const ip = string('10.1.2.3', 'Address', { pattern: '^10[.][1-9][.][1-9][.][1-9]$' });

/** What a pod has beside its containers. */
export const pods = [
  define(
    'pods with a security context',
    { user: userId, group: integer(2000, 'Group', { maximum: 65_534 }), size: text('1024', 'Connections') },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        containers,
        securityContext: {
          user: as.count(v.user),
          group: as.count(v.group),
          fsGroup: as.count(v.group),
          fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
          ensureNonRoot: true,
          sysctls: [{ name: 'net.core.somaxconn', value: as.text(v.size) }],
        },
      });
    },
  ),

  define(
    'pods with a resolver of their own',
    { server: ip, search: host, dots: text('2', 'Dots'), hostname: dnsName('web-0', 'Host name') },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', {
        containers,
        dns: {
          hostname: as.text(v.hostname),
          subdomain: 'shop',
          hostnameAsFQDN: true,
          policy: kplus.DnsPolicy.NONE,
          nameservers: [as.text(v.server)],
          searches: [as.text(v.search)],
          options: [{ name: 'ndots', value: as.text(v.dots) }],
        },
      });
      web.dns.addOption({ name: 'edns0' });
      web.dns.addNameserver('10.96.0.10');
    },
  ),

  define('pods that know hosts by name', { ip, host }, (scope, v, as) => {
    const web = new kplus.Deployment(scope, 'web', {
      containers,
      hostAliases: [{ ip: as.text(v.ip), hostnames: [as.text(v.host), 'db'] }],
    });
    web.addHostAlias({ ip: '127.0.0.1', hostnames: ['localhost', as.text(v.host)] });
  }),

  define(
    'pods with an account and a registry',
    { account: dnsName('runner', 'Account'), registry: dnsName('registry', 'Secret'), mount: boolean(true, 'Token') },
    (scope, v, as) => {
      new kplus.Deployment(scope, 'web', {
        containers,
        serviceAccount: kplus.ServiceAccount.fromServiceAccountName(scope, 'account', as.text(v.account)),
        dockerRegistryAuth: kplus.Secret.fromSecretName(scope, 'registry', as.text(v.registry)),
        automountServiceAccountToken: as.flag(v.mount),
      });
    },
  ),

  define(
    'pods on the network of their node',
    {
      policy: oneOf(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default'], 'Default', 'DNS'),
      grace: seconds(60, 'Grace'),
    },
    (scope, v, as) => {
      new kplus.DaemonSet(scope, 'proxy', {
        containers,
        hostNetwork: true,
        terminationGracePeriod: as.duration(v.grace),
        dns: { policy: as.choice(v.policy, kplus.DnsPolicy) },
      });
    },
  ),

  define(
    'pods with fields that no prop takes',
    {
      nodeSelector: labels({ disk: 'ssd' }, 'Labels of the nodes'),
      classes: list<string>(blockText({ pattern: '^[a-z]{3,9}$' }), ['gold'], 'Gates'),
      priority: dnsName('high', 'Class'),
    },
    (scope, v, as) => {
      const web = new kplus.Deployment(scope, 'web', { containers });
      as.set(web, '/spec/template/spec/nodeSelector', v.nodeSelector);
      as.set(web, '/spec/template/spec/priorityClassName', v.priority);
      as.set(web, '/spec/template/spec/containers/0/args', v.classes);
    },
  ),
];
