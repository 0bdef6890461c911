import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { archiveName, packageChart } from './package-chart';

const LONG = `files/${'d'.repeat(90)}/${'e'.repeat(90)}.json`;
const FILES = new Map<string, string | Uint8Array>([
  ['values.yaml', 'replicaCount: 1\n'],
  ['templates/service.yaml', 'kind: Service\n'],
  ['templates/_helpers.tpl', ''],
  ['Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 1.0.0\n'],
  ['files/logo.bin', Uint8Array.from([0, 255, 10])],
  ['files/größe.txt', 'größe\n'],
  [LONG, '{}\n'],
]);

describe('the archive', () => {
  let folder = '';
  let archive = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'package-chart-'));
    archive = join(folder, archiveName('shop', '1.0.0'));
    writeFileSync(archive, packageChart('shop', FILES));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test('lists Chart.yaml first and then by code unit, with fixed mode, owner and time', () => {
    const listing = execFileSync('tar', ['--quoting-style=literal', '--numeric-owner', '-tzvf', archive], {
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C' },
    });
    const lines = listing.toString().trimEnd().split('\n');

    expect(lines.map((line) => line.replace(/ +/g, ' '))).toEqual([
      '-rw-r--r-- 0/0 41 1980-01-01 00:00 shop/Chart.yaml',
      `-rw-r--r-- 0/0 3 1980-01-01 00:00 shop/${LONG}`,
      '-rw-r--r-- 0/0 8 1980-01-01 00:00 shop/files/größe.txt',
      '-rw-r--r-- 0/0 3 1980-01-01 00:00 shop/files/logo.bin',
      '-rw-r--r-- 0/0 0 1980-01-01 00:00 shop/templates/_helpers.tpl',
      '-rw-r--r-- 0/0 14 1980-01-01 00:00 shop/templates/service.yaml',
      '-rw-r--r-- 0/0 16 1980-01-01 00:00 shop/values.yaml',
    ]);
  });

  test('gives every file back as it was', () => {
    execFileSync('tar', ['-xzf', archive, '-C', folder]);

    for (const [path, content] of FILES) {
      expect([path, readFileSync(join(folder, 'shop', path))]).toEqual([path, Buffer.from(content)]);
    }
  });
});

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
  ).toThrow(`Paths in chart shop must be relative, with "/" and without "..": ${JSON.stringify(path)}`);
});

test.each(['', '..', 'a/b', 'a\\b'])('the chart name %j is refused', (name) => {
  expect(() => packageChart(name, FILES)).toThrow(`${JSON.stringify(name)} cannot be the name of a chart's folder.`);
});
