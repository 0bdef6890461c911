import { expect, test } from '@jest/globals';
import { ApiObject, App } from 'cdk8s';
import { Construct } from 'constructs';
import { token } from '../values';
import { Example } from './example.fixture';
import { synthesize } from './synthesize';

/** The file of an object inside a construct with this id, which says the id too, as where a construct makes an id of a name. */
function fileOf(idOf: (chart: Example) => string): string {
  const chart = new Example(new App());
  const id = idOf(chart);
  new ApiObject(new Construct(chart, id), 'Resource', { apiVersion: 'v1', kind: 'ConfigMap', data: { id } });
  return synthesize(chart.node.root)[0]!.manifests[0]!.file;
}

test('a file is called after what a token in an id stands for', () => {
  expect(fileOf(({ values }) => `front${token(values.name)}`)).toBe('frontname-configmap');
  expect(fileOf(({ values }) => `a-${String(values.replicas)}-b`)).toBe('a-replicas-b-configmap');
});

test('an id without a token is what it is', () => {
  expect(fileOf(() => 'a/b--c')).toBe(fileOf(() => 'a--b--c'));
});
