import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lineDiff } from './line-diff';
import { compareWithFile } from './table-files';
import { tablesOf } from './tables';

const probe = (check: object) => ({ readinessProbe: { ...check, periodSeconds: 5 } });
const pod = (name: string, container: object) => ({
  object: { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'main', ...container }] } },
});

describe('tables', () => {
  test('say what each probe asks, also those of jobs by the clock', () => {
    const template = { spec: { containers: [{ name: 'main', ...probe({ tcpSocket: { port: 5432 } }) }] } };
    const metadata = { name: 'nightly' };
    const cronJob = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: { jobTemplate: { spec: { template } } },
    };
    const objects = [
      pod('a', probe({ httpGet: { path: '/', port: 'http' } })),
      pod('b', probe({ grpc: { port: 50051 } })),
      pod('c', probe({ exec: { command: ['sh', '-c', 'pg_isready  \n && true'] } })),
      { object: cronJob },
    ];
    const rows = tablesOf([{ name: 'local', objects }])
      .probes.trim()
      .split('\n');
    expect(rows).toEqual([
      'environment  pod      probe      asks                      delay  period  timeout  failures',
      'local        a        readiness  GET / on http             -      5       -        -',
      'local        b        readiness  gRPC on 50051             -      5       -        -',
      'local        c        readiness  sh -c pg_isready && true  -      5       -        -',
      'local        nightly  readiness  TCP on 5432               -      5       -        -',
    ]);
  });

  test('tell of the containers that are wanted', () => {
    const objects = [pod('a', {}), pod('b', {})];
    const { resources } = tablesOf([{ name: 'local', objects }], (container) => container.pod === 'b');
    expect(resources.split('\n').filter((line) => line.startsWith('local'))).toEqual([
      'local        b    main       -    -       -          -',
    ]);
  });
});

describe('lineDiff', () => {
  const numbers = Array.from({ length: 20 }, (_, i) => String(i));

  test('shows what differs with two lines around it', () => {
    const after = numbers.map((line) => (line === '7' ? 'seven' : line)).filter((line) => line !== '15');
    expect(lineDiff(numbers.join('\n'), after.join('\n')).split('\n')).toEqual([
      ...['  5', '  6', '- 7', '+ seven', '  8', '  9', '  ...', '  13', '  14', '- 15', '  16', '  17'],
    ]);
  });

  test('shows lines that are added at the end, or all of them', () => {
    expect(lineDiff('a', 'a\nb')).toBe('  a\n+ b');
    expect(lineDiff('a', 'b')).toBe('- a\n+ b');
    expect(lineDiff('a\nb', 'b')).toBe('- a\n  b');
  });
});

describe('files of tables', () => {
  let folder = '';
  const file = () => join(folder, '__tables__/web.txt');
  const names = ['CI', 'CHARTWRIGHT_UPDATE_TABLES'] as const;
  const before = names.map((name) => process.env[name]);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chartwright-tables-'));
    for (const name of names) delete process.env[name];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    names.forEach((name, i) => {
      const value = before[i];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    });
  });

  test('are written where they are missing, and then compared', () => {
    expect(compareWithFile(file(), 'one\n')).toBeUndefined();
    expect(readFileSync(file(), 'utf8')).toBe('one\n');
    expect(compareWithFile(file(), 'one\n')).toBeUndefined();
  });

  test('are not written in CI', () => {
    process.env['CI'] = 'true';
    expect(compareWithFile(file(), 'one\n')).toMatch(/__tables__\/web\.txt does not exist, and is not written in CI/);
    expect(() => readFileSync(file())).toThrow('ENOENT');
  });

  test('that differ are shown line by line and stay, until they are to be written anew', () => {
    const other = join(folder, 'other.txt');
    writeFileSync(other, 'a\r\nb\r\n');
    expect(compareWithFile(other, 'a\nc\n')).toMatch(
      /the tables are not those in .*other\.txt \(-\).*CHARTWRIGHT_UPDATE_TABLES=1\n\n {2}a\n- b\n\+ c/,
    );
    expect(readFileSync(other, 'utf8')).toBe('a\r\nb\r\n');
    process.env['CHARTWRIGHT_UPDATE_TABLES'] = '1';
    expect(compareWithFile(other, 'a\nc\n')).toBeUndefined();
    expect(readFileSync(other, 'utf8')).toBe('a\nc\n');
  });

  test('are not shared by calls that mean different tables', () => {
    process.env['CHARTWRIGHT_UPDATE_TABLES'] = '1';
    expect(compareWithFile(file(), 'one\n')).toBeUndefined();
    expect(compareWithFile(file(), 'two\n')).toMatch(/two calls in this run mean different tables and the same file/);
    expect(readFileSync(file(), 'utf8')).toBe('one\n');
  });
});
