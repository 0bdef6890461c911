import { describe, expect, test } from '@jest/globals';
import type { HookSpec } from '../../manifest';
import type { Json, JsonObject } from '../../values';
import {
  allInputs,
  breachesOf,
  broken,
  inputOf,
  removed,
  unproven,
  withObject,
  type BadInput,
} from '../broken.fixture';
import type { CheckInput } from '../finding';
import { hostsIn } from './database';
import { hookOrder, hookRules } from '.';

type Code = (typeof hookRules)[number]['code'];

const namespace = 'shop';
const policy = 'before-hook-creation,hook-succeeded';

const object = (apiVersion: string, kind: string, name: string, rest: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...rest,
});

const hook = (made: JsonObject, events: string, weight: string, deletePolicy = policy): JsonObject => ({
  ...made,
  metadata: {
    ...(made['metadata'] as JsonObject),
    annotations: { 'helm.sh/hook': events, 'helm.sh/hook-weight': weight, 'helm.sh/hook-delete-policy': deletePolicy },
  },
});

const both = 'pre-install,pre-upgrade';
const labels = { app: 'database' };
const job = (name: string, account: string, env: readonly Json[] = []) =>
  object('batch/v1', 'Job', name, {
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
    object('v1', 'ServiceAccount', 'shop'),
    object('v1', 'ConfigMap', 'shop', { data: { HOST: 'database', URL: 'postgres://shop@database:5432/shop' } }),
    object('v1', 'Service', 'database', { spec: { clusterIP: 'None', selector: labels, ports: [{ port: 5432 }] } }),
    object('apps/v1', 'StatefulSet', 'database', {
      spec: {
        serviceName: 'database',
        template: { metadata: { labels }, spec: { serviceAccountName: 'shop', containers: [] } },
      },
    }),
    hook(object('v1', 'ServiceAccount', 'migration'), both, '-20'),
    hook(object('rbac.authorization.k8s.io/v1', 'Role', 'migration'), both, '-20'),
    hook(
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'migration', {
        roleRef: { kind: 'Role', name: 'migration' },
        subjects: [{ kind: 'ServiceAccount', name: 'migration' }],
      }),
      both,
      '-15',
    ),
    hook(object('v1', 'ConfigMap', 'migration', { data: { MODE: 'fast' } }), both, '-20'),
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
const annotations = '/metadata/annotations';
const event = `${annotations}/helm.sh~1hook`;
const weight = `${annotations}/helm.sh~1hook-weight`;
const deletePolicy = `${annotations}/helm.sh~1hook-delete-policy`;
const pod = '/spec/template/spec';
const main = `${pod}/containers/0`;
const account = `${pod}/serviceAccountName`;
const migration = 'Job migration';

const bad: readonly BadInput<Code>[] = [
  ['unknown-hook-event', 'Job seed', event, 'postinstall'],
  ['unknown-hook-event', 'Job probe', event, 'test,test-failure'],
  ['unknown-hook-event', 'Job backup', event, 'pre_upgrade'],
  ['hook-weight', 'Job seed', weight, '1.5'],
  ['hook-weight', 'Job seed', weight, 'first'],
  ['hook-weight', 'Job backup', weight, 5],
  ['unknown-hook-delete-policy', 'Job seed', deletePolicy, 'before-hook-creation,hook-succeded'],
  ['unknown-hook-delete-policy', 'Job seed', deletePolicy, 'HookSucceeded'],
  ['unknown-hook-delete-policy', 'Job probe', deletePolicy, 'never'],
  ['hook-without-delete-policy', 'Job seed', deletePolicy, removed, event],
  ['hook-without-delete-policy', 'Job probe', deletePolicy, '', event],
  ['hook-without-delete-policy', 'ConfigMap migration', deletePolicy, removed, event],
  ['hook-order-by-name', 'ConfigMap migration', weight, '-5', `${main}/env/0/valueFrom/configMapKeyRef/name`],
  ['hook-order-by-name', 'RoleBinding migration', weight, '-5', account],
  ['hook-order-by-name', 'Role migration', weight, '-15', '/roleRef/name'],
  [
    'hook-needs-later-object',
    'ConfigMap migration',
    annotations,
    removed,
    `${main}/env/0/valueFrom/configMapKeyRef/name`,
  ],
  ['hook-needs-later-object', migration, account, 'shop', account],
  ['hook-needs-later-object', 'RoleBinding migration', weight, '0', account],
  ['hook-needs-later-object', 'ConfigMap migration', weight, '0', `${main}/env/0/valueFrom/configMapKeyRef/name`],
  [
    'hook-needs-later-object',
    'ConfigMap migration',
    event,
    'pre-install',
    `${main}/env/0/valueFrom/configMapKeyRef/name`,
  ],
  ['hook-needs-later-object', 'Job probe', account, 'migration', account],
  ['hook-needs-later-object', 'Job farewell', account, 'shop', account],
  [
    'shared-hook',
    'ServiceAccount shop',
    annotations,
    { 'helm.sh/hook': 'pre-install', 'helm.sh/hook-delete-policy': 'before-hook-creation' },
    event,
  ],
  ['shared-hook', 'StatefulSet database', `${pod}/volumes`, [{ name: 'x', configMap: { name: 'migration' } }], event],
  ['shared-hook', 'StatefulSet database', account, 'migration', event],
  ['hook-needs-own-database', migration, `${main}/env/2/value`, 'database'],
  ['hook-needs-own-database', migration, `${main}/env/2/value`, 'postgres://shop:secret@database.shop:5432/shop'],
  ['hook-needs-own-database', migration, `${main}/args/0`, '--host=database', `${main}/args/0`],
  [
    'hook-needs-own-database',
    'ConfigMap migration',
    '/data/MODE',
    'jdbc:postgresql://database/shop',
    `${main}/env/0/valueFrom/configMapKeyRef/name`,
  ],
];

const without = (input: CheckInput, name: string): CheckInput => ({
  ...input,
  objects: input.objects.filter(({ object: each }) => (each['metadata'] as JsonObject)['name'] !== name),
});

describe('hooks', () => {
  test.each([...allInputs(), ['a small definition', shop] as const])('of %s have what they need', (_, input) => {
    expect(breachesOf(hookRules, input)).toEqual([]);
  });

  test.each(bad)('give %s when %s has another %s', (...row) => {
    const [code, of, field, value, pointer = field] = row;
    const found = breachesOf(hookRules, broken(shop, of, field, value));
    // One object out of its place may be needed by several hooks, or need several itself.
    expect(new Set(found)).toEqual(new Set([`${code} ${pointer}`]));
  });

  test('have three bad inputs for each rule', () => {
    expect(unproven(hookRules, bad)).toEqual([]);
  });

  test('of a system are broken by another weight, event or policy of their constructs', () => {
    const change = (name: string, spec: Partial<HookSpec>): CheckInput => ({
      ...sovd,
      objects: sovd.objects.map((each) =>
        each.hook && (each.object['metadata'] as JsonObject)['name'] === name
          ? { ...each, hook: { ...each.hook, ...spec } }
          : each,
      ),
    });
    const store = '/spec/secretStoreRef/name';
    expect(breachesOf(hookRules, change('sovd-webapp-migration-secrets', { weight: -10 }))).toEqual(
      [`hook-order-by-name ${store}`, 'hook-order-by-name /spec/provider/aws/auth/jwt/serviceAccountRef/name'].sort(),
    );
    expect(breachesOf(hookRules, change('sovd-webapp-migration', { weight: 0 }))).toEqual([
      `hook-needs-later-object ${account}`,
    ]);
    expect(breachesOf(hookRules, change('sovd-webapp-migration', { events: ['post-install'] }))).toEqual([
      `hook-needs-later-object ${account}`,
    ]);
    expect(breachesOf(hookRules, change('sovd-webapp-migration', { deletePolicies: [] }))).toEqual([
      'hook-without-delete-policy /metadata/annotations',
    ]);
    expect(breachesOf(hookRules, change('sovd-webapp-migration', { weight: -19.5 }))).toEqual([
      `hook-needs-later-object ${account}`,
      'hook-weight /metadata/annotations',
    ]);
  });

  test('in the words of Argo CD are understood', () => {
    const argo = (name: string) => `${annotations}/argocd.argoproj.io~1${name}`;
    const plain = { ...sovd, objects: sovd.objects.map(({ object: each }) => ({ object: each })) };
    expect(breachesOf(hookRules, plain)).toEqual([]);
    const store = 'SecretStore sovd-webapp-migration-secrets';
    expect(breachesOf(hookRules, broken(plain, store, argo('sync-wave'), '-10'))).toEqual([
      'hook-order-by-name /spec/secretStoreRef/name',
    ]);
    expect(breachesOf(hookRules, broken(plain, store, argo('hook'), 'Presync'))).toEqual(
      ['hook-needs-later-object /spec/secretStoreRef/name', `unknown-hook-event ${argo('hook')}`].sort(),
    );
    expect(breachesOf(hookRules, broken(plain, store, argo('sync-wave'), 'x'))).toEqual(
      ['hook-needs-later-object /spec/secretStoreRef/name', `hook-weight ${argo('sync-wave')}`].sort(),
    );
  });
});

const remedies = (input: CheckInput) =>
  hookRules.flatMap((rule) => rule.check(input).map(({ message, remedy }) => `${message}\n${remedy}`));

describe('the remedy', () => {
  test('for an object that only the hook needs is to make it a hook', () => {
    expect(remedies(broken(shop, 'ConfigMap migration', annotations, removed))).toEqual([
      'needs v1 ConfigMap shop/migration, an object of the release that is created only after pre-install\n' +
        'Make ConfigMap "migration" a hook: "helm.sh/hook": pre-install,pre-upgrade and "helm.sh/hook-weight": "-10". ' +
        'Or run this hook at post-install,post-upgrade.',
    ]);
  });

  test('for an object that the release needs too is a copy', () => {
    expect(remedies(broken(shop, migration, account, 'shop'))).toEqual([
      'needs v1 ServiceAccount shop/shop, an object of the release that is created only after pre-install\n' +
        'Give the hook a copy of ServiceAccount "shop" under a name of its own, with "helm.sh/hook": pre-install,pre-upgrade and ' +
        '"helm.sh/hook-weight": "-10"; the release keeps the original. Or run this hook at post-install,post-upgrade.',
    ]);
  });

  test('for an order that falls to names is a weight', () => {
    expect(remedies(broken(shop, 'ConfigMap migration', weight, '-5'))).toEqual([
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
    expect(breachesOf(hookRules, own('pre-install'))).toEqual([`hook-needs-own-database ${main}/env/0/value`]);
  });

  test("is nobody else's: a Service without pods of the release is not waited for", () => {
    const asking = broken(shop, migration, `${main}/env/2/value`, 'database');
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
  expect(hookOrder(shop)).toBe(
    `pre-install
  -20  ServiceAccount migration
  -20  Role migration
  -20  ConfigMap migration
  -15  RoleBinding migration
           needs Role migration, hook -20
           needs ServiceAccount migration, hook -20
   -5  Job migration
           needs ServiceAccount migration, hook -20
           needs RoleBinding migration, hook -15
           needs ConfigMap migration, hook -20

post-install
  0  Job seed
         needs ServiceAccount shop, of the release

pre-upgrade
  -20  ServiceAccount migration
  -20  Role migration
  -20  ConfigMap migration
  -15  RoleBinding migration
           needs Role migration, hook -20
           needs ServiceAccount migration, hook -20
   -5  Job migration
           needs ServiceAccount migration, hook -20
           needs RoleBinding migration, hook -15
           needs ConfigMap migration, hook -20
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
