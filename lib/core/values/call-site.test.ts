import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { authorsLine, isForeign } from './call-site';

test.each([
  ['/app/main.ts', false],
  ['/app/node_modules/.cache/chartwright/app-12.cjs', false],
  ['/app/node_modules/.cache/projects/one/main.ts', false],
  ['/app/node_modules/cdk8s/lib/printing/chart.js', true],
  ['/app/node_modules/.cache/projects/one/node_modules/cdk8s/lib/printing/chart.js', true],
  ['/app/node_modules/chartwright/.build/index.js', true],
  ['/packages/chartwright/.build/index.js', true],
  ['C:\\app\\node_modules\\cdk8s\\lib\\chart.js', true],
  ['node:internal/modules/cjs/loader', true],
])('%s is of somebody else: %s', (file, isOfOthers) => {
  expect(isForeign(file)).toBe(isOfOthers);
});

test('the line of an author whose folders are called as ours are', () => {
  const frames = [join(__dirname, 'algebra.ts:1:2'), '/app/lib/core/values/web.ts:3:4', '/app/main.ts:5:6'];
  expect(authorsLine(`Error\n${frames.map((frame) => `    at f (${frame})`).join('\n')}`)).toBe(
    '/app/lib/core/values/web.ts:3:4',
  );
});
