import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { helmLint } from '../../judging/verify/helm';
import { disagreements, installed, plainOutput } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printForTests } from './printed.fixture';
import { mixed, shop } from './static-chart.fixture';

const tools = helmVersions();
describe('a plain cdk8s chart with L2 constructs', () => {
  const system = printForTests(shop());

  test('renders the same objects with the real Helm', async () => {
    expect(plainOutput(system, installed(system)).objects.map(({ object }) => object.kind)).toEqual([
      'ConfigMap',
      'Deployment',
      'Service',
      'Ingress',
    ]);
    expect(await disagreements(system, { ...installed(system), namespace: 'shop' }, tools)).toEqual([]);
  });

  test.each(tools)('is clean for helm lint --strict of Helm $version', async (tool) => {
    expect(await helmLint(tool, system.chart)).toEqual([]);
  });
});

describe('a chart whose L2 constructs get references', () => {
  const system = printForTests(mixed());

  test.each<JsonObject>([
    {},
    { extra: true, enabled: false },
    { name: 'yes: "{{', replicas: 12_345_678, port: 65_535, tolerations: [], resources: { limits: null } },
    { name: '1e3', port: 1, tolerations: [{ key: 'on' }, { key: 'null' }], resources: { limits: { cpu: '0.5' } } },
  ])('renders the same objects with %j', async (values) => {
    const installation = { release: 'demo', namespace: 'space', values };
    expect(await disagreements(system, installation, tools)).toEqual([]);
    const deployment = plainOutput(system, installation).objects.find(
      ({ object }) => object.kind === 'Deployment',
    )!.object;
    expect(deployment).toMatchObject({ spec: { replicas: ('replicas' in values && values.replicas) || 2 } });
  });
});
