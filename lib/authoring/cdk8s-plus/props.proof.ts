import { describe, expect, jest, test } from '@jest/globals';
import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { HelmChart } from '../../core/manifest';
import { object, values, type Expression } from '../../core/values';
import { allDisagreements, plainOutput } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printForTests } from '../../printing/chart/printed.fixture';
import { placesWithProgram } from './places.fixture';
import { programOf } from './verdict.fixture';

/* What the unit test shows of the plain output, one chart of all programs shows of both Helms. */

jest.setTimeout(120_000);

function allPlaces(): App {
  const app = new App();
  const fields = Object.fromEntries(placesWithProgram.map(({ way }, i) => [`p${i}`, way.leaf]));
  const chart = new HelmChart(app, 'places', {
    values: values({ at: object(fields, 'A value for each place') }),
    environments: { test: { values: {} } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A value at each place of cdk8s-plus.',
  });
  const refs = (chart.values as { readonly at: { readonly [name: string]: Expression } }).at;
  placesWithProgram.forEach((place, i) => {
    programOf(place)(new Construct(chart, `c${i}`), refs[`p${i}`] as Expression<never>);
  });
  return app;
}

describe('a chart with a value at each place', () => {
  const system = printForTests(allPlaces());
  const installations = [0, 1, 2].map((turn) => ({
    release: 'demo',
    namespace: 'space',
    values: {
      at: Object.fromEntries(placesWithProgram.map(({ way }, i) => [`p${i}`, way.values[turn % way.values.length]!])),
    },
  }));

  test('is printed by both Helms as plain YAML has it', async () => {
    expect(plainOutput(system, installations[0]!).objects.length).toBeGreaterThan(placesWithProgram.length);
    const found = await allDisagreements(system, installations, helmVersions());
    expect(found.map((each) => each.slice(0, 5))).toEqual([[], [], []]);
  });
});
