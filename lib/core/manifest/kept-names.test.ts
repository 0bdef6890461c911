import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart, type ChartProps } from 'cdk8s';
import { objectsOf } from './per-release.fixture';
import { Web, addWorkloads } from './workloads.fixture';

type Object = ReturnType<typeof objectsOf>[number];

/** Workloads in a chart, in a chart inside it, and an object that has no construct of its own. */
function fill<C extends Chart>(chart: C): C {
  addWorkloads(chart);
  addWorkloads(new Chart(chart, 'inner', { namespace: 'shared' }));
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } });
  return chart;
}

const plain = (props: ChartProps = {}) => {
  const { node } = fill(new Chart(new App(), 'web', { namespace: 'shared', ...props }));
  const objects = node.findAll().filter((each): each is ApiObject => ApiObject.isApiObject(each));
  return objects.map((object) => object.toJson() as Object);
};
const charted = (props: ConstructorParameters<typeof Web>[2] = {}) =>
  objectsOf(fill(new Web(new App(), 'web', { naming: 'cdk8s', ...props })), 'shop');

/** An object without the labels that a chart gives it, which a cluster lets anybody change. */
const living = ({ metadata: { labels: _, ...metadata }, ...object }: Object) => ({ ...object, metadata });

/** cdk8s-plus makes the names of these of the namespace, which a chart does not know. */
const isOfConnection = ({ metadata: { name } }: Object) => /^allow(in|e)gressshared/.test(name);

const byName = (objects: readonly Object[]) =>
  objects
    .filter((object) => !isOfConnection(object))
    .map(living)
    .sort((a, b) => (a.kind + a.metadata.name < b.kind + b.metadata.name ? -1 : 1));

describe('a chart whose objects live in a cluster already', () => {
  test('has each of them as the plain chart of cdk8s had it, but for labels', () => {
    expect(byName(charted()).length).toBeGreaterThan(20);
    expect(byName(charted())).toEqual(byName(plain()));
  });

  test('has their names without a hash where the plain chart had none', () => {
    const without = { disableResourceNameHashes: true };
    expect(charted(without).map(({ metadata }) => metadata.name)).toContain('web-config');
    const own = (objects: readonly Object[]) =>
      byName(objects).filter(({ metadata }) => metadata.name === 'web-config');
    expect(own(charted(without))).toEqual(own(plain(without)));
  });

  test('is what it is only where it says so', () => {
    expect(byName(charted({ naming: 'full' }))).not.toEqual(byName(plain()));
  });
});

test('labels of a chart are those of all its objects, beside the usual ones', () => {
  const objects = charted({ naming: 'full', labels: { team: 'shop', 'app.kubernetes.io/part-of': 'market' } });
  expect(objects.length).toBeGreaterThan(20);
  for (const { metadata } of objects) {
    expect(metadata.labels).toMatchObject({
      team: 'shop',
      'app.kubernetes.io/part-of': 'market',
      'app.kubernetes.io/instance': 'shop',
    });
  }
});
