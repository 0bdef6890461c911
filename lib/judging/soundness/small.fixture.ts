import { App } from 'cdk8s';
import { KubeConfigMap } from '../../../imports/k8s';
import { HelmChart } from '../../core/manifest';
import { integer, oneOf, string, stringMap, values } from '../../core/values';
import { systemsOf } from '../../program/app';
import type { Subject } from './subject';

const smallValues = values({
  port: integer(80, 'Port', { minimum: 1, maximum: 65535 }),
  word: string('a', 'A word', { pattern: '^[a-z]{1,3}$' }),
  size: oneOf(['small', 'large'], 'small', 'Size'),
  words: stringMap({}, 'More words'),
});

/** A chart of one ConfigMap, which is not on the disk. */
export function smallSubject(): Subject {
  const app = new App();
  const chart = new HelmChart(app, 'small', {
    ...{
      values: smallValues,
      environments: { test: { values: {} } },
      version: '1.0.0',
      appVersion: '1',
      description: 'A small one',
    },
  });
  new KubeConfigMap(chart, 'words', { metadata: { name: 'words' }, data: { word: chart.values.word } });
  return { ...systemsOf(app)[0]!, chart: '' };
}
