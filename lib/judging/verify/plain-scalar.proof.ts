import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readPlainScalar } from '../../core/yaml/plain-scalar';
import { plainScalars } from './plain-scalar.fixture';
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
  test('is read as kubectl reads it', () => {
    const scalars = plainScalars.map(([scalar]) => scalar);
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
