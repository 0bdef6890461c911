import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasApi, kubernetesAtLeast, kubernetesVersion } from '../../core/manifest';
import {
  add,
  and,
  block,
  blockText,
  boolean,
  choose,
  concat,
  contains,
  each,
  endsWith,
  entries,
  equals,
  greaterThan,
  integer,
  length,
  lessThan,
  list,
  named,
  not,
  number,
  object,
  oneOf,
  orElse,
  replace,
  startsWith,
  string,
  stringMap,
  text,
  trim,
  trimPrefix,
  trimSuffix,
  upper,
  validateValues,
  values as makeValues,
  when,
  type Expression,
} from '../../core/values';
import { hostileStrings } from '../../judging/verify/hostile.fixture';
import { bothPrinters } from './both.fixture';

/* What is made of texts, what is asked of texts, lists and maps, and loops over maps: the same in both outputs, whatever they hold. */

const isAccepted = (value: string) =>
  validateValues(makeValues({ value: string('', 'A text') }), { value }, 'here').length === 0;

interface Three {
  readonly whole: string;
  readonly piece: string;
  readonly other: string;
}

const drawn = fc
  .record({
    whole: fc.string({
      unit: fc.constantFrom('a', 'b', '-', ' ', '\t', '\u00a0', '\u3000', 'é', '😀', '"', '$&'),
      maxLength: 12,
    }),
    piece: fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', 'é', '😀', '$&'), minLength: 0, maxLength: 2 }),
    other: fc.constantFrom('', 'x', '$&', '$1', '\\', '{{', '"'),
  })
  .filter(({ whole }) => isAccepted(whole));

const edges: readonly Three[] = [
  { whole: '', piece: '', other: '' },
  { whole: 'aaa', piece: 'aa', other: 'a' },
  { whole: 'a-b-', piece: '-', other: '' },
  { whole: '😀é', piece: '😀', other: '$&' },
  { whole: '\u00a0\u3000 a b\u2009', piece: ' ', other: '_' },
];
const threes = [
  ...edges,
  ...hostileStrings.filter(isAccepted).map((whole) => ({ whole, piece: [...whole][0] ?? '', other: 'x' })),
  ...fc.sample(drawn, { seed: 15, numRuns: 250 }),
];

/** Keys of which UTF-16 and UTF-8 have another order, and such as JavaScript sorts by itself. */
const keys = ['b', 'a', '10', '9', '\uff01', '\u{1f600}', 'é', 'B', '_', 'constructor', '__proto__', 'y', '1e3', ''];
const anyMap = (values: readonly unknown[]) =>
  Object.fromEntries(keys.map((key, i) => [key, values[i % values.length]])) as { readonly [key: string]: never };
const openKeys = { type: 'object', propertyNames: { type: 'string' } };
const hosts = { b: { host: 'b.example.org', port: 12345678 }, a: { host: 'a.example.org', port: 2 } };

const schema = makeValues({
  threes: list<Three>(
    object({ whole: string('', 'A'), piece: string('', 'B'), other: string('', 'C') }, 'Texts'),
    threes,
    'Texts',
  ),
  env: stringMap({ LEVEL: 'info', A: '1e3', B: 'yes' }, 'Environment variables'),
  strange: block<{ readonly [key: string]: string }>(
    { ...openKeys, additionalProperties: { type: 'string' } },
    anyMap(hostileStrings.filter(isAccepted)),
    'A map with any keys',
  ),
  counts: block<{ readonly [key: string]: number }>(
    { ...openKeys, additionalProperties: { type: 'integer', minimum: 0, maximum: 1e9 } },
    anyMap([12345678, 0, 1]),
    'Counts',
  ),
  hosts: block<{ readonly [key: string]: { host: string; port: number } }>(
    { type: 'object', additionalProperties: object({ host: string('', 'Host'), port: integer(1, 'Port') }, 'Host') },
    hosts,
    'Hosts by name',
  ),
  none: stringMap({}, 'An empty map'),
  names: list<string>(blockText(), ['a', 'b', ''], 'Names'),
  noNames: list<string>(blockText(), [], 'No names'),
  ports: list<number>(integer(1, 'A port'), [80, 443, 12345678], 'Ports'),
  ratios: list<number>(number(1, 'A ratio'), [0.5, 1, 1e21], 'Ratios'),
  flags: list<boolean>(boolean(true, 'A flag'), [true], 'Flags'),
  mixed: list<string | number>({ ...blockText(), type: ['string', 'integer'] } as never, ['80', 443], 'Mixed'),
  share: block<string | number>({ type: ['integer', 'string'] }, 443, 'A number or a text'),
  port: integer(80, 'A port', { maximum: 65_535 }),
  ratio: number(0.5, 'A ratio'),
  host: string('db-0.example.org', 'A host', { maxLength: 63 }),
  first: string('', 'First'),
  second: string('', 'Second'),
  level: oneOf(['info', 'débug'], 'info', 'A level'),
  isOn: boolean(true, 'A flag'),
});

const both = bothPrinters(schema, [
  { env: { LEVEL: null, A: null, B: null }, names: [], ports: [], host: '', port: 0, ratio: 1e21, share: '443' },
  { first: 'one', second: 'two', level: 'débug', isOn: false, port: 443, noNames: ['é😀'], none: { x: 'y' } },
  { second: 'two', share: 80, ratio: 1 },
]);

describe('the same in both outputs', () => {
  both('texts of any kind', ({ threes: given }) => ({
    tree: {
      each: each(given, 'n', (n) => {
        const [whole, piece, other] = [n.field('whole'), n.field('piece'), n.field('other')];
        return {
          made: [
            trim(whole),
            trimPrefix(whole, piece),
            trimSuffix(whole, piece),
            replace(whole, 'a', other),
            trimSuffix(whole, '-'),
          ],
          told: [contains(whole, piece), startsWith(whole, piece), endsWith(whole, piece), contains(whole, 'a-')],
          length: length(whole),
        };
      }),
    },
  }));

  both('loops over maps', ({ env, strange, counts, hosts: byName, none, isOn, names }) => ({
    tree: {
      env: [{ name: 'FIRST', value: 'x' }, ...each(env, ['name', 'value'], (name, value) => ({ name, value }))],
      strange: each(strange, ['key', 'value'], (key, value) => [key, value, text`${key}=${value}`, upper(key)]),
      counts: each(counts, ['name', 'count'], (name, count) => ({ name, count: add(count, 1), text: text`${count}` })),
      hosts: each(byName, ['name', 'entry'], (name, entry) => ({
        name: text`${name}-host`,
        host: entry.field('host'),
        port: entry.field('port'),
        isFirst: choose(equals(name, 'a'), 'yes', 'no'),
        aliases: each(names, 'alias', (alias) => text`${name}.${alias}`),
      })),
      keys: each(env, ['name', 'value'], (name) => name),
      nested: each(byName, ['name', 'entry'], (name) => ({
        name,
        others: each(env, ['other', 'value'], (other, value) => ({ name: text`${name}-${other}`, value })),
      })),
      none: each(none, ['name', 'value'], (name, value) => ({ name, value })),
      conditional: [when(isOn, each(env, ['name', 'value'], (name) => text`on ${name}`)[0])],
    },
  }));

  both('lengths', ({ names, noNames, env, none, host, level, strange, port }) => ({
    tree: {
      lists: [length(names), length(noNames), length(concat(names, noNames)), length(concat(noNames, noNames))],
      maps: [length(env), length(none), length(strange)],
      texts: [length(host), length(level), length(text`${host}é😀`)],
      used: {
        sum: add(length(names), 1),
        text: text`${length(names)} names`,
        when: when(greaterThan(length(host), 3), host),
        choice: choose(equals(length(names), 0), 'none', 'some'),
        named: named('count', 'How many.', length(names)),
        less: lessThan(length(names), port),
      },
    },
  }));

  both('what lists hold', ({ names, noNames, ports, ratios, flags, mixed, share, port, ratio, host, isOn, level }) => ({
    tree: {
      texts: [
        contains(names, 'a'),
        contains(names, ''),
        contains(noNames, 'a'),
        contains(names, host),
        contains(names, text`${level}`),
      ],
      numbers: [contains(ports, 80), contains(ports, port), contains(ports, add(port, 0)), contains(ports, 12345678)],
      ratios: [contains(ratios, 1), contains(ratios, ratio), contains(ratios, 1e21)],
      flags: [contains(flags, isOn), contains(flags, false)],
      mixed: [contains(mixed, '443'), contains(mixed, 443), contains(mixed, share), contains(mixed, '80')],
      condition: when(and(not(contains(names, 'c')), contains(host, 'example')), { yes: true }),
      both: contains(concat(names, noNames), 'é😀'),
      none: contains(concat(noNames, noNames), 'x'),
    },
  }));

  both('first of several that is not empty', ({ first, second, host, share, env }) => ({
    tree: {
      two: orElse(first, second, 'none'),
      three: orElse(first, second, host, 'none'),
      last: orElse(first, second, host),
      scalar: orElse(share as Expression<string>, first, 'none'),
      text: text`x${orElse(first, second, '')}y`,
      entry: { ...entries(env), Z: orElse(first, trim(second), 'none') },
      trimmed: trimSuffix(trimPrefix(host, first), text`.${second}`),
    },
  }));

  both('versions of Kubernetes', ({ isOn }) => ({
    tree: {
      version: kubernetesVersion,
      text: text`on ${kubernetesVersion}`,
      when: when(and(isOn, not(kubernetesAtLeast('99.1'))), { old: kubernetesAtLeast('1.20') }),
      api: [hasApi('keda.sh/v1alpha1'), hasApi('keda.sh/v1'), hasApi('keda.sh/v1alpha1/ScaledObject')],
      least: ['1.30', '1.30.2', '1.30.3', '1.29.9', '1.31', '1.9', '2.0'].map(kubernetesAtLeast),
    },
  }));
});

test('there are hostile keys and texts among those of this proof', () => {
  expect(threes.length).toBeGreaterThan(250);
  expect(Object.keys(anyMap(['a']))).toContain('\u{1f600}');
});
