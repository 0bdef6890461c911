import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { systemsOf } from '../../program/app';
import { HelmChart } from '../../core/manifest';
import { file, values } from '../../core/values';
import { printChart } from './chart-files';

function print(...contents: readonly string[]) {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: values({}),
    environments: { test: { values: {} } },
    version: '1.0.0',
    appVersion: '1.0.0',
    description: 'Files',
  });
  contents.forEach((content, i) => new KubeConfigMap(chart, `map-${i}`, { data: { x: file('x.json', content) } }));
  const [system] = systemsOf(app);
  return printChart(system!.definition, system!.manifests).files;
}

test('a file may be used in several places', () => {
  expect(print('{}', '{}').get('files/x.json')).toBe('{}');
});

test('two contents of one path are refused, since one would be lost', () => {
  expect(() => print('{}', '[]')).toThrow(
    'shop: file("x.json", ...) has two different contents [same-file]\n    Give each content a path of its own.',
  );
});
