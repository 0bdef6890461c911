import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { find, hearingOf, type Judge } from './judges.fixture';
import { install, packages } from './judges.json';

const { summaryOf } = require('./report-judges.js') as { summaryOf: (results: object) => string };

describe('a program', () => {
  const root = mkdtempSync(join(tmpdir(), 'chartwright-judges-'));
  const [first, second, extra] = ['first', 'second', 'extra'].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  const path = [first, '', second].join(delimiter);

  beforeAll(() => {
    for (const folder of [first, second, extra]) {
      mkdirSync(folder);
      for (const name of folder === first ? ['nginx'] : ['nginx', 'promtool'])
        writeFileSync(join(folder, name), '', { mode: 0o755 });
    }
    mkdirSync(join(first, 'amtool'));
    writeFileSync(join(first, 'curl'), '');
    chmodSync(join(first, 'curl'), 0o644);
  });

  afterAll(() => rmSync(root, { recursive: true }));

  test('is found in the folders of PATH, in their order, and then where Debian keeps it', () => {
    expect(find('nginx', path, [extra])).toBe(join(first, 'nginx'));
    expect(find('promtool', path, [extra])).toBe(join(second, 'promtool'));
    expect(find('promtool', first, [extra])).toBe(join(extra, 'promtool'));
  });

  test('is missing where there is a folder or a file of its name that nobody can run, or nothing', () => {
    expect(['amtool', 'curl', 'gpg'].map((name) => find(name, path, []))).toEqual([undefined, undefined, undefined]);
  });
});

describe('tests that judges decide', () => {
  const installed = (...judges: readonly Judge[]) => ({
    locate: (judge: Judge) => (judges.includes(judge) ? `/bin/${judge}` : undefined),
    areRequired: false,
  });

  test('are held with the path of each, under their own title', () => {
    const hearing = hearingOf(['curl', 'busybox'], 'the probe', installed('curl', 'busybox'));
    expect(hearing).toEqual({
      kind: 'held',
      title: 'the probe',
      paths: { curl: '/bin/curl', busybox: '/bin/busybox' },
    });
  });

  test('are skipped when one is missing, under a title that names it', () => {
    const hearing = hearingOf(['curl', 'busybox'], 'the probe', installed('curl'));
    expect([hearing.kind, hearing.title]).toEqual(['skipped', 'the probe (not judged, for want of busybox)']);
  });

  test('fail when one is missing and judges are required, and say what to install', () => {
    const hearing = hearingOf(['nginx', 'curl'], 'the proxy', { ...installed('curl'), areRequired: true });
    expect(hearing).toEqual({
      kind: 'failed',
      title: 'the proxy',
      message: 'Not judged, for want of nginx. Run: apt-get install --no-install-recommends nginx-light',
    });
    expect(hearingOf(['curl'], 'the probe', { ...installed('curl'), areRequired: true }).kind).toBe('held');
  });
});

describe('the last line of a run', () => {
  const result = (status: string, ...ancestorTitles: string[]) => ({ status, ancestorTitles });
  const skipped = (...judges: Judge[]) => hearingOf(judges, 'a', { locate: () => undefined, areRequired: false }).title;

  test('says how many tests were not judged, for want of what, and how to install it', () => {
    const files = [
      { testResults: [result('pending', skipped('promtool')), result('pending', 'x', skipped('promtool'), 'y')] },
      { testResults: [result('pending', skipped('nginx', 'amtool')), result('passed', 'z')] },
    ];
    expect(summaryOf({ testResults: files })).toBe(
      '3 tests were not judged, for want of amtool, nginx, promtool: ' +
        'apt-get install --no-install-recommends prometheus-alertmanager nginx-light prometheus',
    );
    expect(summaryOf({ testResults: [{ testResults: [result('pending', skipped('curl'))] }] })).toMatch(/^1 test was /);
  });

  test('is not there when all were judged, whatever else was left out', () => {
    const results = [result('passed', 'a'), result('pending', 'b'), result('failed', skipped('curl'))];
    expect(summaryOf({ testResults: [{ testResults: results }] })).toBe('');
  });
});

test('the README installs all judges with one command', () => {
  const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
  expect(readme).toContain(`${install} ${[...new Set(Object.values(packages))].sort().join(' ')}\n`);
});
