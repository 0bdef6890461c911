import type { Chart } from 'cdk8s';
import type { Container, EnvVar } from '../../../imports/k8s';
import { items, when, type Expression } from '../values';
import { KubeObject } from './kube-object';

/*
 * What must compile and what must not of objects of any kind; `tsc` is the judge, nothing here runs.
 */

interface Values {
  readonly replicas: Expression<number>;
  readonly enabled: Expression<boolean>;
  readonly tag: Expression<string>;
  readonly labels: Expression<{ readonly [key: string]: string }>;
  readonly env: Expression<readonly EnvVar[]>;
}

const cache = { apiVersion: 'cache.example/v1', kind: 'Cache' };

export function accepted(chart: Chart, values: Values, container: Container): void {
  new KubeObject(chart, 'nothing', cache);
  new KubeObject(chart, 'any-kind', cache, {
    metadata: { name: values.tag, labels: { app: values.tag } },
    spec: {
      replicas: values.replicas,
      template: { spec: container },
      list: [1, values.tag, { env: items(values.env) }],
    },
    immutable: true,
    data: values.labels,
    values: when(values.enabled, { deep: [values.tag] }),
  });
}

export function refused(chart: Chart): void {
  // @ts-expect-error metadata is typed for any kind
  new KubeObject(chart, 'metadata', cache, { metadata: { lables: {} }, spec: {} });
  // @ts-expect-error a name is a text
  new KubeObject(chart, 'name', cache, { metadata: { name: 5 } });
  // @ts-expect-error a kind has a name
  new KubeObject(chart, 'kind', { apiVersion: 'a.b/v1' }, { spec: {} });
}
