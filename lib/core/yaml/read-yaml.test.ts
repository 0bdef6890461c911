import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readYaml, type YamlPurpose } from './read-yaml';
import { randomTexts } from './random-yaml.fixture';
import { keyCases, scalarCases } from './yaml-cases.fixture';
import { documentCases, manifestCases } from './yaml-documents.fixture';

const faultsOf = (text: string, purpose: YamlPurpose = 'values') =>
  readYaml(text, purpose).faults.map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`);

describe.each([
  ['a scalar', scalarCases],
  ['a key', keyCases],
  ['a values file', documentCases],
])('%s', (_what, all) => {
  test.each(all.map((each) => [JSON.stringify(each.text), each] as const))(
    '%s is read as Helm reads it, or refused',
    (_text, { text, value, fault }) => {
      if (fault !== undefined) return expect(faultsOf(text)[0]).toBe(fault);
      expect(faultsOf(text)).toEqual([]);
      expect(readYaml(text, 'values').documents[0]?.value ?? {}).toEqual(value);
    },
  );
});

test.each(manifestCases.map((each) => [JSON.stringify(each.text), each] as const))(
  'the manifests %s are read as kubectl reads them, or refused',
  (_text, { text, values, fault }) => {
    if (fault !== undefined) return expect(faultsOf(text, 'manifests')[0]).toBe(fault);
    expect(faultsOf(text, 'manifests')).toEqual([]);
    expect(readYaml(text, 'manifests').documents.map(({ value }) => value)).toEqual(values);
  },
);

test('every fault has a path and a remedy', () => {
  const { faults } = readYaml('a: &a {p: 1}\nb:\n  - on: 1\n    p: 2\n    <<: *a\n  - !x y\nb: .inf\n', 'values');
  expect(
    faults.map(({ line, column, path, message, remedy }) => [line, column, path.join('.'), message, remedy]),
  ).toEqual([
    [3, 5, 'b.0', 'the key on is read as the boolean true', 'Put the key in quotes.'],
    [5, 5, 'b.0', '<< replaces what stands above it: p', 'Put << first in its map, so that the keys below it win.'],
    [6, 8, 'b.1', 'Helm and kubectl take no notice of the tag !x', 'Remove the tag.'],
    [7, 1, 'b', 'the key b is there twice', 'Remove one of the two, or merge them.'],
    [7, 4, 'b', 'JSON, and so Kubernetes, has no number .inf', 'Put it in quotes if it is a text.'],
  ]);
});

describe('aliases', () => {
  const many = (count: number) =>
    `x: &x { a: 1, b: [2, 3] }\n${Array.from({ length: count }, (_, i) => `k${i}: *x\n`).join('')}`;

  test.each([150, 10_000])('that are %d are read', (count) => {
    const { documents, faults } = readYaml(many(count), 'values');
    expect(faults).toEqual([]);
    expect(documents[0]?.value).toMatchObject({ k0: { a: 1, b: [2, 3] }, [`k${count - 1}`]: { a: 1, b: [2, 3] } });
  });

  test('that nest deeper than anything that is written out are refused', () => {
    const chain = Array.from({ length: 150 }, (_, i) => `k${i}: &k${i} [[[[${i === 0 ? '' : `*k${i - 1}`}]]]]\n`);
    expect(faultsOf(chain.join(''))).toEqual(['125:17 syntax: the aliases stand for too much']);
  });
});

test.each([
  ['lists', '['.repeat(50_000), '1:501'],
  ['maps', Array.from({ length: 9000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''), '501:501'],
])('%s that nest without end are refused', (_what, text, place) => {
  expect(faultsOf(text)).toEqual([`${place} syntax: is nested deeper than 500 levels`]);
});

test('many block scalars take no longer for each', () => {
  const text = Array.from({ length: 20_000 }, (_, i) => `k${i}: |+\n  x\n   y\n`).join('');
  const started = performance.now();
  expect(readYaml(text, 'values').faults).toEqual([]);
  expect(performance.now() - started).toBeLessThan(20_000);
});

test('a key named __proto__ is a key', () => {
  const value = readYaml('__proto__: { a: 1 }\n', 'values').documents[0]?.value;
  expect(Object.keys(value as object)).toEqual(['__proto__']);
});

test('of a text without end only the first hundred faults are told', () => {
  expect(faultsOf('\x07\n'.repeat(10_000))).toHaveLength(100);
});

const noise = fc.string({ unit: 'binary', maxLength: 60 });
const marks = fc
  .array(fc.constantFrom(...'-?:,[]{}#&*!|>\'"%@` \n\t\ra1~<'), { maxLength: 40 })
  .map((all) => all.join(''));

test.each(Object.entries({ ...randomTexts, 'any text': noise, 'a text of marks': marks }))(
  'whatever %s holds is read or has faults with places in it',
  (_kind, texts) => {
    const check = (text: string) => {
      const lines = text.split('\n');
      for (const purpose of ['values', 'manifests'] as const) {
        const { documents, faults } = readYaml(text, purpose);
        for (const { line, column, message, remedy } of faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
          expect([message, remedy]).not.toContain('');
        }
        if (faults.length === 0) for (const { value } of documents) expect(value).not.toBeUndefined();
      }
    };
    fc.assert(fc.property(texts, check), { numRuns: 300, seed: 1 });
  },
);
