import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostileNames } from '../../judging/verify/hostile.fixture';
import { releaseNames } from '../../judging/verify/random-values.fixture';
import { commonValues } from '../manifest';
import { appVersion, chartVersion, entries, releaseName } from './algebra';
import { mayHold } from './characters';
import { decode } from './decode-tree';
import { evaluate } from './evaluate';
import { Expression, Merged, type JsonObject, type Release } from './expression';
import { fullNameLimit, fullname, labels, selectorLabels } from './chart-helpers';
import { defaults, overlay } from './overrides';
import { refs } from './refs';
import { stringMap, values } from './schema';
import { validateValues } from './validate';

const release = (name: string): Release => ({
  values: { nameOverride: '', fullnameOverride: '', global: {}, commonLabels: {} },
  release: { name, namespace: 'space' },
  chart: { name: 'shop', version: '1.0.0', appVersion: '1.0.0' },
});

describe('a full name', () => {
  const fullOf = (name: string, more: Partial<Release> = {}) => evaluate(fullname, { ...release(name), ...more });

  test.each([
    ['shop', 'shop'],
    ['a', 'a-shop'],
    ['a'.repeat(30), `${'a'.repeat(30)}-shop`],
  ])('of the release %s is %s', (name, full) => {
    expect(fullOf(name)).toBe(full);
  });

  test.each([
    ['a'.repeat(31), /^a{26}-[0-9a-f]{8}$/],
    ['my.site', /^my-site-shop-[0-9a-f]{8}$/],
    ['2024-demo', /^release-2024-demo-shop-[0-9a-f]{8}$/],
    ['1', /^release-1-shop-[0-9a-f]{8}$/],
  ])('that is cut or cannot be one, as of %s, is mended and ends in eight letters of its hash', (name, form) => {
    expect(fullOf(name)).toMatch(form);
  });

  const names = fc.oneof(releaseNames, fc.constantFrom(...hostileNames('shop')));

  test('is a DNS label that begins with a letter, whatever the release is called', () => {
    fc.assert(fc.property(names, (name) => expect(fullOf(name)).toMatch(/^[a-z]([-a-z0-9]{0,33}[a-z0-9])?$/)));
  });

  test('is that of no other release', () => {
    const likewise = (name: string) => [
      name,
      name.replaceAll('.', '-'),
      `release-${name}`,
      `${name}-shop`,
      `${name}.x`,
    ];
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 2, maxLength: 20 }), (several) => {
        const all = [...new Set(several.flatMap(likewise))];
        expect(new Set(all.map((name) => fullOf(name))).size).toBe(all.length);
      }),
    );
  });

  test('of a subchart under any alias that Helm takes is one too, and its labels are its own', () => {
    const aliases = ['Blue', 'blue', 'my_shop', 'my-shop', '_', '-', '9', 'x'.repeat(70), `${'x'.repeat(70)}y`];
    const found = aliases.map((alias) => {
      const aliased = { chart: { name: alias, version: '1.0.0', appVersion: '1.0.0' } };
      const { 'app.kubernetes.io/name': label } = evaluate(selectorLabels, { ...release('a'), ...aliased }) as {
        readonly [key: string]: string;
      };
      expect(label).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      expect(fullOf('a', aliased)).toMatch(/^[a-z]([-a-z0-9]{0,33}[a-z0-9])?$/);
      return label;
    });
    expect(found.slice(1, 2)).toEqual(['blue']);
    expect(new Set(found).size).toBe(aliases.length);
  });
});

describe('what users put in the place of a name', () => {
  const schema = values(commonValues);
  const toldOf = (given: JsonObject) =>
    validateValues(schema, overlay(defaults(schema), given), '').map(({ path }) => path);

  test.each(['', 'a', 'a-1', 'a'.repeat(fullNameLimit)])('may be %j', (name) => {
    expect(toldOf({ fullnameOverride: name, nameOverride: name })).toEqual([]);
  });

  test.each(['1abc', 'Abc', 'a.b', '-a', 'a-', 'a_b'])(
    'is refused where no Service can be called so, as %s',
    (name) => {
      expect(toldOf({ fullnameOverride: name, nameOverride: name })).toEqual(['nameOverride', 'fullnameOverride']);
    },
  );

  test('leaves room for what is put behind it', () => {
    expect(toldOf({ fullnameOverride: 'a'.repeat(fullNameLimit + 1) })).toEqual(['fullnameOverride']);
  });
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
