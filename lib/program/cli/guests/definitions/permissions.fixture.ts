import * as kplus from 'cdk8s-plus-28';
import { boolean } from '../../../../core/values';
import { define } from './definition.fixture';
import { dnsName, enabled, text } from './fields.fixture';

/** Accounts and what they may do. */
export const permissions = [
  define(
    'a ServiceAccount with Secrets',
    {
      secret: dnsName('registry', 'Secret'),
      mount: boolean(false, 'Token'),
      role: text('arn:aws:iam::1:role/a', 'Role'),
    },
    (scope, v, as) => {
      const account = new kplus.ServiceAccount(scope, 'account', {
        metadata: { annotations: { 'eks.amazonaws.com/role-arn': as.text(v.role) } },
        automountToken: as.flag(v.mount),
        secrets: [kplus.Secret.fromSecretName(scope, 'registry', as.text(v.secret))],
      });
      new kplus.Deployment(scope, 'web', { serviceAccount: account, containers: [{ image: 'web:1' }] });
    },
  ),

  define(
    'a Role for an account',
    { group: dnsName('example', 'API group'), type: dnsName('widgets', 'Resource') },
    (scope, v, as) => {
      const account = new kplus.ServiceAccount(scope, 'account');
      const role = new kplus.Role(scope, 'role');
      role.allowRead(kplus.ApiResource.PODS, kplus.ApiResource.CONFIG_MAPS);
      role.allow(
        ['get', 'approve'],
        kplus.ApiResource.custom({ apiGroup: `${as.text(v.group)}.example.org`, resourceType: as.text(v.type) }),
      );
      role.bind(account);
    },
  ),

  define('a Role for one object', { name: dnsName('leader', 'Object') }, (scope, v, as) => {
    const lock = kplus.ConfigMap.fromConfigMapName(scope, 'lock', as.text(v.name));
    const role = new kplus.Role(scope, 'role', {
      rules: [{ verbs: ['get', 'update'], resources: [lock, kplus.ApiResource.LEASES] }],
    });
    new kplus.RoleBinding(scope, 'binding', { role }).addSubjects(
      kplus.ServiceAccount.fromServiceAccountName(scope, 'account', 'runner', { namespaceName: 'elsewhere' }),
    );
  }),

  define(
    'a ClusterRole with its binding',
    { user: dnsName('jane', 'User'), url: dnsName('metrics', 'Path') },
    (scope, v, as) => {
      const role = new kplus.ClusterRole(scope, 'reader');
      role.allowRead(kplus.ApiResource.NODES);
      role.allowGet(kplus.NonApiResource.of(`/${as.text(v.url)}`));
      role.bind(kplus.User.fromName(scope, 'user', as.text(v.user)));
    },
  ),

  define(
    'a ClusterRole that is bound in one namespace',
    { group: dnsName('auditors', 'Group'), enabled },
    (scope, v, as) => {
      const role = new kplus.ClusterRole(scope, 'auditor', {
        rules: [{ verbs: ['list'], endpoints: [kplus.ApiResource.EVENTS, kplus.ApiResource.SECRETS] }],
      });
      const binding = role.bindInNamespace('audited', kplus.Group.fromName(scope, 'group', as.text(v.group)));
      as.where(binding, v.enabled);
    },
  ),

  define('a ClusterRole that takes over the rules of others', { value: dnsName('true', 'Label') }, (scope, v, as) => {
    const pods = new kplus.ClusterRole(scope, 'pods');
    pods.allowReadWrite(kplus.ApiResource.PODS);
    const all = new kplus.ClusterRole(scope, 'all', { aggregationLabels: { 'example.org/admin': 'true' } });
    all.aggregate('example.org/more', as.text(v.value));
    all.combine(pods);
  }),

  define('permissions that an object gives', { name: dnsName('settings', 'Name'), enabled }, (scope, v, as) => {
    const account = new kplus.ServiceAccount(scope, 'account');
    const settings = new kplus.ConfigMap(scope, 'settings', { metadata: { name: as.name(v.name) }, data: { a: 'b' } });
    settings.permissions.grantRead(account);
    const writer = settings.permissions.grantReadWrite(kplus.User.fromName(scope, 'user', 'jane'));
    as.where(writer, v.enabled);
  }),

  define('a Namespace', { level: dnsName('baseline', 'Level'), owner: text('team a', 'Owner') }, (scope, v, as) => {
    new kplus.Namespace(scope, 'tenant', {
      metadata: {
        name: 'tenant-a',
        labels: { 'pod-security.kubernetes.io/enforce': as.text(v.level) },
        annotations: { 'example.org/owner': as.text(v.owner) },
      },
    });
  }),
];
