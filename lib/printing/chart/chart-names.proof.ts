import { describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { ConfigMap, Deployment } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { helmLint } from '../../judging/verify/helm';
import { disagreements, installed } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printOnly } from './printed.fixture';

/** A chart as any author of cdk8s could have it, with one object at the path of another and ids in capitals. */
function chartNamed(scope: string, id: string) {
  const app = new App();
  const chart = new Chart(scope === '' ? app : new Construct(app, scope), id);
  for (const name of ['Config', 'config']) new ConfigMap(chart, name, { data: { a: name } });
  new Deployment(new Construct(chart, 'Über uns'), 'Web', { containers: [{ image: 'nginx:1.27', portNumber: 80 }] });
  return printOnly(app);
}

describe.each(helmVersions())('Helm $version takes a chart of cdk8s', (tool) => {
  test.each([
    ['', 'Chart'],
    ['', 'my chart'],
    ['', 'über'],
    ['', 'x'.repeat(70)],
    ['', 'trailing-'],
    ['', '2048'],
    ['', '1e3'],
    ['', 'true'],
    ['', '日本'],
    ['red', 'web'],
  ])('with the id %s/%s', async (scope, id) => {
    const system = chartNamed(scope, id);
    try {
      expect(await helmLint(tool, system.chart)).toEqual([]);
      expect(await disagreements(system, installed(system), [tool])).toEqual([]);
    } finally {
      system.remove();
    }
  });
});
