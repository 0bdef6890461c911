import { afterAll, describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { printOnly } from '../../printing/chart/printed.fixture';
import { HelmError, helmLint } from '../../judging/verify/helm';
import { crossings, sharedNames } from '../../judging/verify/selectors.fixture';
import { allDisagreements, helmOutputs, objectsOf } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { Web, addWorkloads } from './workloads.fixture';

const chart = new Web(new App());
addWorkloads(chart);
addWorkloads(new Chart(chart, 'inner'));
const system = printOnly(chart.node.root as App);
afterAll(system.remove);

const releases = [
  ...['web', 'a', 'a-web', 'web-web', 'my.site', 'my-site', '2024-demo', 'release-2024-demo', '1', '1.0'],
  ...[`${'x'.repeat(52)}1`, `${'x'.repeat(52)}2`, `${'x.'.repeat(26)}1`, `${'x-'.repeat(26)}1`],
];

describe.each(helmVersions())('releases of a chart of cdk8s-plus workloads, in Helm $version,', (tool) => {
  const installations = releases.map((release) => ({ release, namespace: 'shared', values: {} }));

  test('are clean and the same as the plain output', async () => {
    expect(await helmLint(tool, system.chart)).toEqual([]);
    const found = await allDisagreements(system, installations, [tool]);
    expect(found).toEqual(releases.map(() => []));
  });

  test('never touch each other in one namespace', async () => {
    const outputs = await helmOutputs([tool], system.chart, installations);
    const all = outputs.flat().map((output) => {
      if (output instanceof HelmError) throw output;
      return objectsOf(output);
    });
    expect(all).toHaveLength(releases.length);
    for (const [i, one] of all.entries()) {
      for (const other of all.slice(i + 1)) {
        expect([...sharedNames(one, other), ...crossings(one, other), ...crossings(other, one)]).toEqual([]);
      }
    }
  });
});
