import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { blockText, string, validateValues, values as valuesSchema, type Json, type TSchema } from '../values';
import { hostileKeys, hostileStrings } from '../verify/hostile.fixture';
import { printYaml } from './yaml-printer';

/** What the schema of blocks, and so of maps and lists of strings, accepts. */
const blockStrings = hostileStrings.filter((value) => accepts(blockText(), value));
/** What the schema of strings accepts. */
const scalarStrings = hostileStrings.filter((value) => accepts(string('', 'A text'), value));

function accepts(schema: TSchema, value: Json): boolean {
  return validateValues(valuesSchema({ value: schema }), { value }, 'here').length === 0;
}

/** `{ prefix0: strings[0], prefix1: strings[1], ... }`. */
const numbered = <T>(prefix: string, all: readonly T[]): { [key: string]: T } =>
  Object.fromEntries(all.map((each, i) => [`${prefix}${i}`, each]));

/** Every position of a literal: value, key, list element, inside a text. */
const everywhere = {
  values: numbered('s', hostileStrings),
  keys: Object.fromEntries([...hostileStrings, ...hostileKeys].map((key, i) => [key, `v${i}`])),
  elements: hostileStrings,
  blocks: hostileStrings.map((value) => `first\n${value}\nlast\n`),
};

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
