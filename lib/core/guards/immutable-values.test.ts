import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { KubeService, KubeStatefulSet } from '../../../imports/k8s';
import { systemsOf } from '../../program/app';
import { Condition, HelmChart } from '../manifest';
import { boolean, string, values, when, type TSchema } from '../values';

const Values = values({
  isKept: boolean(true, 'Whether data stay'),
  size: string('1Gi', 'Space for data'),
  storageClass: string('fast', 'What makes the volume'),
  image: string('db:1', 'Image'),
  exposed: boolean(true, 'Whether others reach it'),
});

test('what no update can change is told in the description of the value, and nothing of other values', () => {
  const chart = new HelmChart(new App(), 'shop', {
    values: Values,
    environments: { local: { values: {} } },
    ...{ version: '1.0.0', appVersion: '1', description: 'A shop' },
  });
  const { isKept, size, storageClass, image, exposed } = chart.values;
  const labels = { app: 'db' };
  const claim = {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      resources: { requests: { storage: size } },
    },
  };
  new KubeStatefulSet(chart, 'db', {
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'db', image }] } },
      volumeClaimTemplates: [when(isKept, claim)] as never,
    },
  });
  const service = new KubeService(chart, 'service', {
    metadata: { name: 'db' },
    spec: { ports: [{ port: 80 }], selector: labels },
  });
  Condition.of(service).when(exposed);
  const { properties } = systemsOf(chart.node.root as App)[0]!.definition.schema;
  const described = Object.keys(Values.properties).map((key) => (properties[key] as TSchema).description);
  const sentence = 'cannot be changed in a running release: a StatefulSet keeps its volumeClaimTemplates';
  expect(described).toEqual([
    `Whether data stay; ${sentence}`,
    `Space for data; ${sentence}`,
    `What makes the volume; ${sentence}`,
    'Image',
    'Whether others reach it',
  ]);
});
