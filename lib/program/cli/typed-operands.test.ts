import { expect, test } from '@jest/globals';
import { KubeConfigMap } from '../../../imports/k8s';
import { HelmChart } from '../../core/manifest';
import {
  and,
  base64,
  boolean,
  choose,
  entries,
  equals,
  integer,
  items,
  join,
  list,
  not,
  string,
  stringMap,
  text,
  values,
  when,
  type Problem,
} from '../../core/values';
import { outcomeOf } from './outcome.fixture';

/* What TypeScript would refuse, but for a cast, and one output or the other could not print. */

const Values = values({
  host: string('db', 'Host'),
  port: integer(80, 'Port'),
  isOn: boolean(true, 'Whether it is on'),
  hosts: list<string>(string('', 'Host'), ['a'], 'Hosts'),
  labels: stringMap({ a: 'b' }, 'Labels'),
});

type Shop = HelmChart<typeof Values>['values'];

function problemsOf(make: (values: Shop) => unknown): readonly Problem[] {
  const outcome = outcomeOf((app) => {
    const metadata = { version: '1.0.0', appVersion: '1', description: 'A shop' };
    const chart = new HelmChart(app, 'shop', { ...metadata, values: Values, environments: { local: { values: {} } } });
    const { host, port, isOn, hosts, labels } = chart.values;
    const data = { all: text`${host}${port}${isOn}${join(hosts, ',')}`, ...entries(labels) };
    new KubeConfigMap(chart, 'all', { data });
    new KubeConfigMap(chart, 'map', { data: { a: make(chart.values) as string } });
  });
  if (outcome.kind === 'failed') throw outcome.error;
  return outcome.kind === 'refused' ? outcome.problems : [];
}

/** An expression where TypeScript would not let it stand. */
const untyped = <T>(expression: unknown): T => expression as T;

test.each<[string, (values: Shop) => unknown, string]>([
  [
    'nothing but items() of a text',
    ({ host }) => [...items(untyped<Shop['hosts']>(host))],
    'items() was given a string where it takes a list',
  ],
  ['not() of a text', ({ host }) => choose(not(untyped(host)), 'a', 'b'), 'not() was given a string'],
  [
    'and() of a number',
    ({ isOn, port }) => choose(and(isOn, untyped(port)), 'a', 'b'),
    'and() was given an integer where it takes a boolean',
  ],
  ['a choice by a text', ({ host }) => choose(untyped(host), 'a', 'b'), 'choose() was given a string'],
  ['a field where a list is', ({ hosts }) => when(untyped(hosts), 'a'), 'when() was given a list'],
  [
    'a number that equals a text',
    ({ port }) => choose(equals(port, untyped<number>('80')), 'a', 'b'),
    'equals() was given an integer and a string, which are never the same',
  ],
  [
    'a list that equals a text',
    ({ hosts }) => choose(equals(untyped<Shop['host']>(hosts), 'a'), 'a', 'b'),
    'equals() was given a list',
  ],
])('%s is refused where it stands', (_, make, message) => {
  expect(problemsOf(make)).toMatchObject([
    {
      code: 'invalid-expression',
      construct: 'shop/map',
      path: expect.stringMatching(/^\/data\/a/) as unknown,
      message: expect.stringContaining(message) as unknown,
      remedy: expect.stringMatching(/\.$/) as unknown,
    },
  ]);
});

test.each<[string, (values: Shop) => unknown, string]>([
  ['a text with a list', ({ hosts }) => text`x ${untyped(hosts)}`, 'values[0] of text() is a list, which has no text'],
  ['base64 of a list', ({ hosts }) => base64(untyped(hosts)), 'text of base64() is a list, which has no text'],
  ['base64 of a map', ({ labels }) => base64(untyped(labels)), 'text of base64() is a map, which has no text'],
])('%s is refused', (_, make, message) => {
  const remedy = expect.stringMatching(/json\((list|map)\)\.$/) as unknown;
  expect(problemsOf(make)).toMatchObject([{ code: 'invalid-argument', message, remedy }]);
});

test('numbers of all kinds are compared', () => {
  expect(problemsOf(({ port }) => choose(equals(port, 1.5), 'a', 'b'))).toEqual([]);
});
