import { describe, expect, test } from '@jest/globals';
import type { HookSpec } from '../../../core/manifest';
import type { Json, JsonObject } from '../../../core/values';
import { allInputs, broken, inputOf, made, removed, withObject } from '../broken.fixture';
import { breachesOf, cases, finder, pointerOf, testProven } from '../case.fixture';
import type { CheckInput } from '../finding';
import { nameOf } from '../../../core/references/objects';
import { hostsIn } from './database';
import { hookOrder, hookRules } from '.';

const policy = 'before-hook-creation,hook-succeeded';

const object = (called: string, rest: JsonObject = {}) => made(called, rest, 'shop');

const hook = (of: JsonObject, events: string, weight: string, deletePolicy = policy): JsonObject => ({
  ...of,
  metadata: {
    ...(of['metadata'] as JsonObject),
    annotations: { 'helm.sh/hook': events, 'helm.sh/hook-weight': weight, 'helm.sh/hook-delete-policy': deletePolicy },
  },
});

const both = 'pre-install,pre-upgrade';
const labels = { app: 'database' };
const job = (name: string, account: string, env: readonly Json[] = []) =>
  object(`batch/v1 Job ${name}`, {
    spec: {
      template: {
        spec: {
          serviceAccountName: account,
          containers: [{ name: 'job', image: 'job:1', command: ['job'], args: ['run'], env }],
        },
      },
    },
  });

/** A small definition as `helm template` prints it: hooks that need accounts, permissions and settings, and a database. */
const shop: CheckInput = {
  objects: [
    object('v1 ServiceAccount shop'),
    object('v1 ConfigMap shop', { data: { HOST: 'database', URL: 'postgres://shop@database:5432/shop' } }),
    object('v1 Service database', { spec: { clusterIP: 'None', selector: labels, ports: [{ port: 5432 }] } }),
    object('apps/v1 StatefulSet database', {
      spec: {
        serviceName: 'database',
        template: { metadata: { labels }, spec: { serviceAccountName: 'shop', containers: [] } },
      },
    }),
    hook(object('v1 ServiceAccount migration'), both, '-20'),
    hook(object('rbac.authorization.k8s.io/v1 Role migration'), both, '-20'),
    hook(
      object('rbac.authorization.k8s.io/v1 RoleBinding migration', {
        roleRef: { kind: 'Role', name: 'migration' },
        subjects: [{ kind: 'ServiceAccount', name: 'migration' }],
      }),
      both,
      '-15',
    ),
    hook(object('v1 ConfigMap migration', { data: { MODE: 'fast' } }), both, '-20'),
    hook(
      job('migration', 'migration', [
        { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'migration', key: 'MODE' } } },
        { name: 'DATABASE_NAME', value: 'database' },
        { name: 'HOST', value: 'rds.example.com' },
      ]),
      both,
      '-5',
    ),
    hook(job('seed', 'shop', [{ name: 'HOST', value: 'database' }]), 'post-install', '0'),
    hook(job('backup', 'shop', [{ name: 'HOST', value: 'database.shop.svc:5432' }]), 'pre-upgrade', '5'),
    hook(job('probe', 'shop'), 'test', '1', 'before-hook-creation'),
    hook(job('farewell', 'default'), 'post-delete', '1'),
  ].map((each) => ({ object: each })),
};

const sovd = inputOf('sovd-webapp', 'production');
const account = '/spec/template/spec/serviceAccountName';

const bad = cases`
  unknown-hook-event
    Job seed | annotations/helm.sh~1hook | postinstall
    Job probe | annotations/helm.sh~1hook | 'test,test-failure'
    Job backup | annotations/helm.sh~1hook | pre_upgrade
  hook-weight
    Job seed | annotations/helm.sh~1hook-weight | '1.5'
    Job seed | annotations/helm.sh~1hook-weight | first
    Job backup | annotations/helm.sh~1hook-weight | 5
  unknown-hook-delete-policy
    Job seed | annotations/helm.sh~1hook-delete-policy | 'before-hook-creation,hook-succeded'
    Job seed | annotations/helm.sh~1hook-delete-policy | HookSucceeded
    Job probe | annotations/helm.sh~1hook-delete-policy | never
  hook-without-delete-policy
    Job seed | annotations/helm.sh~1hook-delete-policy | (absent) | annotations/helm.sh~1hook
    Job probe | annotations/helm.sh~1hook-delete-policy | '' | annotations/helm.sh~1hook
    ConfigMap migration | annotations/helm.sh~1hook-delete-policy | (absent) | annotations/helm.sh~1hook
  hook-order-by-name
    ConfigMap migration | annotations/helm.sh~1hook-weight | '-5' | /spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/name
    RoleBinding migration | annotations/helm.sh~1hook-weight | '-5' | /spec/template/spec/serviceAccountName
    Role migration | annotations/helm.sh~1hook-weight | '-15' | /roleRef/name
  hook-needs-later-object
    ConfigMap migration | annotations | (absent) | /spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/name
    Job migration | pod/serviceAccountName | shop
    RoleBinding migration | annotations/helm.sh~1hook-weight | '0' | /spec/template/spec/serviceAccountName
    ConfigMap migration | annotations/helm.sh~1hook-weight | '0' | /spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/name
    ConfigMap migration | annotations/helm.sh~1hook | pre-install | /spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/name
    Job probe | pod/serviceAccountName | migration
    Job farewell | pod/serviceAccountName | shop
  shared-hook
    ServiceAccount shop | annotations | { helm.sh/hook: pre-install, helm.sh/hook-delete-policy: before-hook-creation } | ./helm.sh~1hook
    StatefulSet database | pod/volumes | [{ name: x, configMap: { name: migration } }] | annotations/helm.sh~1hook
    StatefulSet database | pod/serviceAccountName | migration | annotations/helm.sh~1hook
  hook-needs-own-database
    Job migration | main/env/2/value | database
    Job migration | main/env/2/value | postgres://shop:secret@database.shop:5432/shop
    Job migration | main/args/0 | --host=database
    ConfigMap migration | /data/MODE | jdbc:postgresql://database/shop | /spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/name
`;

const without = (input: CheckInput, name: string): CheckInput => ({
  ...input,
  objects: input.objects.filter((each) => nameOf(each) !== name),
});

describe('hooks', () => {
  test.each([...allInputs(), ['a small definition', shop] as const])('of %s have what they need', (_, input) => {
    expect(breachesOf(hookRules, input)).toEqual([]);
  });

  test.each(bad)('$heading: $object with another $field', (each) => {
    const found = finder(hookRules, shop)(each.object, each.field, each.value);
    // One object out of its place may be needed by several hooks, or need several itself.
    expect(new Set(found)).toEqual(new Set([`${each.heading} ${pointerOf(shop, each)}`]));
  });

  testProven(hookRules, bad);

  test('of a system are broken by another weight, event or policy of their constructs', () => {
    const changed = (name: string, spec: Partial<HookSpec>) => {
      const objects = sovd.objects.map((each) =>
        each.hook && nameOf(each) === name ? { ...each, hook: { ...each.hook, ...spec } } : each,
      );
      return breachesOf(hookRules, { ...sovd, objects });
    };
    expect(changed('sovd-webapp-migration-secrets', { weight: -10 })).toEqual([
      'hook-order-by-name /spec/provider/aws/auth/jwt/serviceAccountRef/name',
      'hook-order-by-name /spec/secretStoreRef/name',
    ]);
    const job = 'sovd-webapp-migration';
    expect(changed(job, { weight: 0 })).toEqual([`hook-needs-later-object ${account}`]);
    expect(changed(job, { events: ['post-install'] })).toEqual([`hook-needs-later-object ${account}`]);
    expect(changed(job, { deletePolicies: [] })).toEqual(['hook-without-delete-policy /metadata/annotations']);
    expect(changed(job, { weight: -19.5 })).toEqual([
      `hook-needs-later-object ${account}`,
      'hook-weight /metadata/annotations',
    ]);
  });

  test('in the words of Argo CD are understood', () => {
    const argo = (name: string) => `/metadata/annotations/argocd.argoproj.io~1${name}`;
    const plain = { ...sovd, objects: sovd.objects.map(({ object: each }) => ({ object: each })) };
    expect(breachesOf(hookRules, plain)).toEqual([]);
    const found = (name: string, value: string) =>
      finder(hookRules, plain)('SecretStore migration-secrets', argo(name), value);
    expect(found('sync-wave', '34')).toEqual(['hook-order-by-name /spec/secretStoreRef/name']);
    expect(found('hook', 'Presync')).toEqual([
      'hook-needs-later-object /spec/secretStoreRef/name',
      `unknown-hook-event ${argo('hook')}`,
    ]);
    expect(found('sync-wave', 'x')).toEqual([
      'hook-needs-later-object /spec/provider/aws/auth/jwt/serviceAccountRef/name',
      `hook-weight ${argo('sync-wave')}`,
    ]);
  });
});

const remedies = (input: CheckInput) =>
  hookRules.flatMap((rule) => rule.check(input).map(({ message, remedy }) => `${message}\n${remedy}`));

describe('the remedy', () => {
  test('for an object that only the hook needs is to make it a hook', () => {
    expect(remedies(broken(shop, 'ConfigMap migration', 'annotations', removed))).toEqual([
      'needs v1 ConfigMap shop/migration, an object of the release that is created only after pre-install\n' +
        'Make ConfigMap "migration" a hook: "helm.sh/hook": pre-install,pre-upgrade and "helm.sh/hook-weight": "-10". ' +
        'Or run this hook at post-install,post-upgrade.',
    ]);
  });

  test('for an object that the release needs too is a copy', () => {
    expect(remedies(broken(shop, 'Job migration', account, 'shop'))).toEqual([
      'needs v1 ServiceAccount shop/shop, an object of the release that is created only after pre-install\n' +
        'Give the hook a copy of ServiceAccount "shop" under a name of its own, with "helm.sh/hook": pre-install,pre-upgrade and ' +
        '"helm.sh/hook-weight": "-10"; the release keeps the original. Or run this hook at post-install,post-upgrade.',
    ]);
  });

  test('for an order that falls to names is a weight', () => {
    expect(remedies(broken(shop, 'ConfigMap migration', 'annotations/helm.sh~1hook-weight', '-5'))).toEqual([
      'needs v1 ConfigMap shop/migration, a hook of the same weight -5 at pre-install, pre-upgrade: which of them runs first is left ' +
        'to their kinds\nGive ConfigMap "migration" the weight -10.',
    ]);
  });
});

describe('the database of a release', () => {
  test('may be asked by a hook that runs after the installation, or before an upgrade', () => {
    const own = (events: string) =>
      withObject(shop, hook(job('other', 'default', [{ name: 'HOST', value: 'database' }]), events, '0'));
    expect(breachesOf(hookRules, own('post-install'))).toEqual([]);
    expect(breachesOf(hookRules, own('pre-upgrade'))).toEqual([]);
    expect(breachesOf(hookRules, own('pre-install'))).toEqual([
      'hook-needs-own-database /spec/template/spec/containers/0/env/0/value',
    ]);
  });

  test("is nobody else's: a Service without pods of the release is not waited for", () => {
    const asking = broken(shop, 'Job migration', 'main/env/2/value', 'database');
    const noPods = broken(asking, 'Service database', '/spec/selector/app', 'other');
    expect(breachesOf(hookRules, noPods)).toEqual([]);
    expect(breachesOf(hookRules, without(asking, 'database'))).toEqual([]);
  });

  test.each([
    ['database', ['database']],
    ['database:5432', ['database']],
    ['database.shop.svc.cluster.local', ['database.shop.svc.cluster.local']],
    ['postgresql://database:pw@host:5432/database', ['host']],
    ['--host=database --port=5432', ['database', '5432']],
    ['host=database,port=1', ['database', '1']],
    ['/var/lib/database', []],
  ])('is found in %s where a host can stand', (text, hosts) => {
    expect(hostsIn(text).filter((host) => !['--host', 'host', 'port'].includes(host) || hosts.includes(host))).toEqual(
      hosts,
    );
  });
});

test('the order of hooks is that of events, weights and names, with what each hook needs', () => {
  const ofMigration = `  -20  ServiceAccount migration
  -20  Role migration
  -20  ConfigMap migration
  -15  RoleBinding migration
           needs Role migration, hook -20
           needs ServiceAccount migration, hook -20
   -5  Job migration
           needs ServiceAccount migration, hook -20
           needs RoleBinding migration, hook -15
           needs ConfigMap migration, hook -20`;
  expect(hookOrder(shop)).toBe(
    `pre-install
${ofMigration}

post-install
  0  Job seed
         needs ServiceAccount shop, of the release

pre-upgrade
${ofMigration}
    5  Job backup
           needs ServiceAccount shop, of the release

post-delete
  1  Job farewell

test
  1  Job probe
         needs ServiceAccount shop, of the release
`,
  );
  expect(hookOrder({ objects: [] })).toBe('no hooks\n');
});
