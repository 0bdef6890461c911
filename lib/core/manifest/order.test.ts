import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, Node } from 'constructs';
import { formatProblem } from '../values';
import { configMap, Example, manifestsOf, problemsOf, type Build } from './example.fixture';
import { synthesize } from './synthesize';

const files = (build: Build) => manifestsOf(build).map(({ file, place }) => `${place} ${file}`);

/** An object of a kind that is applied late. */
const policy = (scope: Construct, id: string) =>
  new ApiObject(scope, id, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: id } });

describe('objects are applied', () => {
  test('by kind, then by name, whatever the order in which they were declared', () => {
    const order = files((chart) => {
      policy(chart, 'policy');
      new ApiObject(chart, 'web', { apiVersion: 'apps/v1', kind: 'Deployment' });
      new ApiObject(chart, 'db', { apiVersion: 'apps/v1', kind: 'StatefulSet' });
      configMap(chart, 'b', {});
      configMap(chart, 'a', {});
    });
    expect(order).toEqual([
      '10 a-configmap',
      '10 b-configmap',
      '20 db-statefulset',
      '40 web-deployment',
      '50 policy-networkpolicy',
    ]);
  });

  test('after what they depend on', () => {
    const order = files((chart) => {
      const early = configMap(chart, 'early', {});
      const late = policy(chart, 'late');
      const other = configMap(chart, 'other', {});
      early.addDependency(late);
      late.addDependency(other);
    });
    expect(order).toEqual(['10 other-configmap', '50 late-networkpolicy', '51 early-configmap']);
  });

  test('after all objects of a scope that they, or a scope around them, depend on', () => {
    const order = files((chart) => {
      const first = new Construct(chart, 'first');
      const second = new Construct(chart, 'second');
      policy(first, 'a');
      configMap(new Construct(second, 'inner') as never, 'b', {});
      second.node.addDependency(first);
    });
    expect(order).toEqual(['50 first-a-networkpolicy', '51 second-inner-b-configmap']);
  });
});

describe('a circle of dependencies is an error', () => {
  test('between objects', () => {
    const problems = problemsOf((chart) => {
      const [a, b, c] = [configMap(chart, 'a', {}), configMap(chart, 'b', {}), configMap(chart, 'c', {})];
      a.addDependency(b);
      b.addDependency(c);
      c.addDependency(a);
    });
    expect(problems.map(formatProblem)).toEqual([
      `example/a: these depend on each other in a circle: example/a -> example/b -> example/c -> example/a [dependency-circle]
    Remove one of the dependencies.`,
    ]);
  });

  test('between a scope and an object in it', () => {
    const problems = problemsOf((chart) => {
      const scope = new Construct(chart, 'scope');
      const inside = configMap(scope as never, 'inside', {});
      inside.node.addDependency(scope);
    });
    expect(problems).toMatchObject([{ code: 'dependency-circle' }]);
  });

  test('of an object with itself', () => {
    const problems = problemsOf((chart) => {
      const config = configMap(chart, 'config', {});
      config.node.addDependency(config);
    });
    expect(problems).toMatchObject([{ code: 'dependency-circle' }]);
  });
});

describe('the work is linear', () => {
  /** How often the dependencies and children of constructs are read in one synthesis. */
  function reads(app: App): number {
    let count = 0;
    const getters = (['dependencies', 'children'] as const).map((name) => {
      const property = Object.getOwnPropertyDescriptor(Node.prototype, name)!;
      const get = function (this: Node): unknown {
        count++;
        return property.get!.call(this);
      };
      Object.defineProperty(Node.prototype, name, { ...property, get });
      return { name, property };
    });
    synthesize(app);
    for (const { name, property } of getters) Object.defineProperty(Node.prototype, name, property);
    return count;
  }

  /** Charts, each with one object, each after the one before it. */
  function chainOfCharts(length: number): App {
    const app = new App();
    let last: Chart | undefined;
    for (let i = 0; i < length; i++) {
      const chart = new Chart(app, `chart-${i}`);
      configMap(chart, 'config', {});
      if (last) chart.addDependency(last);
      last = chart;
    }
    return app;
  }

  /** One chart with objects, each after the one before it. */
  function chainOfObjects(length: number): App {
    const app = new App();
    const chart = new Example(app);
    let last: ApiObject | undefined;
    for (let i = 0; i < length; i++) {
      const object = configMap(chart, `config-${i}`, {});
      if (last) object.addDependency(last);
      last = object;
    }
    return app;
  }

  /** One chart with nested charts, each after the one before it, all of which depend on the first. */
  function nestedCharts(length: number): App {
    const app = new App();
    const parent = new Example(app);
    const charts: Chart[] = [];
    for (let i = 0; i < length; i++) {
      const chart = new Chart(parent, `chart-${i}`);
      configMap(chart, 'config', {});
      const last = charts.at(-1);
      if (last) chart.addDependency(last, charts[0]!);
      charts.push(chart);
    }
    return app;
  }

  test.each([
    ['a chain of dependent charts', chainOfCharts],
    ['a chain of dependent objects', chainOfObjects],
    ['charts in a chart', nestedCharts],
  ])('for %s', (_, build) => {
    const [half, whole] = [reads(build(1000)), reads(build(2000))];
    expect(whole / half).toBeLessThan(2.1);
    expect(whole / 2000).toBeLessThan(20);
  });

  test('each object is resolved once, in a chain of charts too', () => {
    const resolved = new Map<string, number>();
    const app = new App({
      resolvers: [
        {
          resolve(context) {
            if (context.key[0] === 'data' && context.key.length === 1) {
              resolved.set(context.obj.node.path, (resolved.get(context.obj.node.path) ?? 0) + 1);
            }
          },
        },
      ],
    });
    let last: Chart | undefined;
    for (let i = 0; i < 20; i++) {
      const chart = new Chart(app, `chart-${i}`);
      configMap(chart, 'config', { key: 'value' });
      if (last) chart.addDependency(last);
      last = chart;
    }
    synthesize(app);
    expect(resolved.size).toBe(20);
    expect([...new Set(resolved.values())]).toEqual([1]);
  });
});
