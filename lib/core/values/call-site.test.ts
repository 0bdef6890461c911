import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { authorsLine, isForeign, placeOf } from './call-site';

test.each([
  ['/app/main.ts', false],
  ['/app/node_modules/.cache/chartwright/app-12.cjs', false],
  ['/app/node_modules/.cache/projects/one/main.ts', false],
  ['/app/node_modules/cdk8s/lib/printing/chart.js', true],
  ['/app/node_modules/.cache/projects/one/node_modules/cdk8s/lib/printing/chart.js', true],
  ['/app/node_modules/chartwright/.build/library.js', true],
  ['/packages/chartwright/.build/library.js', true],
  ['C:\\app\\node_modules\\cdk8s\\lib\\chart.js', true],
  ['/packages/chartwright/lib/program/cli/compile-cache.mjs', true],
  ['node:internal/modules/cjs/loader', true],
])('%s is of somebody else: %s', (file, isOfOthers) => {
  expect(isForeign(file)).toBe(isOfOthers);
});

test.each([
  ['    at new Web (/my app (1)/main.ts:5:6)', '/my app (1)/main.ts:5:6'],
  ['    at Web.add [as put] (/my app/main.ts:5:6)', '/my app/main.ts:5:6'],
  ['    at /my app (1)/main.ts:5:6', '/my app (1)/main.ts:5:6'],
  ['    at async /my app/main.ts:5:6', '/my app/main.ts:5:6'],
  ['    at async build (file:///my%20app%20(1)/%C3%BC.ts:5:6)', '/my app (1)/ü.ts:5:6'],
  ['    at C:\\my app\\main.ts:5:6', 'C:\\my app\\main.ts:5:6'],
  ['    at async Promise.all (index 0)', undefined],
  ['    at eval (eval at build (/my app/main.ts:5:6), <anonymous>:1:1)', undefined],
  ['    at Array.map (<anonymous>)', undefined],
  ['Error: at /main.ts:5:6', undefined],
])('the place in %j', (line, place) => {
  expect(placeOf(line)).toBe(place);
});

test('the line of an author whose folders are called as ours are', () => {
  const frames = [join(__dirname, 'algebra.ts:1:2'), '/app/lib/core/values/web.ts:3:4', '/app/main.ts:5:6'];
  expect(authorsLine(`Error\n${frames.map((frame) => `    at f (${frame})`).join('\n')}`)).toBe(
    '/app/lib/core/values/web.ts:3:4',
  );
});
