import { expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { Configuration } from '../../authoring';
import { madeAt, madeAtPath } from './made-at';

const here = expect.stringMatching(/^lib\/core\/manifest\/made-at\.test\.ts:\d+:\d+$/) as unknown as string;

test('a construct knows the line of the author that made it, also where another construct of ours or of imports/ did', () => {
  const app = new App();
  const chart = new Chart(app, 'shop');
  const map = new KubeConfigMap(chart, 'map', {});
  const configuration = new Configuration(chart, 'settings', { data: { A: 'b' } });

  const places = [chart, map, configuration, configuration.node.findChild('configmap')].map(madeAt);

  expect(places).toEqual([here, here, here, here]);
  expect(new Set(places).size).toBe(3);
  expect(madeAtPath(app, 'shop/settings/configmap')).toBe(places[2]);
});

test('a path at which there is nothing, and the app, have no line', () => {
  const app = new App();
  new Chart(app, 'shop');
  expect(['shop/none', 'none', '', undefined].map((path) => madeAtPath(app, path))).toEqual(Array(4).fill(undefined));
  expect(madeAt(app)).toBeUndefined();
});
