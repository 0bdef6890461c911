import { afterAll, describe, expect, test } from '@jest/globals';
import type { App } from 'cdk8s';
import { printOnly } from '../../printing/chart/printed.fixture';
import { HelmError, helmLint } from '../../judging/verify/helm';
import { crossings, sharedNames } from '../../judging/verify/selectors.fixture';
import { allDisagreements, helmOutputs, objectsOf } from '../../judging/verify/systems.fixture';
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
      const installations = [{}, off].flatMap((values) => releases.map((release) => ({ release, namespace, values })));
      const found = await allDisagreements(system, installations, [tool]);
      expect(found).toEqual(installations.map(() => []));
    });

    test('never touches another release of it in one namespace', async () => {
      const installations = releases.map((release) => ({ release, namespace, values: {} }));
      const all = (await helmOutputs([tool], system.chart, installations)).map(([rendered]) => {
        if (rendered instanceof HelmError) throw rendered;
        return objectsOf(rendered!);
      });
      expect(all[0]!.length).toBeGreaterThan(40);
      for (const [i, one] of all.entries()) {
        for (const other of all.slice(i + 1)) {
          expect([...sharedNames(one, other), ...crossings(one, other), ...crossings(other, one)]).toEqual([]);
        }
      }
    });
  });
});
