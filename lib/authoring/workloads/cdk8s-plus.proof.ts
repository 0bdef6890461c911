import { afterAll, describe, expect, test } from '@jest/globals';
import type { App } from 'cdk8s';
import { printOnly } from '../../printing/chart/printed.fixture';
import { helmLint } from '../../judging/verify/helm';
import { crossings, sharedNames } from '../../judging/verify/selectors.fixture';
import { disagreements, helmOutput, objectsOf } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { versions } from '../../core/manifest/plus.fixture';
import { addSelectors, mixedChart } from './cdk8s-plus.fixture';

const releases = ['shop', 'a', 'a-shop', `${'x'.repeat(52)}1`, `${'x'.repeat(52)}2`];
const namespace = 'shared';

describe.each(versions)('a chart of our workloads and those of %s', (_, plus) => {
  const { chart } = mixedChart(plus);
  addSelectors(plus, chart);
  const system = printOnly(chart.node.root as App);
  afterAll(system.remove);

  describe.each(helmVersions())('in Helm $version', (tool) => {
    test('is clean and the same as the plain output', async () => {
      expect(await helmLint(tool, system.chart)).toEqual([]);
      const off = { worker: { networkPolicy: { enabled: false } }, ingress: { enabled: false } };
      for (const values of [{}, off]) {
        for (const release of releases) {
          expect(await disagreements(system, { release, namespace, values }, [tool])).toEqual([]);
        }
      }
    });

    test('never touches another release of it in one namespace', async () => {
      const rendered = async (release: string) =>
        objectsOf(await helmOutput(tool, { chart: system.chart, release, namespace, values: {} }));
      const all = await Promise.all(releases.map(rendered));
      expect(all[0]!.length).toBeGreaterThan(40);
      for (const [i, one] of all.entries()) {
        for (const other of all.slice(i + 1)) {
          expect([...sharedNames(one, other), ...crossings(one, other), ...crossings(other, one)]).toEqual([]);
        }
      }
    });
  });
});
