import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readPlainScalar } from '../yaml/plain-scalar';
import { kubectl } from './tools';

/** How the real kubectl reads unquoted scalars. */
function readByKubectl(scalars: readonly string[]): unknown[] {
  const items = scalars.map((scalar) => `  - ${scalar}\n`).join('');
  const manifest = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: scalars\nscalars:\n${items}`;
  const args = ['annotate', '--local', '--filename', '-', '--output', 'json', 'read=yes'];
  const answer = execFileSync(kubectl().path, args, { input: manifest, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return (JSON.parse(answer) as { scalars: unknown[] }).scalars;
}

/** JSON has no integers beyond a float64. */
function asJson(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

describe('an unquoted scalar', () => {
  const table: [scalar: string, value: unknown][] = [
    ['yes', true],
    ['y', true],
    ['on', true],
    ['oN', 'oN'],
    ['off', false],
    ['N', false],
    ['True', true],
    ['~', null],
    ['null', null],
    ['nULL', 'nULL'],
    ['0o14', 12],
    ['014', 12],
    ['0777_7', 4095],
    ['0b11', 3],
    ['-0b11', -3],
    ['0x1F', 31],
    ['08', 8],
    ['0o8', '0o8'],
    ['1e3', 1000],
    ['1.e3', 1000],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['.5_0', 0.5],
    ['._5', '._5'],
    ['1_000', 1000],
    ['_1', '_1'],
    ['-0', 0],
    ['1.0', 1],
    ['1e400', '1e400'],
    ['9007199254740993', 9007199254740993n],
    ['18446744073709551616', 18446744073709551616],
    ['1:30', '1:30'],
    ['2001-01-01', '2001-01-01'],
    ['1.5.2', '1.5.2'],
    ['0x', '0x'],
    ['=', '='],
    ['infinity', 'infinity'],
  ];

  test.each(table)('%s means to us what it means to Kubernetes', (scalar, value) => {
    expect(readPlainScalar(scalar)).toBe(value);
  });

  test('is read as kubectl reads it', () => {
    const scalars = table.map(([scalar]) => scalar);
    expect(scalars.map((scalar) => asJson(readPlainScalar(scalar)))).toEqual(readByKubectl(scalars));
  });

  test('that looks like a number is read as kubectl reads it', () => {
    const numberLike = fc
      .stringMatching(/^[-+]?(0[xXoObB]?)?[0-9a-f_]{0,5}([.][0-9_]{0,3})?([eE][-+]?[0-9_]{1,2})?$/)
      .filter((scalar) => scalar !== '' && scalar !== '-');
    const scalars = fc.sample(numberLike, { numRuns: 5000, seed: 1 });
    const pairs = (values: readonly unknown[]) => scalars.map((scalar, index) => [scalar, asJson(values[index])]);
    expect(pairs(scalars.map(readPlainScalar))).toEqual(pairs(readByKubectl(scalars)));
  });
});
