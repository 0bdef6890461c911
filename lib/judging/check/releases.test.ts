import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkInputs } from '../../program/cli/check-inputs';
import { systemsOf } from '../../program/app';
import { HelmChart } from '../../core/manifest';
import { text, values, wellKnownPrefix } from '../../core/values';
import { checkSystem } from './check-system';

class Web extends HelmChart {
  constructor(app: App) {
    super(app, 'web', {
      values: values({}),
      environments: { test: { values: {} } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A chart',
    });
  }
}

/** The findings of these codes in the only chart of an app. */
function findings(build: (app: App) => void, ...codes: readonly string[]) {
  const app = new App();
  build(app);
  const [system] = systemsOf(app);
  const { findings } = checkSystem(system!, checkInputs(system!, system!.definition.environments), true);
  return findings
    .filter(({ code }) => codes.includes(code))
    .map(({ construct, pointer, message }) => `${construct} ${pointer}: ${message}`);
}

const service = (scope: Construct, id: string, name?: string) =>
  new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'Service',
    ...(name === undefined ? {} : { metadata: { name } }),
  });

describe('names that two releases could share', () => {
  const collisions = (build: (chart: Web) => void) => findings((app) => build(new Web(app)), 'colliding-names');

  test('are found where one is called as the release and another ends in the name of the chart', () => {
    const found = collisions((chart) => {
      service(chart, 'Default');
      service(chart, 'front-web');
    });
    expect(found).toEqual([
      'web/front-web /metadata/name: is called RELEASE-web-front-web, as web/Default, which is called RELEASE-web, in the release RELEASE-web-front',
    ]);
  });

  test('are found where the one goes on as the other does', () => {
    const found = collisions((chart) => {
      service(chart, 'api');
      service(chart, 'x-web-api');
    });
    expect(found).toEqual([expect.stringMatching(/^web\/x-web-api .* as web\/api, which is called RELEASE-web-api,/)]);
  });

  test('are found where both are well known', () => {
    const found = collisions((chart) => {
      service(chart, 'one', String(text`${wellKnownPrefix}api`));
      service(chart, 'two', String(text`${wellKnownPrefix}x-web-api`));
    });
    expect(found).toHaveLength(1);
  });

  test('are not found in objects of different kinds, nor in names that merely contain that of the chart', () => {
    const found = collisions((chart) => {
      service(chart, 'Default');
      new ApiObject(chart, 'front-web', { apiVersion: 'v1', kind: 'ConfigMap' });
      service(chart, 'website');
      service(chart, 'web-front');
    });
    expect(found).toEqual([]);
  });
});

describe('a selector of literal labels', () => {
  const workload = (scope: Construct, metadata: object = {}) => {
    const labels = { app: 'front' };
    new ApiObject(scope, 'workload', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [] } } },
    });
    new ApiObject(scope, 'service', { apiVersion: 'v1', kind: 'Service', spec: { selector: labels } });
  };

  test('is found in a HelmChart, where it selects the pods of other releases', () => {
    const found = findings((app) => workload(new Web(app)), 'shared-selector');
    expect(found).toEqual([
      'web/service /spec/selector: also selects the pods of Deployment web-2-web-workload, which is in another release',
      'web/workload /spec/selector: also selects the pods of Deployment web-2-web-workload, which is in another release',
    ]);
  });

  test('is right where the workload has one name in all releases, so that there is only one', () => {
    expect(findings((app) => workload(new Web(app), { name: 'front' }), 'shared-selector')).toEqual([]);
  });

  test('is right in a plain chart', () => {
    expect(findings((app) => workload(new Chart(app, 'plain')), 'shared-selector')).toEqual([]);
  });
});
