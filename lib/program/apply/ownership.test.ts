import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { changeOf } from './changes';
import { entriesOf, inventoryObject, isInventoryOf, union, without } from './inventory';
import { whyItStays } from './ownership';

const own = { manager: 'chartwright', operation: 'Apply', time: 'one' };
const ours = (
  more: { readonly metadata?: JsonObject; readonly [key: string]: unknown } = {},
  kind = 'ConfigMap',
): JsonObject => ({
  apiVersion: kind === 'StatefulSet' ? 'apps/v1' : 'v1',
  kind,
  ...more,
  metadata: { name: 'x', managedFields: [own], ...more.metadata },
});
const annotated = (name: string, text: string) => ours({ metadata: { annotations: { [name]: text } } });

test.each<readonly [string, JsonObject, string | undefined]>([
  ['that an earlier apply made', ours(), undefined],
  [
    'that controllers have changed',
    ours({ metadata: { managedFields: [own, { manager: 'kubelet', operation: 'Update' }] } }),
    undefined,
  ],
  [
    'that somebody else made',
    ours({ metadata: { managedFields: [{ manager: 'kubectl', operation: 'Apply' }] } }),
    'has no part in it',
  ],
  [
    'that was updated by one of our name',
    ours({ metadata: { managedFields: [{ ...own, operation: 'Update' }] } }),
    'has no part in it',
  ],
  [
    'that another applies too',
    ours({ metadata: { managedFields: [own, { manager: 'flux', operation: 'Apply' }] } }),
    '"flux" applies it too',
  ],
  ['that is a claim', ours({}, 'PersistentVolumeClaim'), 'never removed'],
  ['that is a volume', ours({}, 'PersistentVolume'), 'never removed'],
  ['that is a Namespace', ours({}, 'Namespace'), 'never removed'],
  [
    'that is retained for Argo CD',
    annotated('argocd.argoproj.io/sync-options', 'Delete=false,Prune=false'),
    'retained',
  ],
  ['that is retained for Flux', annotated('kustomize.toolkit.fluxcd.io/prune', 'disabled'), 'retained'],
  ['that is retained for Helm', annotated('helm.sh/resource-policy', 'keep'), 'retained'],
  ['with another option of Argo CD', annotated('argocd.argoproj.io/sync-options', 'ServerSideApply=true'), undefined],
  ['that Helm has taken over', annotated('meta.helm.sh/release-name', 'shop'), 'a Helm release has it now'],
  ['that Argo CD has taken over', annotated('argocd.argoproj.io/tracking-id', 'shop'), 'Argo CD has it now'],
  [
    'that Flux has taken over',
    ours({ metadata: { labels: { 'kustomize.toolkit.fluxcd.io/name': 'x' } } }),
    'Flux has it now',
  ],
  [
    'that belongs to another',
    ours({ metadata: { ownerReferences: [{ kind: 'X', name: 'y', uid: 'z' }] } }),
    'belongs to another',
  ],
  [
    'whose claims go with it',
    ours({ spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } }, 'StatefulSet'),
    'its claims would be deleted',
  ],
  [
    'whose claims stay',
    ours({ spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } } }, 'StatefulSet'),
    undefined,
  ],
  ['that is on its way out', ours({ metadata: { deletionTimestamp: 'now' } }), 'deleted already'],
])('an object %s is removed only where it is ours alone and holds no data', (_, object, expected) => {
  const why = whyItStays(object);
  if (expected === undefined) expect(why).toBeUndefined();
  else expect(why).toContain(expected);
});

test('a definition of a kind is never removed', () => {
  const definition = { ...ours(), apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' };
  expect(whyItStays(definition)).toContain('never removed');
});

test.each<readonly [string, JsonObject | undefined, JsonObject, string]>([
  ['was not there', undefined, { uid: 'a' }, 'created'],
  ['is another of the same name', { uid: 'a' }, { uid: 'b' }, 'created'],
  ['is as it was', { uid: 'a', resourceVersion: '1' }, { uid: 'a', resourceVersion: '1' }, 'unchanged'],
  [
    'has a status that its controller changed',
    { uid: 'a', resourceVersion: '1', managedFields: [own] },
    { uid: 'a', resourceVersion: '2', managedFields: [own] },
    'unchanged',
  ],
  [
    'is changed by us',
    { uid: 'a', resourceVersion: '1', managedFields: [own] },
    { uid: 'a', resourceVersion: '2', managedFields: [{ ...own, time: 'two' }] },
    'changed',
  ],
  [
    'is taken over',
    { uid: 'a', resourceVersion: '1', managedFields: [] },
    { uid: 'a', resourceVersion: '2', managedFields: [own] },
    'changed',
  ],
])('an object that %s is told so', (_, before, after, expected) => {
  expect(changeOf(before && { metadata: before }, { metadata: after })).toBe(expected);
});

const owner = { system: 'shop', environment: 'Pre_Prod', namespace: 'shop' };
const entries = [
  { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: 'shop' },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'b', namespace: undefined },
];

test('what is applied is listed, and read again, in the order of application', () => {
  const inventory = inventoryObject(owner, entries);
  expect(inventory).toMatchObject({
    kind: 'ConfigMap',
    metadata: { name: 'chartwright.shop.pre-prod', namespace: 'shop' },
  });
  expect(entriesOf(inventory)).toEqual(entries);
  expect(entriesOf(undefined)).toEqual([]);
});

test('a line of the list that is not of its form removes nothing', () => {
  const text = 'v1 ConfigMap shop\nv1 ConfigMap shop a b\n\nv1 ConfigMap shop fine';
  expect(entriesOf({ data: { objects: text } }).map(({ name }) => name)).toEqual(['fine']);
});

test('a ConfigMap of the same name is the list of an environment only where it says so', () => {
  const inventory = inventoryObject(owner, entries);
  expect(isInventoryOf(inventory, owner)).toBe(true);
  expect(isInventoryOf(inventory, { ...owner, environment: 'pre-prod' })).toBe(false);
  expect(isInventoryOf({ ...inventory, metadata: { name: 'x' } }, owner)).toBe(false);
});

test('lists are joined and compared by group, kind, namespace and name, whatever the version', () => {
  const newer = { ...entries[1]!, apiVersion: 'rbac.authorization.k8s.io/v2' };
  const homeless = { ...entries[0]!, namespace: undefined };
  expect(union('shop', entries, [newer, homeless])).toEqual(entries);
  expect(without('shop', entries, [newer])).toEqual([entries[0]]);
  expect(without('elsewhere', [homeless], entries)).toEqual([homeless]);
});
