import { afterAll, describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { printOnly } from '../../printing/chart/printed.fixture';
import { helmLint } from '../../judging/verify/helm';
import { crossings, sharedNames } from '../../judging/verify/selectors.fixture';
import { disagreements, helmOutput, objectsOf } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { Web, addWorkloads } from './workloads.fixture';

const chart = new Web(new App());
addWorkloads(chart);
addWorkloads(new Chart(chart, 'inner'));
const system = printOnly(chart.node.root as App);
afterAll(system.remove);

const releases = ['web', 'a', 'a-web', 'web-web', `${'x'.repeat(52)}1`, `${'x'.repeat(52)}2`];

describe.each(helmVersions())('releases of a chart of cdk8s-plus workloads, in Helm $version,', (tool) => {
  const rendered = async (release: string) =>
    objectsOf(await helmOutput(tool, { chart: system.chart, release, namespace: 'shared', values: {} }));

  test('are clean and the same as the plain output', async () => {
    expect(await helmLint(tool, system.chart)).toEqual([]);
    for (const release of releases) {
      expect(await disagreements(system, { release, namespace: 'shared', values: {} }, [tool])).toEqual([]);
    }
  });

  test('never touch each other in one namespace', async () => {
    const all = await Promise.all(releases.map(rendered));
    for (const [i, one] of all.entries()) {
      for (const other of all.slice(i + 1)) {
        expect([...sharedNames(one, other), ...crossings(one, other), ...crossings(other, one)]).toEqual([]);
      }
    }
  });
});
