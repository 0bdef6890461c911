import { describe, expect, test } from '@jest/globals';
import { each, entries, items, refs, string, stringMap, boolean, list, text, values, when } from '../../core/values';
import { decode, evaluate, Merged, type Release, type Tree } from '../../core/values';
import { originsAt, originsOf } from './origins';

const schema = values({
  host: string('db', 'Host'),
  isOn: boolean(true, 'On'),
  names: list<string>(string('', 'Name'), ['a', 'b'], 'Names'),
  labels: stringMap({ team: 'x' }, 'Labels'),
});
const v = refs(schema, {});
const release = (over: object = {}): Release => ({
  values: { host: 'db', isOn: true, names: ['a', 'b'], labels: { team: 'x' }, ...over },
  release: { name: 'shop', namespace: 'shop' },
  chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
});
const report = { found: () => undefined, mangled: () => undefined, strange: () => undefined };
const tree = (given: unknown): Tree => decode(given, report);
const told = (given: unknown, at?: Release) =>
  originsOf(tree(given), at).map(({ pointer, values: made, conditions }) => [pointer, made.join(), conditions.join()]);

describe('where the places of an object come from', () => {
  test('literals from no value, expressions from those that they refer to', () => {
    expect(told({ a: 1, b: { c: text`${v.host}:5432` } })).toEqual([
      ['/a', '', ''],
      ['/b/c', 'host', ''],
    ]);
  });

  test('what stands under a condition also from the values of the condition, while it holds', () => {
    const conditional = { a: when(v.isOn, { b: v.host }) };
    expect(told(conditional)).toEqual([['/a/b', 'host', 'isOn']]);
    expect(told(conditional, release())).toEqual([['/a/b', 'host', 'isOn']]);
    expect(told(conditional, release({ isOn: false }))).toEqual([]);
  });

  test('elements behind those of a list in the values have a place only where the values are known', () => {
    const listed = { a: ['first', ...items(v.names), v.host] };
    expect(told(listed)).toEqual([
      ['/a/0', '', ''],
      ['/a/*', 'names', ''],
      ['/a/*', 'host', ''],
    ]);
    expect(told(listed, release({ names: ['x', 'y'] }))).toEqual([
      ['/a/0', '', ''],
      ['/a/1', 'names', ''],
      ['/a/2', 'names', ''],
      ['/a/3', 'host', ''],
    ]);
    expect(told(listed, release({ names: [] }))).toEqual([
      ['/a/0', '', ''],
      ['/a/1', 'host', ''],
    ]);
  });

  test('an element that is left out takes no place', () => {
    const listed = { a: [when(v.isOn, 'x'), v.host] };
    expect(told(listed, release({ isOn: false }))).toEqual([['/a/0', 'host', '']]);
  });

  test('each element of a loop from the list', () => {
    const looped = { a: [...each(v.names, 'name', (name) => ({ name }))] };
    expect(told(looped, release())).toEqual([
      ['/a/0', 'names', ''],
      ['/a/1', 'names', ''],
    ]);
  });

  test('of several maps in one, an entry from the last that has it', () => {
    const merged = tree({ labels: { ...entries(v.labels), team: 'ours', host: v.host } });
    expect((merged as { labels: unknown }).labels).toBeInstanceOf(Merged);
    const at = release({ labels: { tier: 'web', team: 'theirs' } });
    const { labels } = evaluate(merged, at) as { readonly labels: { readonly team: string } };
    expect(labels.team).toBe('ours');
    const found = originsOf(merged, at).map(({ pointer, values: made }) => [pointer, made.join()]);
    expect(found.sort()).toEqual([
      ['/labels/host', 'host'],
      ['/labels/team', ''],
      ['/labels/tier', 'labels'],
    ]);
  });
});

describe('a place', () => {
  const origins = originsOf(tree({ a: { b: v.host, c: 1 }, d: v.labels, ab: 2 }), release());

  test('is made of all that is in it', () => {
    expect(originsAt(origins, '/a').map(({ pointer }) => pointer)).toEqual(['/a/b', '/a/c']);
  });

  test('inside a value is made of that value', () => {
    expect(originsAt(origins, '/d/team').map(({ pointer }) => pointer)).toEqual(['/d']);
  });

  test('that nothing is known of has no origin', () => expect(originsAt(origins, '/x')).toEqual([]));
});
