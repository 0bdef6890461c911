import { expect, test } from '@jest/globals';
import { isForeign } from './call-site';

test.each([
  ['/app/main.ts', false],
  ['/app/node_modules/.cache/chartwright/app-12.cjs', false],
  ['/app/node_modules/.cache/projects/one/main.ts', false],
  ['/app/node_modules/cdk8s/lib/chart.js', true],
  ['/app/node_modules/.cache/projects/one/node_modules/cdk8s/lib/chart.js', true],
  ['/app/node_modules/chartwright/.build/index.js', true],
  ['/packages/chartwright/.build/index.js', true],
  ['C:\\app\\node_modules\\cdk8s\\lib\\chart.js', true],
  ['node:internal/modules/cjs/loader', true],
])('%s is of somebody else: %s', (file, isOfOthers) => {
  expect(isForeign(file)).toBe(isOfOthers);
});
