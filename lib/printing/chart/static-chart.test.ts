import { describe, expect, test } from '@jest/globals';
import { environmentsOf } from '../../judging/verify/systems.fixture';
import { printForTests } from './printed.fixture';
import { mixed, shop } from './static-chart.fixture';

describe('a plain cdk8s chart with L2 constructs', () => {
  const system = printForTests(shop());

  test('has no action in its templates but for braces of the data', () => {
    const actions = [...system.files].flatMap(([path, text]) =>
      path.startsWith('templates/') && path !== 'templates/NOTES.txt' ? (text.match(/\{\{.*?\}\}/g) ?? []) : [],
    );
    expect(actions).toEqual(['{{ "{{" }}']);
  });
});

describe('a chart whose L2 constructs get references', () => {
  const system = printForTests(mixed());

  test('has an environment and the values of every chart', () => {
    expect(environmentsOf(system).map((environment) => environment.name)).toEqual(['test']);
    expect(system.defaults).toMatchObject({ nameOverride: '', fullnameOverride: '', replicas: 2 });
  });
});
