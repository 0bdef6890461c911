import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import { Exception, Rules } from '../../core/manifest';
import { DefinitionError } from '../../core/values';
import { systemsOf } from '../app';
import { synthesizedSystem } from '../app/output';
import { checkSynth } from './check-synth';

/* What the linter says of charts that know nothing of this library. */

const checked = (app: App) =>
  checkSynth(
    systemsOf(app).map((system) => synthesizedSystem(system, system.definition.environments)),
    true,
  );

/** Two objects that a cluster refuses for the same reason, and one that it refuses for another. */
function refusedChart(app: App): Chart {
  const chart = new Chart(app, 'web');
  for (const id of ['one', 'two'])
    new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data: { port: 80 } });
  new ApiObject(chart, 'odd', { apiVersion: 'v1', kind: 'ConfigMapp', metadata: { name: 'odd' } });
  return chart;
}

describe('errors in a chart of cdk8s', () => {
  test('are told by rule, those with the most places first, and stop nothing', () => {
    const app = new App();
    refusedChart(app);
    const [head, ...rules] = checked(app).errors;
    expect(head).toBe(
      'web: 3 errors in objects of a cdk8s chart, which are written all the same; `chartwright check web` prints each',
    );
    expect(rules).toEqual([
      expect.stringMatching(
        /^ {2}2 schema-wrong-type: expected a string, found the number 80, as in web\/one \/data\/port at .*check-synth\.test\.ts:\d+:\d+$/,
      ),
      expect.stringMatching(/^ {2}1 schema-unknown-kind: .* in web\/odd \/kind at /),
    ]);
  });

  test('are not told where there are none', () => {
    const app = new App();
    new ApiObject(new Chart(app, 'web'), 'one', { apiVersion: 'v1', kind: 'ConfigMap', data: { port: '80' } });
    expect(checked(app).errors).toEqual([]);
  });

  test.each<[string, (app: App, chart: Chart) => void, string]>([
    ['somebody has said how strict the rules are', (app) => Rules.of(app).use('advisory'), 'schema-wrong-type'],
    [
      'they are about what was said to the linter',
      (_, chart) => Exception.of(chart).allow('no-spread', 'no such workload'),
      'unneeded-exception',
    ],
  ])('stop the run where %s', (_, change, code) => {
    const app = new App();
    change(app, refusedChart(app));
    let problems: DefinitionError['problems'] = [];
    try {
      checked(app);
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      ({ problems } = error);
    }
    expect(problems.map((problem) => problem.code)).toContain(code);
  });
});
