import { expect, test } from '@jest/globals';

import { planOutput } from './plan';
import { remove, temporaryFolder } from './test-disk';

test('files are put into place by code unit, and those that refer to others come last', () => {
  const root = temporaryFolder();
  const paths = [
    'charts/index.yaml',
    'charts/shop-1.0.0.tgz',
    'dist/shop/kustomization.yaml',
    'dist/shop/ä.yaml',
    'dist/shop/z.yaml',
    'dist/shop/Z.k8s.yaml',
    'dist/my-index.yaml',
  ];

  const plan = planOutput(root, new Map(paths.map((path) => [path, ''])), ['charts', 'dist']);

  expect(plan.written).toEqual([
    'charts/shop-1.0.0.tgz',
    'dist/my-index.yaml',
    'dist/shop/Z.k8s.yaml',
    'dist/shop/z.yaml',
    'dist/shop/ä.yaml',
    'charts/index.yaml',
    'dist/shop/kustomization.yaml',
  ]);
  remove(root);
});
