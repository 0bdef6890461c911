import { expect, test } from '@jest/globals';
import { ApiObject, App } from 'cdk8s';
import { choose, evaluate, text } from '../values';
import { Example } from './example.fixture';
import { release } from './per-release.fixture';

test('the name of an object is its name in texts and choices too', () => {
  const chart = new Example(new App());
  const { name } = new ApiObject(chart, 'api', { apiVersion: 'v1', kind: 'Service' });
  const { enabled, port } = chart.values;
  const said = (expression: Parameters<typeof evaluate>[0]) => evaluate(expression, release(chart, 'demo'));
  expect(said(text`http://${name}.svc:${port}/${`${name}?${name}`}`)).toBe(
    'http://demo-example-api.svc:8080/demo-example-api?demo-example-api',
  );
  expect([said(choose(enabled, name, `not-${name}`)), said(choose(enabled, `my-${name}`, name))].sort()).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(my-)?demo-example-api$|^not-demo-example-api$/)]),
  );
});
