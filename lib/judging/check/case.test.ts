import { describe, expect, test } from '@jest/globals';
import { broken, made, placeIn, removed } from './broken.fixture';
import { breachesOf, cases, finder, pointerOf, withAll } from './case.fixture';
import type { Rule } from './finding';
import { at } from '../../core/references/objects';

const spec = { containers: [{ name: 'web', image: 'web' }], volumes: [{ name: 'a' }] };
const input = {
  objects: [
    made('apps/v1 Deployment web', { spec: { template: { spec } } }),
    made('v1 ConfigMap shop-web', { data: { a: 'b' } }),
    made('v1 ConfigMap shop-api'),
  ].map((object) => ({ object })),
};

const noEmptyData: Rule = {
  code: 'empty-data',
  question: 'refused',
  severity: 'error',
  why: 'An empty map says nothing.',
  remedy: 'Leave it out.',
  check: ({ objects }) =>
    objects
      .filter(({ object }) => JSON.stringify(object['data']) === '{}')
      .map((each) => ({ at: each, pointer: '/data', message: 'is empty' })),
};

describe('a table of cases', () => {
  test('has headings, values in YAML, quoted values of the test, and fields that are absent', () => {
    expect(cases`
      one
        Deployment web | main/image | { a: [1, '1'] }
        Deployment web | main/name | ${'a | b\n'} | ..
      two
        Deployment web | pod/volumes | (absent)
    `).toEqual([
      { heading: 'one', object: 'Deployment web', field: 'main/image', value: { a: [1, '1'] } },
      { heading: 'one', object: 'Deployment web', field: 'main/name', value: 'a | b\n', pointer: '..' },
      { heading: 'two', object: 'Deployment web', field: 'pod/volumes', value: removed },
    ]);
  });

  test.each(['Deployment web | main/image', 'Deployment web | main/image | 1 | .. | more'])('refuses "%s"', (line) => {
    expect(() => cases(Object.assign([line], { raw: [line] }))).toThrow(
      'expected "Kind name | field | value | pointer"',
    );
  });

  test.each([
    ['main/image', undefined, '/spec/template/spec/containers/0/image'],
    ['pod/volumes/-', undefined, '/spec/template/spec/volumes/1'],
    ['pod/volumes/-', './name', '/spec/template/spec/volumes/1/name'],
    ['main/securityContext/runAsUser', '../..', '/spec/template/spec/containers/0'],
    ['/spec/..', undefined, '/spec/..'],
    ['annotations/a~1b', 'pod', '/spec/template/spec'],
  ])('finds what a line at %s means by %s', (field, pointer, found) => {
    const line = { heading: '', object: 'Deployment web', field, value: 1, ...(pointer !== undefined && { pointer }) };
    expect(pointerOf(input, line)).toBe(found);
  });

  test('takes effect as a whole, or line by line', () => {
    const both = cases`
      ConfigMap web | /data | {}
      ConfigMap api | /data | {}
    `;
    expect(breachesOf([noEmptyData], withAll(input, both))).toEqual(['empty-data /data', 'empty-data /data']);
    expect(finder([noEmptyData], input)('ConfigMap web', '/data', {})).toEqual(['empty-data /data']);
    expect(finder([noEmptyData], input)('ConfigMap web', '/data', removed)).toEqual([]);
  });
});

describe('an object', () => {
  test('is found by a part of its name that no other has', () => {
    expect(at(broken(input, 'ConfigMap api', '/data', {}).objects[2]?.object, 'data')).toEqual({});
    expect(() => broken(input, 'ConfigMap shop', '/data', {})).toThrow(
      '2 objects match "ConfigMap shop"; of this kind there are shop-web, shop-api',
    );
    expect(() => broken(input, 'ConfigMap none', '/data', {})).toThrow('0 objects match "ConfigMap none"');
  });

  test('loses no field that it does not have', () => {
    expect(() => broken(input, 'ConfigMap api', '/data', removed)).toThrow('ConfigMap api has no /data');
    expect(() => placeIn(input, 'ConfigMap api', 'main/image')).toThrow('ConfigMap api has no main/image');
  });
});
