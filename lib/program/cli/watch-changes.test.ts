import { describe, expect, test } from '@jest/globals';
import { paintFor } from './colour';
import { changedFields, changedObjects, changedText, type Shown } from './watch-changes';

const shown = (places: { readonly [place: string]: { readonly [object: string]: object } }): Shown =>
  Object.fromEntries(
    Object.entries(places).map(([place, objects]) => [
      place,
      Object.fromEntries(Object.entries(objects).map(([name, object]) => [name, JSON.stringify(object)])),
    ]),
  );
const told = (before: Shown, after: Shown) => changedText(changedObjects(before, after), paintFor(false));

describe('what a run has changed', () => {
  test('is told once for the environments in which it is the same', () => {
    const before = shown({
      'shop local': { 'Deployment/web': { spec: { replicas: 1 } } },
      'shop production': { 'Deployment/web': { spec: { replicas: 1 } } },
      'shop staging': { 'Deployment/web': { spec: { replicas: 2 } } },
    });
    const after = shown({
      'shop local': { 'Deployment/web': { spec: { replicas: 4 } } },
      'shop production': { 'Deployment/web': { spec: { replicas: 4 } } },
      'shop staging': { 'Deployment/web': { spec: { replicas: 4 } } },
    });
    expect(told(before, after)).toBe(
      [
        '~ Deployment/web (shop: local, production)',
        '    /spec/replicas: 1 -> 4',
        '~ Deployment/web (shop: staging)',
        '    /spec/replicas: 2 -> 4',
      ].join('\n'),
    );
  });

  test('are objects that came, went and changed', () => {
    const before = shown({
      'shop local': { 'A/gone': {}, 'A/same': { a: 1 }, 'B/other': { data: { x: 'a', y: 'b' } } },
    });
    const after = shown({ 'shop local': { 'A/new': {}, 'A/same': { a: 1 }, 'B/other': { data: { x: 'a', z: 'c' } } } });
    expect(told(before, after)).toBe(
      [
        '~ B/other (shop: local)',
        '    /data/y: "b" -> absent',
        '    /data/z: absent -> "c"',
        '+ A/new (shop: local)',
        '- A/gone (shop: local)',
      ].join('\n'),
    );
  });

  test('is nothing where all is as before', () => {
    const same = shown({ 'shop local': { 'A/a': { b: [1, { c: 2 }] } } });
    expect(changedObjects(same, same)).toEqual([]);
  });
});

describe('the fields that differ', () => {
  test('are the innermost ones, with pointers in which slashes are escaped', () => {
    expect(changedFields({ 'a/b': [1, 2], c: 3 }, { 'a/b': [1, 5, 6], c: 3 })).toEqual([
      { pointer: '/a~1b/1', before: 2, after: 5 },
      { pointer: '/a~1b/2', before: undefined, after: 6 },
    ]);
  });

  test('are one where a map became a text', () => {
    expect(changedFields({ a: { b: 1 } }, { a: 'b' })).toEqual([{ pointer: '/a', before: { b: 1 }, after: 'b' }]);
  });

  test('are counted where there are many', () => {
    const data = (value: string) => Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, value]));
    const text = told(shown({ 's l': { 'C/c': data('a') } }), shown({ 's l': { 'C/c': data('b') } }));
    expect(text.split('\n')).toHaveLength(8);
    expect(text).toContain('and 3 more fields');
  });
});
