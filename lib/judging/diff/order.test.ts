import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { diffOutputs, isSafe, type PlacedObject } from '.';

const placed = (place: string, annotations?: JsonObject): PlacedObject => ({
  path: place,
  object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', ...(annotations && { annotations }) } },
});
const orderOf = (before: PlacedObject, after: PlacedObject) => diffOutputs([before], [after])[0]?.order;

const argo = (hook: string, wave: string) => ({
  'argocd.argoproj.io/hook': hook,
  'argocd.argoproj.io/sync-wave': wave,
});
const helm = (hook: string, weight: string) => ({ 'helm.sh/hook': hook, 'helm.sh/hook-weight': weight });

describe('the order of application', () => {
  test.each<[string, PlacedObject, PlacedObject, readonly (readonly string[])[]]>([
    [
      'the folder of a stage and the number of a file',
      placed('40-workloads/40-a.k8s.yaml'),
      placed('30-migrations/31-a.k8s.yaml'),
      [
        ['stage', '40-workloads', '30-migrations'],
        ['file number', '40', '31'],
      ],
    ],
    ['the number of a file', placed('40-a.k8s.yaml'), placed('20-a.k8s.yaml'), [['file number', '40', '20']]],
    [
      'a phase and a wave of Argo CD',
      placed('30-a.k8s.yaml', argo('PreSync', '-5')),
      placed('30-a.k8s.yaml', argo('Sync', '30')),
      [
        ['phase', 'PreSync', 'Sync'],
        ['wave', '-5', '30'],
      ],
    ],
    [
      'a hook of Helm and its weight',
      placed('30-a.k8s.yaml', helm('pre-install', '1')),
      placed('30-a.k8s.yaml', helm('pre-install,pre-upgrade', '2')),
      [
        ['hook', 'pre-install', 'pre-install,pre-upgrade'],
        ['hook weight', '1', '2'],
      ],
    ],
  ])('changes with %s', (_, before, after, expected) => {
    expect(orderOf(before, after)).toEqual(expected.map(([by, from, to]) => ({ by, before: from, after: to })));
    expect(isSafe(diffOutputs([before], [after]))).toBe(true);
  });

  test('changes where an object becomes a hook, and where it is one no more', () => {
    const [plain, hook] = [placed('30-a.k8s.yaml'), placed('30-a.k8s.yaml', { 'helm.sh/hook': 'pre-install' })];
    expect(orderOf(plain, hook)).toEqual([{ by: 'hook', after: 'pre-install' }]);
    expect(orderOf(hook, plain)).toEqual([{ by: 'hook', before: 'pre-install' }]);
  });

  test.each<[string, PlacedObject, PlacedObject]>([
    ['an output without stages that gets some', placed('40-a.k8s.yaml'), placed('40-workloads/40-a.k8s.yaml')],
    ['a number of another width', placed('05-a.k8s.yaml'), placed('005-a.k8s.yaml')],
    ['a file of another name', placed('40-a.k8s.yaml'), placed('40-b.k8s.yaml')],
    [
      'the events of a hook in another order',
      placed('a', { 'helm.sh/hook': 'pre-install,pre-upgrade' }),
      placed('a', { 'helm.sh/hook': 'pre-upgrade, pre-install' }),
    ],
  ])('is the same for %s', (_, before, after) => {
    expect(orderOf(before, after)).toBeUndefined();
  });

  test('is told of an object of which nothing else has changed', () => {
    const [change] = diffOutputs([placed('40-a.k8s.yaml')], [placed('20-a.k8s.yaml')]);
    expect(change).toMatchObject({ object: 'v1 ConfigMap a', change: 'changed', effect: 'no effect', fields: [] });
  });
});
