import { describe, expect, test } from '@jest/globals';
import { appVersion, chartVersion, entries, releaseName } from './algebra';
import { mayHold } from './characters';
import { decode } from './decode-tree';
import { evaluate } from './evaluate';
import { Expression, Merged, type Release } from './expression';
import { fullname, labels, selectorLabels } from './chart-helpers';
import { refs } from './refs';
import { stringMap, values } from './schema';

const release = (name: string): Release => ({
  values: { nameOverride: '', fullnameOverride: '', global: {}, commonLabels: {} },
  release: { name, namespace: 'space' },
  chart: { name: 'shop', version: '1.0.0', appVersion: '1.0.0' },
});

test('a full name that is cut ends in eight letters of its hash', () => {
  expect(evaluate(fullname, release('a'.repeat(33)))).toBe(`${'a'.repeat(33)}-shop`);
  expect(evaluate(fullname, release('a'.repeat(34)))).toMatch(/^a{29}-[0-9a-f]{8}$/);
});

test.each([
  [releaseName, '-', true],
  [releaseName, '_', false],
  [chartVersion, '+', true],
  [chartVersion, '/', false],
  [appVersion, '/', true],
] as const)('what is known of a release tells which characters it may hold', (expression, character, may) => {
  expect(mayHold(expression, character)).toBe(may);
});

test('labels of all users and of one place become one map, so that no key is printed twice', () => {
  const { podLabels } = refs(values({ podLabels: stringMap({}, 'Labels of the pods') }), {});
  const lost: unknown[] = [];
  const report = { found: () => undefined, mangled: (value: unknown) => lost.push(value), strange: () => undefined };
  const tree = decode({ ...entries(labels), ...entries(podLabels), tier: 'web' }, report);
  expect(lost).toEqual([]);
  expect(tree instanceof Merged ? tree.parts.map((part) => ('node' in part ? part.node : part)) : tree).toMatchObject([
    { kind: 'overlay' },
    { tier: 'web' },
  ]);
});

describe('a label that an author gives and a helper gives too is printed once, with what the author says', () => {
  const keysLeftOut = (map: object): readonly string[] => {
    const report = { found: () => undefined, mangled: () => undefined, strange: () => undefined };
    const tree = decode(map, report);
    const nodes =
      tree instanceof Merged ? tree.parts.map((part) => (part instanceof Expression ? part.node : part)) : [];
    return nodes.flatMap((node) => ('kind' in node && node.kind === 'without' ? node.keys : []));
  };

  test.each<[string, object, readonly string[]]>([
    [
      'one of those of all objects',
      { ...entries(labels), 'app.kubernetes.io/name': 'api' },
      ['app.kubernetes.io/name'],
    ],
    ['one that users may add to all objects', { ...entries(labels), team: 'shop' }, ['team']],
    [
      'one by which an object is known',
      { ...entries(selectorLabels), 'app.kubernetes.io/instance': 'a' },
      ['app.kubernetes.io/instance'],
    ],
    ['none that a helper gives', { ...entries(labels), 'app.kubernetes.io/component': 'api' }, []],
    ['none that users may add to it', { ...entries(selectorLabels), team: 'shop' }, []],
  ])('%s', (_, map, keys) => {
    expect(keysLeftOut(map)).toEqual(keys);
  });

  test('and users do not take the place of one by which an object is known', () => {
    const { free } = refs(values({ free: stringMap({}, 'Labels') }), {});
    expect(keysLeftOut({ ...entries(selectorLabels), ...entries(free) })).toEqual([
      'app.kubernetes.io/name',
      'app.kubernetes.io/instance',
    ]);
  });
});
