import { describe, expect, test } from '@jest/globals';
import { compareOutputs, formatDifferences } from './compare';
import type { KubernetesObject, Value, ValueMap } from './kubernetes-object';

const ARGO = 'argocd.argoproj.io';

function object(apiVersion: string, kind: string, name: string, metadata: ValueMap = {}, rest: ValueMap = {}) {
  return { apiVersion, kind, metadata: { name, namespace: 'sovd', ...metadata }, ...rest } satisfies KubernetesObject;
}

const config = (data: Value, metadata: ValueMap = {}) => object('v1', 'ConfigMap', 'config', metadata, { data });
const annotated = (annotations: ValueMap) => config({}, { annotations });
const job = (name: string, annotations: ValueMap) => object('batch/v1', 'Job', name, { annotations });
const labelled = (labels: ValueMap) =>
  object(
    'apps/v1',
    'StatefulSet',
    'db',
    { labels },
    {
      spec: {
        template: { metadata: { labels: { app: 'db', ...labels } } },
        volumeClaimTemplates: [{ metadata: { name: 'data', labels } }],
      },
    },
  );
const namespace: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sovd' } };

const argoHook = (hook: string, wave?: string, policy?: string): ValueMap => ({
  [`${ARGO}/hook`]: hook,
  ...(wave === undefined ? {} : { [`${ARGO}/sync-wave`]: wave }),
  ...(policy === undefined ? {} : { [`${ARGO}/hook-delete-policy`]: policy }),
});
const helmHook = (hook: string, weight?: string, policy?: string): ValueMap => ({
  'helm.sh/hook': hook,
  ...(weight === undefined ? {} : { 'helm.sh/hook-weight': weight }),
  ...(policy === undefined ? {} : { 'helm.sh/hook-delete-policy': policy }),
});

describe('outputs are equal', () => {
  test.each<[string, KubernetesObject[], KubernetesObject[]]>([
    ['when they are in another order', [config({}), namespace], [namespace, config({})]],
    ['whatever the order of keys', [config({ a: 1, b: 2 })], [config({ b: 2, a: 1 })]],
    ['when only plain YAML has the Namespace', [namespace, config({})], [config({})]],
    [
      'when tool labels differ on the object, a pod template and a volume claim',
      [labelled({ 'app.kubernetes.io/managed-by': 'chartwright' })],
      [labelled({ 'app.kubernetes.io/managed-by': 'Helm', 'helm.sh/chart': 'db-1.0.0' })],
    ],
    ['when labels hold the labels of tools only', [config({})], [config({}, { labels: { 'helm.sh/chart': 'a-1' } })]],
    [
      'when a hook runs among the objects with Argo CD',
      [job('migrate', argoHook('Sync', '31'))],
      [job('migrate', helmHook('post-install,pre-upgrade', '5'))],
    ],
    [
      'when an engine is spoken to in the map of annotations that is empty in the chart',
      [annotated({ [`${ARGO}/sync-wave`]: '3' })],
      [annotated({})],
    ],
    [
      'when only plain YAML speaks to Flux',
      [annotated({ 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' })],
      [config({})],
    ],
    ['when only plain YAML has a sync wave', [annotated({ [`${ARGO}/sync-wave`]: '3' })], [config({})]],
    ['when the chart keeps an object', [config({})], [annotated({ 'helm.sh/resource-policy': 'keep' })]],
    [
      'when both keep an object',
      [annotated({ [`${ARGO}/sync-options`]: 'Delete=false,Prune=false' })],
      [annotated({ 'helm.sh/resource-policy': 'keep' })],
    ],
    [
      'when a hook is the corresponding hook',
      [job('migrate', argoHook('PreSync', '-5', 'BeforeHookCreation,HookSucceeded'))],
      [job('migrate', helmHook('pre-install, pre-upgrade', '-5', 'hook-succeeded,before-hook-creation'))],
    ],
    [
      'when a hook Job has a hash in plain YAML',
      [job('migrate-0a1b2c3d', argoHook('PreSync'))],
      [job('migrate', helmHook('pre-install,pre-upgrade'))],
    ],
    [
      'when a Job is named as if it had a hash, in both',
      [job('migrate-0a1b2c3d', argoHook('PreSync'))],
      [job('migrate-0a1b2c3d', helmHook('pre-install'))],
    ],
    [
      'when a hook has the defaults of both worlds',
      [job('notify', argoHook('PostSync', '0', 'BeforeHookCreation'))],
      [job('notify', helmHook('post-install,post-upgrade'))],
    ],
    [
      'when a hook runs in two phases',
      [job('check', argoHook('PostSync,PreSync'))],
      [job('check', helmHook('pre-install,post-install,post-rollback'))],
    ],
    [
      'when a hook runs after a deletion',
      [job('clean', argoHook('PostDelete', '1', 'HookFailed'))],
      [job('clean', helmHook('post-delete', '+1', 'hook-failed'))],
    ],
    ['when only the chart has a test', [], [object('v1', 'Pod', 'test', { annotations: helmHook('test') })]],
    ['when only the chart has a rollback hook', [], [job('undo', helmHook('pre-rollback,post-rollback', '-1'))]],
    ['when only the chart has a hook before a deletion', [], [job('drain', helmHook('pre-delete'))]],
    [
      'when both have a hook before a deletion',
      [job('drain', argoHook('PreDelete'))],
      [job('drain', helmHook('pre-delete'))],
    ],
  ])('%s', (_, plain, helm) => {
    expect(compareOutputs(plain, helm)).toEqual([]);
  });
});

describe('a difference is found', () => {
  const annotation = (name: string) => `/metadata/annotations/${name.replace('/', '~1')}`;

  test.each<
    [string, KubernetesObject, KubernetesObject, pointer: string, plain: Value | undefined, helm: Value | undefined]
  >([
    ['in a number', config({ a: 1 }), config({ a: 2 }), '/data/a', 1, 2],
    ['in the type of a scalar', config({ a: 1 }), config({ a: '1' }), '/data/a', 1, '1'],
    ['between true and a text', config({ a: 'true' }), config({ a: true }), '/data/a', 'true', true],
    [
      'between integers that are the same as a float64',
      config({ a: 2n ** 53n + 1n }),
      config({ a: 2 ** 53 }),
      '/data/a',
      2n ** 53n + 1n,
      2 ** 53,
    ],
    ['in a key that only plain YAML has', config({ 'a/b~c': 1 }), config({}), '/data/a~1b~0c', 1, undefined],
    ['in a key that only the chart has', config({}), config({ a: null }), '/data/a', undefined, null],
    ['in a key that every object inherits', config({}), config({ constructor: 1 }), '/data/constructor', undefined, 1],
    ['between a map and a list', config({}), config([]), '/data', {}, []],
    ['between nothing and an empty map', object('v1', 'ConfigMap', 'config'), config({}), '/data', undefined, {}],
    ['in an empty annotations map', annotated({}), config({}), '/metadata/annotations', {}, undefined],
    ['in an item that is missing', config([1, 2]), config([1]), '/data/1', 2, undefined],
    [
      'in a label of a pod template',
      labelled({ tier: 'a' }),
      labelled({ tier: 'b' }),
      '/metadata/labels/tier',
      'a',
      'b',
    ],
    [
      'in an annotation of neither world',
      annotated({ note: 'a' }),
      annotated({ note: 'b' }),
      annotation('note'),
      'a',
      'b',
    ],
    [
      'when plain YAML has a hook of Helm',
      annotated(helmHook('test')),
      config({}),
      '/metadata/annotations',
      helmHook('test'),
      undefined,
    ],
    [
      'when the chart has a wave of Argo CD',
      config({}),
      annotated({ [`${ARGO}/sync-wave`]: '1' }),
      '/metadata/annotations',
      undefined,
      { [`${ARGO}/sync-wave`]: '1' },
    ],
    [
      'in a tool label that is not in metadata',
      config({ labels: { 'helm.sh/chart': 'a-1' } }),
      config({ labels: {} }),
      '/data/labels/helm.sh~1chart',
      'a-1',
      undefined,
    ],
  ])('%s', (_, plain, helm, pointer, ours, theirs) => {
    expect(compareOutputs([plain], [helm])[0]).toMatchObject({ pointer, plain: ours, helm: theirs });
  });

  test.each([
    ['when only plain YAML keeps an object', 'Prune=false', config({})],
    ['when sync options do more than keep', 'Replace=true', annotated({ 'helm.sh/resource-policy': 'keep' })],
    [
      'when some sync options do more than keep',
      'Delete=false,Replace=true',
      annotated({ 'helm.sh/resource-policy': 'keep' }),
    ],
    ['when the resource policy is not to keep', 'Delete=false', annotated({ 'helm.sh/resource-policy': 'delete' })],
  ])('%s', (_, options, helm) => {
    const plain = { [`${ARGO}/sync-options`]: options };
    const [found] = compareOutputs([annotated(plain)], [helm]);
    expect(found).toMatchObject({ pointer: '/metadata/annotations', plain, helm: undefined });
  });

  test.each<[string, ValueMap, ValueMap, annotation: string, plain: string | undefined, helm: string | undefined]>([
    ['when only plain YAML has a hook', argoHook('PreSync'), {}, 'hook', 'PreSync', undefined],
    ['when only the chart has a hook', {}, helmHook('pre-install'), 'hook', undefined, 'pre-install'],
    ['in the phase of a hook', argoHook('PostSync'), helmHook('pre-upgrade'), 'hook', 'PostSync', 'pre-upgrade'],
    ['in a phase that is before its event', argoHook('Sync'), helmHook('pre-install'), 'hook', 'Sync', 'pre-install'],
    [
      'when Argo CD would run before its first sync what Helm runs before upgrades',
      argoHook('PreSync,PostSync'),
      helmHook('post-install,pre-upgrade'),
      'hook',
      'PreSync,PostSync',
      'post-install,pre-upgrade',
    ],
    [
      'when the chart tells Argo CD something else',
      argoHook('Sync'),
      { ...helmHook('post-install,pre-upgrade'), ...argoHook('PostSync') },
      'hook',
      'Sync',
      'PostSync',
    ],
    [
      'in an event that Helm does not have',
      argoHook('PreSync'),
      helmHook('preinstall'),
      'hook',
      'PreSync',
      'preinstall',
    ],
    ['when a test is a hook of Argo CD', argoHook('PostSync'), helmHook('test'), 'hook', 'PostSync', 'test'],
    [
      'in a weight that is not an integer',
      argoHook('PreSync', 'x'),
      helmHook('pre-install', 'y'),
      'sync-wave',
      'x',
      'y',
    ],
    [
      'in a delete policy',
      argoHook('PreSync', '0', 'HookFailed'),
      helmHook('pre-install'),
      'hook-delete-policy',
      'HookFailed',
      undefined,
    ],
    [
      'in a delete policy that is misspelt',
      argoHook('PreSync'),
      helmHook('pre-install', '0', 'before-hook'),
      'hook-delete-policy',
      undefined,
      'before-hook',
    ],
  ])('%s', (_, argo, helm, name, ours, theirs) => {
    const [found] = compareOutputs([job('a', argo)], [job('a', helm)]);
    expect(found).toMatchObject({ pointer: annotation(`${ARGO}/${name}`), plain: ours, helm: theirs });
  });

  test.each([
    ['in reverse', '32', '31'],
    ['at once', '31', '31'],
  ])('when hooks of one event run one after another with Helm, and %s with Argo CD', (_, first, second) => {
    const plain = [job('a', argoHook('PreSync', first)), job('b', argoHook('PreSync', second))];
    const helm = [job('a', helmHook('pre-install', '-5')), job('b', helmHook('pre-install', '0'))];
    expect(compareOutputs(plain, helm)).toEqual([
      expect.objectContaining({ object: 'batch/v1 Job sovd/b', plain: Number(second), helm: 0 }),
    ]);
    const right = [job('a', argoHook('PreSync', '30')), job('b', argoHook('PreSync', second))];
    expect(compareOutputs(right, helm)).toEqual([]);
  });

  test('in the order of a list, item by item', () => {
    expect(compareOutputs([config(['a', 'b'])], [config(['b', 'a'])]).map(({ pointer }) => pointer)).toEqual([
      '/data/0',
      '/data/1',
    ]);
  });

  test.each<[string, KubernetesObject[], KubernetesObject[], object: string, note: string]>([
    ['when the chart lacks an object', [config({})], [], 'v1 ConfigMap sovd/config', 'only in the plain YAML'],
    ['when plain YAML lacks an object', [], [config({})], 'v1 ConfigMap sovd/config', "only in the chart's output"],
    ['when only the chart has the Namespace', [], [namespace], 'v1 Namespace sovd', "only in the chart's output"],
    [
      'when plain YAML has an object twice',
      [config({}), config({})],
      [config({})],
      'v1 ConfigMap sovd/config',
      '2 times in the plain YAML',
    ],
    [
      'when the chart has an object twice',
      [config({})],
      [config({}), config({})],
      'v1 ConfigMap sovd/config',
      "2 times in the chart's output",
    ],
    [
      'when plain YAML has a Job under two hashes',
      [job('a-00000001', argoHook('PreSync')), job('a-00000002', argoHook('PreSync'))],
      [job('a', helmHook('pre-install'))],
      'batch/v1 Job sovd/a',
      '2 times in the plain YAML',
    ],
    [
      'when a Job that is not a hook has a hash',
      [job('a-0a1b2c3d', {})],
      [],
      'batch/v1 Job sovd/a-0a1b2c3d',
      'only in the plain YAML',
    ],
    [
      'when a hash has nine digits',
      [job('a-0a1b2c3d4', argoHook('PreSync'))],
      [],
      'batch/v1 Job sovd/a-0a1b2c3d4',
      'only in the plain YAML',
    ],
    [
      'when a hook that is not a Job has a hash',
      [object('v1', 'Secret', 'a-0a1b2c3d', { annotations: argoHook('PreSync') })],
      [],
      'v1 Secret sovd/a-0a1b2c3d',
      'only in the plain YAML',
    ],
    [
      'when only the chart has a hook that is also a test',
      [],
      [job('a', helmHook('pre-install,test'))],
      'batch/v1 Job sovd/a',
      "only in the chart's output",
    ],
  ])('%s', (_, plain, helm, object, note) => {
    expect(compareOutputs(plain, helm)).toEqual([expect.objectContaining({ object, pointer: '', note })]);
  });

  test('for a name in another namespace', () => {
    const elsewhere = config({}, { namespace: 'other' });
    expect(compareOutputs([config({})], [elsewhere]).map(({ object }) => object)).toEqual([
      'v1 ConfigMap other/config',
      'v1 ConfigMap sovd/config',
    ]);
  });
});

describe('formatDifferences', () => {
  test('shows object, pointer and both values', () => {
    const plain = [config({ a: 1, text: 'one\ntwo\n', same: true, long: 'x'.repeat(400) }), namespace];
    const helm = [config({ a: '1', text: 'one\n2\n', same: true }), job('extra', {})];
    expect(formatDifferences(compareOutputs(plain, helm))).toBe(`batch/v1 Job sovd/extra: only in the chart's output
v1 ConfigMap sovd/config /data/a
  plain: 1
  helm:  "1"
v1 ConfigMap sovd/config /data/long
  plain: "${'x'.repeat(299)}...
  helm:  (absent)
v1 ConfigMap sovd/config /data/text
  plain: line 2: "two"
  helm:  line 2: "2"`);
  });
});
