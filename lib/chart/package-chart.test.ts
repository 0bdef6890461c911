import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

import { expect, test } from '@jest/globals';

import { packageChart } from './package-chart';
import { FILES } from './package-chart.fixture';

test('the same files give the same bytes, in whatever order they come, and on any machine', () => {
  const bytes = packageChart('shop', FILES);

  expect(packageChart('shop', new Map([...FILES].reverse()))).toEqual(bytes);
  // Pinned: another digest here means that every published chart gets new bytes under its old version.
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(
    '4b2b2911148c3a18aeb3c5496fdbd13d65f778cf7bc213921e7fd4fd4ac20f98',
  );
});

test('the gzip header has no time, level 9 and the same system on any machine', () => {
  const bytes = packageChart('shop', FILES);

  expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
  expect(gunzipSync(bytes).length % 512).toBe(0);
});

test('a folder without Chart.yaml is no chart', () => {
  expect(() => packageChart('shop', new Map([['values.yaml', '']]))).toThrow(
    'Chart shop has no Chart.yaml, without which Helm takes it for no chart.',
  );
});

test.each(['../a', 'a/../b', '/a', 'a//b', 'a/', './a', 'a\\b', 'a\0', ''])('the path %j is refused', (path) => {
  expect(() =>
    packageChart(
      'shop',
      new Map([
        ['Chart.yaml', ''],
        [path, ''],
      ]),
    ),
  ).toThrow(`shop: ${JSON.stringify(path)} cannot be the path of a file in a chart [invalid-path]`);
});

test.each(['', '..', 'a/b', 'a\\b'])('the chart name %j is refused', (name) => {
  expect(() => packageChart(name, FILES)).toThrow(`${JSON.stringify(name)} cannot be the name of a chart's folder.`);
});
