import { afterAll, describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { KubeConfigMap, KubeNamespace } from '../../../imports/k8s';
import { helmLint } from '../../judging/verify/helm';
import { disagreements, helmOutput, installed } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printOnly } from './printed.fixture';

const app = new App();
const chart = new Chart(app, 'web', { namespace: 'shop' });
new KubeNamespace(chart, 'namespace', { metadata: { name: 'shop', labels: { team: 'a' } } });
new KubeConfigMap(chart, 'config', { data: { a: 'b' } });
const system = printOnly(app);
afterAll(system.remove);

describe.each(helmVersions())('a chart with a Namespace object of its own, in Helm $version,', (tool) => {
  test('is clean and the same as the plain output', async () => {
    expect(await helmLint(tool, system.chart)).toEqual([]);
    expect(await disagreements(system, { ...installed(system), namespace: 'shop' }, [tool])).toEqual([]);
  });

  test.each([
    ['shop', ['ConfigMap']],
    ['elsewhere', ['Namespace', 'ConfigMap']],
  ])('makes it unless Helm has made it already: in %s', async (namespace, kinds) => {
    const { objects } = await helmOutput(tool, { chart: system.chart, release: 'web', namespace, values: {} });
    expect(objects.map(({ object }) => object.kind)).toEqual(kinds);
  });
});
