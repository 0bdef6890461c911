import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { hostileStrings } from '../../judging/verify/hostile.fixture';
import { blockStrings, everywhere, scalarStrings } from './hostile-trees.fixture';
import { printYaml } from './yaml-printer';

test('there are enough hostile strings, and few of them are refused as values', () => {
  expect(new Set(hostileStrings).size).toBeGreaterThan(100);
  expect(hostileStrings.filter((value) => !blockStrings.includes(value)).length).toBeLessThan(20);
  expect(hostileStrings.filter((value) => !scalarStrings.includes(value)).length).toBeLessThan(20);
});

describe('plain YAML', () => {
  test.each(['1.1', '1.2'] as const)('hostile strings come back from a YAML %s reader', (version) => {
    expect(parse(printYaml(everywhere), { version, merge: true })).toEqual(everywhere);
  });

  const anyText = fc.string({ unit: 'binary', maxLength: 80 });
  const line = fc.string({ unit: fc.constantFrom(...'ab01 \t\n:#-{}"\'\\|>%&*!?[],._+eExXoO~=<'), maxLength: 12 });

  test.each(['1.1', '1.2'] as const)(
    'any text comes back from a YAML %s reader, as key, value and element',
    (version) => {
      fc.assert(
        fc.property(fc.oneof(anyText, line), (value) => {
          fc.pre(value !== '__proto__');
          const tree = { map: { [value]: value, next: 1 }, list: [value, [value], { [value]: [value] }], last: value };
          expect(parse(printYaml(tree), { version })).toEqual(tree);
        }),
        { seed: 1, numRuns: 3000 },
      );
    },
  );

  test.each(['1.1', '1.2'] as const)('any finite number comes back from a YAML %s reader', (version) => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()), (value) => {
        expect(parse(printYaml({ value }), { version })).toEqual({ value: value === 0 ? 0 : value });
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});
