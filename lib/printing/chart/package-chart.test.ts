import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, test } from '@jest/globals';

import { isOwnPackage, packageChart } from './package-chart';
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

test('a package of the same files is given back, and one of other files, or that is damaged, is not', () => {
  const bytes = packageChart('shop', FILES);
  const earlier = Uint8Array.from(bytes);
  expect(packageChart('shop', FILES, earlier)).toBe(earlier);
  const other = packageChart('shop', new Map([...FILES, ['more.txt', 'more']]));
  expect(packageChart('shop', FILES, other)).toEqual(bytes);
  expect(packageChart('shop', FILES, earlier.subarray(0, 40))).toEqual(bytes);
  expect(packageChart('other', FILES, earlier)).toEqual(packageChart('other', FILES));
});

test('a folder without Chart.yaml is not a chart', () => {
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

describe('a package is known as one of ours', () => {
  const long = new Map([...FILES, [`files/${'n'.repeat(200)}`, 'long'], ['files/empty', '']]);

  test('by its bytes, whatever its chart', () => {
    for (const files of [FILES, long, new Map([['Chart.yaml', 'name: bank\n']])]) {
      expect(isOwnPackage(packageChart('shop', files))).toBe(true);
    }
  });

  const bytes = packageChart('shop', FILES);
  const changed = (at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const own = gunzipSync(bytes);

  test.each<[string, Uint8Array]>([
    ['no bytes', new Uint8Array()],
    ['text', Buffer.from('mine\n')],
    ['the same files, packed by zlib', gzipSync(own, { level: 9 })],
    ['the same files at another time', changed(4)],
    ['a package with a changed byte', changed(100)],
    ['a package that was cut', bytes.subarray(0, -20)],
    ['a package with more behind it', Buffer.concat([bytes, Buffer.from('more')])],
    ['an empty archive', Buffer.from([...bytes.subarray(0, 10), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('and not %s', (_, other) => {
    expect(isOwnPackage(other)).toBe(false);
  });
});
