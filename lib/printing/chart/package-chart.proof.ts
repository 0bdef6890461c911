import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { archiveName, packageChart } from './package-chart';
import { FILES, LONG } from './package-chart.fixture';

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
