import { expect, test } from '@jest/globals';
import { Testing } from 'cdk8s';
import { greaterOrEqual, integer, toggle, values } from '../values';
import { definitionOf } from './definition';
import { HelmChart } from './helm-chart';

test('guards are told in the order in which the chart tells them', () => {
  const schema = values({ web: toggle(true, { least: integer(1, 'Least') }, 'Web'), most: integer(5, 'Most') });
  const chart = new HelmChart(Testing.app(), 'shop', {
    ...{
      values: schema,
      environments: { test: { values: {} } },
      version: '1.0.0',
      appVersion: '1',
      description: 'A shop',
    },
  });
  const { web, most } = chart.values;
  chart.require(greaterOrEqual(most, 1), 'most must be at least 1');
  chart.require(greaterOrEqual(web.least, 1), 'least must be at least 1');
  chart.require(greaterOrEqual(most, 1), 'most is of no use below 1');
  const { guards = [] } = definitionOf(chart);
  expect(guards.map(({ sentence }) => sentence)).toEqual([
    'most must be at least 1',
    'most is of no use below 1',
    'least must be at least 1',
  ]);
});
