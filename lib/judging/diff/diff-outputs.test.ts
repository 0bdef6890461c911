import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../core/values';
import { broken, inputOf, made, withObject } from '../check/broken.fixture';
import { cases, type Case } from '../check/case.fixture';
import type { CheckInput } from '../check/finding';
import { moreKinds } from '../check/more-kinds.fixture';
import { diffOutputs, isSafe } from '.';

const sovd = [
  ...moreKinds,
  made('v1 Secret extra', { immutable: true, data: { a: 'YQ==' } }),
  made('storage.k8s.io/v1 StorageClass extra', { provisioner: 'ebs.csi.aws.com', parameters: { type: 'gp3' } }),
  made('batch/v1 Job extra', {
    spec: { backoffLimit: 1, template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } },
  }),
  made('apps/v1 DaemonSet extra', {
    spec: { updateStrategy: { type: 'OnDelete' }, template: { spec: { containers: [{ name: 'a', image: 'a:1' }] } } },
  }),
].reduce(withObject, inputOf('sovd-webapp', 'production'));
const shop = inputOf('microshop', 'production');

const pod = '/spec/template/spec';
const backend = 'Deployment sovd-webapp-backend';
const migration = 'Job sovd-webapp-migration';

const changes = cases`
  no effect
    Deployment backend | /metadata/labels/app.kubernetes.io~1version | 2.0.0
    Deployment backend | /metadata/labels/helm.sh~1chart | sovd-webapp-2.0.0
    Service backend | /spec/sessionAffinity | None
  applied in place
    Deployment backend | /spec/replicas | 7
    Deployment backend | /spec/strategy/rollingUpdate/maxSurge | 2
    ConfigMap sovd-webapp-config | /data/LOG_LEVEL | DEBUG
    HorizontalPodAutoscaler backend | /spec/maxReplicas | 30
    Service backend | /spec/ports/0/port | 9000
    Job migration | main/image | sovd-backend:v2
    CronJob tool | main/image | tool:2
    PersistentVolumeClaim cache | /spec/resources/requests/storage | 2Gi
    DaemonSet extra | main/image | a:2
    Job extra | /spec/ttlSecondsAfterFinished | 60
  rolls pods
    Deployment backend | main/image | sovd-backend:v2
    Deployment backend | /spec/template/metadata/annotations/checksum~1config | x
    Deployment backend | main/env/- | { name: NEW, value: '1' }
    Deployment backend | pod/terminationGracePeriodSeconds | (absent)
  rejected by the API server
    Deployment backend | /spec/selector/matchLabels/app | x
    DaemonSet extra | /spec/selector | { matchLabels: { a: b } }
    Job extra | main/image | a:2
    Job extra | /spec/completions | 2
    Service backend | /spec/clusterIP | None
    PersistentVolumeClaim cache | /spec/resources/requests/storage | 500Mi
    PersistentVolumeClaim cache | /spec/storageClassName | gp3
    PersistentVolumeClaim cache | /spec/accessModes/0 | ReadWriteMany
    RoleBinding tool | /roleRef/name | other
    Secret extra | /data/a | Yg==
    Secret extra | /immutable | (absent)
    Secret extra | /type | kubernetes.io/tls
    StorageClass extra | /parameters/type | gp2
    StorageClass extra | /reclaimPolicy | Retain
`;
const shopChanges = cases`
  no effect
    StatefulSet order-db | /spec/podManagementPolicy | OrderedReady
    StatefulSet order-db | /spec/volumeClaimTemplates/0/apiVersion | (absent)
    StatefulSet order-db | /spec/volumeClaimTemplates/0/kind | (absent)
    StatefulSet order-db | /spec/volumeClaimTemplates/0/spec/volumeMode | Filesystem
  applied in place
    StatefulSet order-db | /spec/persistentVolumeClaimRetentionPolicy | { whenScaled: Delete }
  rolls pods
    StatefulSet order-db | main/image | postgres:17
  rejected by the API server
    StatefulSet order-db | /spec/serviceName | orders
    StatefulSet order-db | /spec/podManagementPolicy | Parallel
    StatefulSet order-db | /spec/volumeClaimTemplates/0/spec/volumeMode | Block
    StatefulSet order-db | /spec/selector/matchLabels/app | x
    StatefulSet order-db | /spec/volumeClaimTemplates/0/spec/resources/requests/storage | 50Gi
    StatefulSet order-db | /spec/volumeClaimTemplates/- | { metadata: { name: more }, spec: {} }
  loses data
    StatefulSet order-db | /spec/volumeClaimTemplates | (absent)
    StatefulSet order-db | /spec/volumeClaimTemplates | []
    StatefulSet order-db | /spec/volumeClaimTemplates/0/metadata/name | disk
`;

describe('an upgrade', () => {
  test('to the same output changes nothing', () => {
    expect(
      diffOutputs(sovd.objects, inputOf('sovd-webapp', 'production').objects).filter(
        ({ change }) => change === 'changed',
      ),
    ).toEqual([]);
  });

  const changed = (input: CheckInput, { heading: effect, object, field, value }: Case) => {
    const found = diffOutputs(input.objects, broken(input, object, field, value).objects);
    expect(found.map((each) => [each.effect, each.change])).toEqual([[effect, 'changed']]);
    expect(isSafe(found)).toBe(effect !== 'rejected by the API server' && effect !== 'loses data');
  };
  test.each(changes)('$heading: $object has another $field', (each) => changed(sovd, each));
  test.each(shopChanges)('$heading: $object has another $field', (each) => changed(shop, each));

  const without = (input: CheckInput, kind: string) =>
    input.objects.filter(({ object: each }) => each['kind'] !== kind);

  test.each([
    ['StatefulSet', 'loses data', shop],
    ['PersistentVolumeClaim', 'loses data', sovd],
    ['Namespace', 'applied in place', sovd],
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
    expect(found?.change).toBe('replaced');
  });

  const job = (name: string, image: string, more: JsonObject = {}) =>
    made(`batch/v1 Job ${name}`, { spec: { template: { spec: { containers: [{ name: 'a', image }] } } }, ...more });
  const withJobs = (...jobs: Parameters<typeof withObject>[1][]) => jobs.reduce(withObject, shop).objects;

  test('with another content of a Job that is named by it runs a new Job, and removes none', () => {
    const found = diffOutputs(withJobs(job('index-0123abcd', 'a:1')), withJobs(job('index-89abcdef', 'a:2')));
    expect(found).toEqual([
      {
        object: expect.stringContaining('index-89abcdef'),
        identity: expect.objectContaining({ kind: 'Job', name: 'index-89abcdef' }),
        change: 'replaced',
        effect: 'applied in place',
        fields: [
          { pointer: '/metadata/name', before: 'index-0123abcd', after: 'index-89abcdef', effect: 'applied in place' },
          { pointer: `${pod}/containers/0/image`, before: 'a:1', after: 'a:2', effect: 'applied in place' },
        ],
        note: 'a new Job runs; engines that remove what is gone remove index-0123abcd, and kubectl leaves it',
      },
    ]);
  });

  test.each([
    ['whose names end in no hash', ['index-one'], ['index-two']],
    ['of other names before the hash', ['index-0123abcd'], ['load-89abcdef']],
    ['of which it is not plain who follows whom', ['index-0123abcd', 'index-1123abcd'], ['index-89abcdef']],
  ])('with Jobs %s removes and adds them', (_title, before, after) => {
    const jobs = (names: readonly string[]) => withJobs(...names.map((name) => job(name, 'a:1')));
    expect(diffOutputs(jobs(before), jobs(after)).map(({ change }) => change)).toEqual([
      ...before.map(() => 'removed'),
      ...after.map(() => 'added'),
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
