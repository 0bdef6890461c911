import { afterAll, describe, expect, test } from '@jest/globals';
import { helmLint, helmTemplateText } from '../../judging/verify/helm';
import { readRendering } from '../../judging/verify/read-documents';
import { disagreements, installed, plainOutput } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printOnly } from './printed.fixture';
import { plainWidgetChart, widgetChart } from './resource-definitions.fixture';

const tools = helmVersions();
const charts = [
  ['HelmChart', printOnly(widgetChart())],
  ['plain cdk8s chart', printOnly(plainWidgetChart())],
] as const;
afterAll(() => charts.forEach(([, { remove }]) => remove()));

describe.each(charts)('a %s with the definition of its custom resources', (_, system) => {
  test('is rendered by each Helm as the plain output, definition included', async () => {
    const kinds = plainOutput(system, installed(system)).objects.map(({ object }) => object.kind);
    expect(kinds.filter((kind) => kind !== 'Namespace')).toEqual(['CustomResourceDefinition', 'Widget']);
    expect(await disagreements(system, { ...installed(system), namespace: 'shop' }, tools)).toEqual([]);
  });

  test.each(tools)(
    'has no definition among the objects of a release of Helm $version, which uninstall would delete',
    async (tool) => {
      const options = { chart: system.chart, release: 'shop', namespace: 'shop' };
      const { objects } = readRendering(await helmTemplateText(tool, options));
      expect(objects.map(({ object }) => object.kind)).toEqual(['Widget']);
    },
  );

  test.each(tools)('is clean for helm lint --strict of Helm $version', async (tool) => {
    expect(await helmLint(tool, system.chart)).toEqual([]);
  });
});
