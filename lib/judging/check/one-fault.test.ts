import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { check } from './check';

/** The errors that the API server would give, as `code pointer`. */
const refused = (object: JsonObject) =>
  check({ objects: [{ object }] })
    .filter(({ question }) => question === 'refused')
    .map(({ code, pointer }) => `${code} ${pointer}`);

const claim = (storage: string | readonly string[]): JsonObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
});

test('a value that cannot be read is one finding, of the schema', () => {
  expect(refused(claim('1GB'))).toEqual(['schema-bad-value /spec/resources/requests/storage']);
  expect(refused(claim(['1Gi']))).toEqual(['schema-wrong-type /spec/resources/requests/storage']);
});

test('a quantity that is read and is out of range is found by its meaning', () => {
  expect(refused(claim('-1Gi'))).toEqual(['invalid-quantity /spec/resources/requests/storage']);
});

test('other values of the object are judged beside one that cannot be read', () => {
  const limits = { cpu: '1cpu', memory: '-1' };
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'web:1.2.3', resources: { limits } }] },
  };
  const resources = '/spec/containers/0/resources/limits';
  expect(refused(object)).toEqual([`schema-bad-value ${resources}/cpu`, `invalid-resource ${resources}/memory`]);
});
