import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../values';
import { broken, inputOf, removed, withObject } from '../broken.fixture';
import type { CheckInput } from '../finding';
import { moreKinds } from '../more-kinds.fixture';
import { changesReport, diffOutputs, isSafe, type Effect } from '.';

const object = (apiVersion: string, kind: string, rest: { readonly [key: string]: Json }) => ({
  apiVersion,
  kind,
  metadata: { name: 'extra', namespace: 'sovd-webapp' },
  ...rest,
});

const sovd = [
  ...moreKinds,
  object('v1', 'Secret', { immutable: true, data: { a: 'YQ==' } }),
  object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3' } }),
  object('batch/v1', 'Job', {
    spec: { backoffLimit: 1, template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } },
  }),
  object('apps/v1', 'DaemonSet', {
    spec: { updateStrategy: { type: 'OnDelete' }, template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } },
  }),
].reduce(withObject, inputOf('sovd-webapp', 'production'));
const shop = inputOf('microshop', 'production');

const pod = '/spec/template/spec';
const backend = 'Deployment sovd-webapp-backend';
const database = 'StatefulSet order-db';
const migration = 'Job sovd-webapp-migration';

const changes: readonly (readonly [Effect, CheckInput, string, string, Json | typeof removed])[] = [
  ['no effect', sovd, backend, '/metadata/labels/app.kubernetes.io~1version', '2.0.0'],
  ['no effect', sovd, backend, '/metadata/labels/helm.sh~1chart', 'sovd-webapp-2.0.0'],
  ['no effect', sovd, 'Service sovd-webapp-backend', '/spec/sessionAffinity', 'None'],
  ['no effect', shop, database, '/spec/podManagementPolicy', 'OrderedReady'],
  ['applied in place', sovd, backend, '/spec/replicas', 7],
  ['applied in place', sovd, backend, '/spec/strategy/rollingUpdate/maxSurge', 2],
  ['applied in place', sovd, 'ConfigMap sovd-webapp-config', '/data/LOG_LEVEL', 'DEBUG'],
  ['applied in place', sovd, 'HorizontalPodAutoscaler sovd-webapp-backend', '/spec/maxReplicas', 30],
  ['applied in place', sovd, 'Service sovd-webapp-backend', '/spec/ports/0/port', 9000],
  ['applied in place', sovd, migration, `${pod}/containers/0/image`, 'sovd-backend:v2'],
  ['applied in place', sovd, 'CronJob tool', '/spec/jobTemplate/spec/template/spec/containers/0/image', 'tool:2'],
  ['applied in place', sovd, 'PersistentVolumeClaim cache', '/spec/resources/requests/storage', '2Gi'],
  ['applied in place', sovd, 'DaemonSet extra', `${pod}/containers/0/image`, 'a:2'],
  ['applied in place', sovd, 'Job extra', '/spec/ttlSecondsAfterFinished', 60],
  ['applied in place', shop, database, '/spec/persistentVolumeClaimRetentionPolicy', { whenScaled: 'Delete' }],
  ['rolls pods', sovd, backend, `${pod}/containers/0/image`, 'sovd-backend:v2'],
  ['rolls pods', sovd, backend, '/spec/template/metadata/annotations/checksum~1config', 'x'],
  ['rolls pods', sovd, backend, `${pod}/containers/0/env/-`, { name: 'NEW', value: '1' }],
  ['rolls pods', sovd, backend, `${pod}/terminationGracePeriodSeconds`, removed],
  ['rolls pods', shop, database, `${pod}/containers/0/image`, 'postgres:17'],
  ['rejected by the API server', sovd, backend, '/spec/selector/matchLabels/app', 'x'],
  ['rejected by the API server', sovd, 'DaemonSet extra', '/spec/selector', { matchLabels: { a: 'b' } }],
  ['rejected by the API server', sovd, 'Job extra', `${pod}/containers/0/image`, 'a:2'],
  ['rejected by the API server', sovd, 'Job extra', '/spec/completions', 2],
  ['rejected by the API server', shop, database, '/spec/serviceName', 'orders'],
  ['rejected by the API server', shop, database, '/spec/podManagementPolicy', 'Parallel'],
  ['rejected by the API server', shop, database, '/spec/selector/matchLabels/app', 'x'],
  [
    'rejected by the API server',
    shop,
    database,
    '/spec/volumeClaimTemplates/0/spec/resources/requests/storage',
    '50Gi',
  ],
  [
    'rejected by the API server',
    shop,
    database,
    '/spec/volumeClaimTemplates/-',
    { metadata: { name: 'more' }, spec: {} },
  ],
  ['rejected by the API server', sovd, 'Service sovd-webapp-backend', '/spec/clusterIP', 'None'],
  ['rejected by the API server', sovd, 'PersistentVolumeClaim cache', '/spec/resources/requests/storage', '500Mi'],
  ['rejected by the API server', sovd, 'PersistentVolumeClaim cache', '/spec/storageClassName', 'gp3'],
  ['rejected by the API server', sovd, 'PersistentVolumeClaim cache', '/spec/accessModes/0', 'ReadWriteMany'],
  ['rejected by the API server', sovd, 'RoleBinding tool', '/roleRef/name', 'other'],
  ['rejected by the API server', sovd, 'Secret extra', '/data/a', 'Yg=='],
  ['rejected by the API server', sovd, 'Secret extra', '/immutable', removed],
  ['rejected by the API server', sovd, 'Secret extra', '/type', 'kubernetes.io/tls'],
  ['rejected by the API server', sovd, 'StorageClass extra', '/parameters/type', 'gp2'],
  ['rejected by the API server', sovd, 'StorageClass extra', '/reclaimPolicy', 'Retain'],
  ['loses data', shop, database, '/spec/volumeClaimTemplates', removed],
  ['loses data', shop, database, '/spec/volumeClaimTemplates', []],
  ['loses data', shop, database, '/spec/volumeClaimTemplates/0/metadata/name', 'disk'],
];

describe('an upgrade', () => {
  test('to the same output changes nothing', () => {
    expect(
      diffOutputs(sovd.objects, inputOf('sovd-webapp', 'production').objects).filter(
        ({ change }) => change === 'changed',
      ),
    ).toEqual([]);
  });

  test.each(changes.map(([effect, input, ...rest]) => [effect, ...rest, input] as const))(
    '%s: %s has another %s',
    (effect, name, pointer, value, input) => {
      const found = diffOutputs(input.objects, broken(input, name, pointer, value).objects);
      expect(found.map((each) => [each.effect, each.change])).toEqual([[effect, 'changed']]);
      expect(isSafe(found)).toBe(effect !== 'rejected by the API server' && effect !== 'loses data');
    },
  );

  const without = (input: CheckInput, kind: string) =>
    input.objects.filter(({ object: each }) => each['kind'] !== kind);

  test.each([
    ['StatefulSet', 'loses data', shop],
    ['PersistentVolumeClaim', 'loses data', sovd],
    ['Namespace', 'loses data', sovd],
    ['Deployment', 'applied in place', sovd],
    ['ConfigMap', 'applied in place', sovd],
  ] as const)('that removes a %s: %s', (kind, effect, input) => {
    const found = diffOutputs(input.objects, without(input, kind));
    expect(new Set(found.map((each) => `${each.change}: ${each.effect}`))).toEqual(new Set([`removed: ${effect}`]));
  });

  test.each([
    ['helm.sh/resource-policy', 'keep'],
    ['argocd.argoproj.io/sync-options', 'Delete=false,Prune=false'],
  ])('that leaves out a claim which %s keeps loses nothing', (annotation, value) => {
    const kept = broken(sovd, 'PersistentVolumeClaim cache', '/metadata/annotations', { [annotation]: value });
    expect(isSafe(diffOutputs(kept.objects, without(kept, 'PersistentVolumeClaim')))).toBe(true);
  });

  test('adds objects', () => {
    expect(diffOutputs([], sovd.objects).map(({ change }) => change)).toEqual(sovd.objects.map(() => 'added'));
  });

  test('with a quantity in other words has no effect, and none of the pods is replaced', () => {
    const cpu = broken(sovd, backend, `${pod}/containers/0/resources/limits/cpu`, '1');
    expect(diffOutputs(sovd.objects, cpu.objects)).toEqual([]);
    const less = broken(sovd, backend, `${pod}/containers/0/resources/limits/cpu`, '999m');
    expect(diffOutputs(sovd.objects, less.objects).map(({ effect }) => effect)).toEqual(['rolls pods']);
  });

  test('that only moves containers or variables replaces the pods, and says no more than that', () => {
    const env = [...(at(sovd, backend)['env'] as readonly Json[])].reverse();
    const moved = diffOutputs(sovd.objects, broken(sovd, backend, `${pod}/containers/0/env`, env).objects);
    expect(moved.flatMap(({ fields }) => fields.map(({ pointer, effect }) => [pointer, effect]))).toEqual([
      [`${pod}/containers/0/env`, 'rolls pods'],
    ]);
  });

  test('with another content of a hook Job runs a new Job, whose name has another hash', () => {
    const next = broken(
      broken(sovd, migration, `${pod}/containers/0/image`, 'x:2'),
      migration,
      '/metadata/name',
      'sovd-webapp-migration-0123abcd',
    );
    const [found, ...others] = diffOutputs(sovd.objects, next.objects);
    expect(others).toEqual([]);
    expect([found?.effect, found?.note]).toEqual([
      'applied in place',
      expect.stringMatching(/^a new Job runs; sovd-webapp-migration-[0-9a-f]{8} is left as it was$/),
    ]);
  });
});

const at = (input: CheckInput, name: string) => {
  const found = input.objects.find(
    ({ object: { kind, metadata } }) => `${String(kind)} ${String((metadata as { name: string }).name)}` === name,
  );
  const { spec } = found!.object as unknown as {
    spec: { template: { spec: { containers: { [key: string]: Json }[] } } };
  };
  return spec.template.spec.containers[0]!;
};

test('the report has the worst last, each with its fields and what to do', () => {
  const next = broken(broken(shop, database, '/spec/serviceName', 'orders'), 'Deployment order', '/spec/replicas', 5);
  const report = changesReport([
    { name: 'microshop/production', changes: diffOutputs(shop.objects, next.objects) },
    { name: 'microshop/local', changes: [] },
  ]);
  expect(report).toBe(`microshop/production:
  ~ apps/v1 Deployment microshop/order: applied in place
      /spec/replicas: 2 -> 5
  ~ apps/v1 StatefulSet microshop/order-db: rejected by the API server
      /spec/serviceName: "order-db" -> "orders"
      delete the object first (for a StatefulSet with --cascade=orphan), or give it another name than order-db
  1 applied in place, 1 rejected by the API server

microshop/local: nothing changes
`);
});
