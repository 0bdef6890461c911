import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { check } from './check';
import { readDocuments } from './folder/read-documents';
import { openLists } from './open-lists';

const namesOf = (object: JsonObject): unknown[] =>
  openLists({ object }).map(({ object: each }) => [each['kind'], (each['metadata'] as JsonObject)['name']]);

const configMap = (name: string): JsonObject => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

test('an object is itself, a list its items, and a list in a list the items of both', () => {
  expect(namesOf(configMap('a'))).toEqual([['ConfigMap', 'a']]);
  const inner = { apiVersion: 'v1', kind: 'ConfigMapList', items: [configMap('b'), configMap('c')] };
  expect(namesOf({ apiVersion: 'v1', kind: 'List', items: [configMap('a'), inner] })).toEqual([
    ['ConfigMap', 'a'],
    ['ConfigMap', 'b'],
    ['ConfigMap', 'c'],
  ]);
});

test('an item that says nothing of its kind is of the kind of its list', () => {
  const items = [{ metadata: { name: 'a' } }];
  expect(openLists({ object: { apiVersion: 'apps/v1', kind: 'DeploymentList', items } })[0]?.object).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a' },
  });
});

test('a kind that ends in List and has no items is none', () => {
  const list = { apiVersion: 'acme.dev/v1', kind: 'AllowList', metadata: { name: 'a' }, spec: { items: [] } };
  expect(namesOf(list)).toEqual([['AllowList', 'a']]);
});

test('what is wrong with an item is found at its line', () => {
  const text = `apiVersion: v1
kind: ConfigMapList
items:
  - metadata:
      name: a
  - metadata:
      name: b
      labels:
        team: a b
`;
  const { objects, problems } = readDocuments(text, 'lists.yaml');
  expect(problems).toEqual([]);
  const found = check({ objects }).filter(({ code }) => code === 'invalid-label');
  expect(found.map(({ pointer, line }) => [pointer, line])).toEqual([['/metadata/labels/team', 9]]);
});

test('lines of a list that is opened later are those of its file', () => {
  const lineOf = (pointer: string): number => ({ '/items/1': 5, '/items/1/data': 7 })[pointer] ?? 1;
  const items = [configMap('a'), configMap('b')];
  const [, second] = openLists({ object: { apiVersion: 'v1', kind: 'List', items }, line: 1, lineOf });
  expect([second?.line, second?.lineOf?.('/data')]).toEqual([5, 7]);
});
