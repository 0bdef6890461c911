import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import fc from 'fast-check';
import { systemsOf } from '../../program/app';
import { DefinitionError, formatProblem, values } from '../values';
import { chartName, chartNames } from './chart-name';
import { chartsIn } from './charts-in';
import type { Environment } from './chart-props';
import { HelmChart } from './helm-chart';

class Empty extends HelmChart {
  constructor(
    scope: Construct,
    id: string,
    environments: { readonly [name: string]: Environment } = { test: { values: {} } },
    profiles = {},
  ) {
    super(scope, id, {
      values: values({}),
      environments,
      profiles,
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A chart',
    });
  }
}

const namesIn = (root: IConstruct) => [...chartNames(chartsIn(root)).names.values()];

/** What is said against the charts of an app, as the command line prints it. */
function refusals(build: (app: App) => void): string[] {
  const app = new App();
  build(app);
  try {
    systemsOf(app);
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(formatProblem);
    throw error;
  }
  return [];
}

describe('a plain cdk8s chart', () => {
  test.each([
    ['web', 'web'],
    ['my-chart--2', 'my-chart--2'],
    ['2048', '2048'],
    ['Chart', 'chart'],
    ['BackendApi', 'backend-api'],
    ['my chart', 'my-chart'],
    ['über', 'uber'],
    ['Straße_42.', 'strasse-42'],
    ['trailing-', 'trailing'],
    ['日本', 'chart-cf2abf0c'],
    ['x'.repeat(53), 'x'.repeat(53)],
    ['x'.repeat(70), `${'x'.repeat(44)}-c71bd109`],
  ])('with the id %j is called %s', (id, name) => {
    expect(chartName(new Chart(new App(), id))).toBe(name);
  });

  test('is called after its path', () => {
    const app = new App();
    for (const scope of ['red', 'blue']) new Chart(new Construct(app, scope), 'web');
    expect(namesIn(app)).toEqual(['red-web', 'blue-web']);
  });

  test('keeps its name when another chart is added', () => {
    const app = new App();
    const chart = new Chart(new Construct(app, 'red'), 'web');
    const before = chartName(chart);
    new Chart(new Construct(app, 'blue'), 'web');
    new Chart(app, 'web');
    expect(chartName(chart)).toBe(before);
  });

  test('ends in a hash of its path where another one has the name already', () => {
    const app = new App();
    for (const id of ['Web', 'web', 'WEB']) new Chart(app, id);
    new Chart(new Construct(app, 'a'), 'b-c');
    new Chart(new Construct(app, 'a-b'), 'c');
    const names = namesIn(app);
    expect(names).toEqual(['web-29751047', 'web', 'web-9dcfaae1', 'a-b-c-b88f83c8', 'a-b-c-4e84717d']);
  });

  test('makes way for a HelmChart of that name', () => {
    const app = new App();
    new Chart(app, 'Web');
    new Empty(app, 'web');
    expect(namesIn(app)).toEqual([expect.stringMatching(/^web-[0-9a-f]{8}$/), 'web']);
  });

  test('has a name that Helm takes and no other chart has, whatever the ids are', () => {
    const ids = fc.oneof(
      fc.constantFrom('web', 'Web', 'a', 'a-b', 'b-c', 'c', 'über', 'uber', '日本', '-', 'Chart', 'chart'),
      fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }).filter((id) => !(id in {})),
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(ids, ids), { minLength: 1, maxLength: 12 }), (paths) => {
        const app = new App();
        for (const [scope, id] of paths) {
          const parent = app.node.tryFindChild(scope) ?? new Construct(app, scope);
          if (!parent.node.tryFindChild(id)) new Chart(parent, id);
        }
        const names = namesIn(app);
        for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});

describe('systems', () => {
  test('are found by the names that they are given', () => {
    const app = new App();
    for (const scope of ['red', 'blue']) {
      const chart = new Chart(new Construct(app, scope), 'web');
      new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap' });
    }
    expect(systemsOf(app, ['blue-web']).map(({ definition }) => [definition.name, definition.construct])).toEqual([
      ['blue-web', 'blue/web'],
    ]);
    expect(() => systemsOf(app, ['web'])).toThrow('Systems: red-web, blue-web.');
  });

  test('of a HelmChart in a scope have releases and namespaces of the whole name', () => {
    const app = new App();
    new Empty(new Construct(app, 'red'), 'web', { test: { values: {} } });
    expect(systemsOf(app)[0]!.definition.environments).toMatchObject([{ release: 'red-web', namespace: 'red-web' }]);
  });
});

describe('a HelmChart', () => {
  test.each([
    ['Shop', 'Helm and DNS refuse it', '"shop"'],
    ['my chart', 'Helm and DNS refuse it', '"my-chart"'],
    ['über', 'Helm and DNS refuse it', '"uber"'],
    ['shop-', 'Helm and DNS refuse it', '"shop"'],
    ['3scale', 'must begin with a letter', '"scale"'],
    ['x'.repeat(54), 'has 54 characters; a release of that name has at most 53', `"${'x'.repeat(53)}"`],
  ])('with the id %j is refused, and told another', (id, why, suggestion) => {
    const [refusal, ...others] = refusals((app) => new Empty(app, id));
    expect(others).toEqual([]);
    expect(refusal).toContain(`${id}: `);
    expect(refusal).toContain(why);
    expect(refusal).toContain(`Give it another id, such as ${suggestion}`);
  });

  test('with an empty id is refused where it is made', () => {
    expect(() => new Empty(new App(), '')).toThrow('the app: a chart inside this construct has an empty id');
  });

  test('that would have the name of another one is refused with both paths', () => {
    const found = refusals((app) => {
      new Empty(new Construct(app, 'red'), 'web');
      new Empty(app, 'red-web');
    });
    expect(found).toEqual([
      'red/web: red/web and red-web would both be the chart red-web [same-chart-name]\n    Give one of them another id.',
    ]);
  });

  test('without an environment is refused, since it would have no output', () => {
    expect(refusals((app) => new Empty(app, 'shop', {}))[0]).toMatch(
      /^shop: the chart has no environment, .* \[no-environment\]/,
    );
  });

  test('is told of every name of an environment or profile that cannot be', () => {
    const found = refusals((app) => {
      const environments = {
        'a/b': { values: {} },
        test: { release: 'My Release', values: {} },
        Test: { release: 'x'.repeat(54), namespace: 'kübe', values: {} },
      };
      new Empty(app, 'shop', environments, { test: { on: 'test', description: 'Again', values: {} } });
    });
    expect(found.map((each) => each.split('\n')[0])).toEqual([
      'shop: the environment "a/b" cannot be part of a file name [invalid-environment-name]',
      'shop: the environment "test" and the environment "Test" would share one values file [invalid-environment-name]',
      'shop: the environment "Test" and the profile "test" would share one values file [invalid-profile-name]',
      'shop: the environment "test" has the release "My Release", which Helm refuses [invalid-release-name]',
      `shop: the environment "Test" has the release "${'x'.repeat(54)}", which Helm refuses [invalid-release-name]`,
      'shop: the environment "Test" has the namespace "kübe", which the API server refuses [invalid-namespace]',
    ]);
  });
});
