import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { systemsOf } from '../../program/app';
import { chartOrder } from './chart-order';
import { Example } from './example.fixture';

const pathsIn = (app: App) => chartOrder(app)?.map(({ node }) => node.path);
const object = (scope: Construct) => new ApiObject(scope, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });

describe('charts', () => {
  test('have no order where none depends on another', () => {
    const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    object(a).addDependency(new Construct(a, 'scope'));
    new Chart(b, 'inner');
    expect(pathsIn(app)).toBeUndefined();
    expect(systemsOf(app).map(({ definition }) => definition.folder)).toEqual(['a', 'b', 'b-inner']);
  });

  test('come after those that they depend on, and else as they were made', () => {
    const app = new App();
    const [web, other, db] = ['web', 'other', 'db'].map((id) => new Chart(app, id));
    web!.addDependency(db!);
    expect(pathsIn(app)).toEqual(['db', 'web', 'other']);
    expect(other).toBeDefined();
  });

  test('depend on each other through their objects, and through scopes around them', () => {
    const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Example(app, 'b')];
    const scope = new Construct(app, 'scope');
    new Chart(scope, 'c');
    object(a).addDependency(object(new Chart(b, 'inner')));
    b.node.addDependency(scope);
    expect(pathsIn(app)).toEqual(['scope/c', 'b', 'a']);
  });

  test('in a circle are an error', () => {
    const app = new App();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    a.addDependency(b);
    object(b).addDependency(a);
    expect(() => pathsIn(app)).toThrow('a: these charts depend on each other in a circle: a -> b -> a');
  });

  test('have folders whose names keep the order', () => {
    const app = new App();
    const charts = Array.from({ length: 11 }, (_, i) => new Chart(app, `chart-${i}`));
    charts.slice(1).forEach((chart, i) => charts[i]!.addDependency(chart));
    const folders = systemsOf(app).map(({ definition }) => definition.folder!);
    expect([...folders].sort()).toEqual([...folders].reverse());
    expect(folders.at(-1)).toBe('00-chart-10');
  });
});
