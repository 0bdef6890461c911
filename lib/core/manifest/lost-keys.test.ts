import { expect, test } from '@jest/globals';
import type { JsonObject } from '../values';
import { objectsOf } from './example.fixture';
import { KubeObject } from './kube-object';

test('an object of any kind has the fields that cdk8s cannot print, wherever they stand', () => {
  const odd = { constructor: 'a', ['__proto__']: { constructor: 1 }, name: 'b' };
  const spec = { ...odd, list: [odd, ['x']], map: { constructor: { deep: true } }, name: 'c' };
  const kind = { apiVersion: 'odd.example/v1', kind: 'Odd' };
  const objects = objectsOf((chart, { name }) => {
    new KubeObject(chart, 'odd', kind, { spec: { ...spec, value: { constructor: name } } });
  });
  const found = objects.find((object) => object['kind'] === 'Odd') as { readonly spec: JsonObject };
  expect(found.spec).toEqual({ ...spec, value: { constructor: 'api' } });
  expect(Object.keys(found.spec)).toEqual(expect.arrayContaining(['constructor', '__proto__']));
});
