import { describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { metadataFaults } from '../../judging/check/chart-metadata';
import type { ChartMetadata } from '../../core/manifest';
import { addWorkloads, Web } from '../../core/manifest/workloads.fixture';
import { HelmError, helmLint } from '../../judging/verify/helm';
import { compareWith, helmOutput, installed, plainOutput } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printOnly } from './printed.fixture';

const tools = helmVersions();

/** A chart with workloads and this metadata, on disk. */
function chartWith(metadata: Partial<ChartMetadata>) {
  const app = new App();
  addWorkloads(new Web(app, 'web', metadata));
  return printOnly(app);
}

describe.each(tools)('the labels of a chart, in Helm $version,', (tool) => {
  test.each<Partial<ChartMetadata>>([
    { version: '1.0.0+build.5', appVersion: 'v1.2+meta' },
    { version: `1.0.0-${'x'.repeat(52)}.${'1'.repeat(9)}`, appVersion: 'feature/x' },
    { version: `1.0.0-${'x'.repeat(50)}.-.a`, appVersion: `${'1'.repeat(62)}.5` },
    { version: `1.0.0-rc.${'1'.repeat(60)}`, appVersion: '(2024) "Über" 😀 {{' },
    { version: `0.0.1+${'-'.repeat(70)}`, appVersion: '1.10' },
  ])('have the form of labels with %j', async (metadata) => {
    const system = chartWith(metadata);
    try {
      expect(await helmLint(tool, system.chart)).toEqual([]);
      const rendered = await helmOutput(tool, {
        chart: system.chart,
        ...installed(system),
        extraArgs: ['--include-crds'],
      });
      const plain = plainOutput(system, installed(system));
      expect([...plain.problems, ...compareWith(plain, rendered)]).toEqual([]);
      const { objects } = rendered;
      const labels = objects.flatMap(({ object }) =>
        Object.values((object.metadata['labels'] ?? {}) as { readonly [key: string]: string }),
      );
      expect(labels.length).toBeGreaterThan(20);
      for (const label of labels) expect(label).toMatch(/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/);
    } finally {
      system.remove();
    }
  });
});

describe('what Helm refuses in Chart.yaml is found before', () => {
  const accepted: readonly Partial<ChartMetadata>[] = [
    { kubeVersion: '>=1.20.0-0' },
    { kubeVersion: '>= 1.20, < 2 || ~1.19.x' },
    { kubeVersion: '1.20 - 1.99' },
    { kubeVersion: '^1.20.0-0' },
    { kubeVersion: '*' },
    { icon: 'https://example.com/a.png?b=c', sources: ['oci://registry.example.com/web'] },
    { maintainers: [{ name: 'Ann Übel', email: 'ann.b+c@mail.example.org', url: 'https://example.org' }] },
  ];
  const refused: readonly Partial<ChartMetadata>[] = [
    { version: '1.0' },
    { version: 'v1.0.0' },
    { version: '1.0.0-01' },
    { kubeVersion: '1.28 and newer' },
    { kubeVersion: '>=' },
    { kubeVersion: '>=1.28.0.1' },
    { icon: 'logo.png' },
    { sources: ['example.com/web'] },
    { maintainers: [{ name: '' }] },
    { maintainers: [{ name: 'Ann', email: 'ann at example.org' }] },
    { maintainers: [{ name: 'Ann', email: 'ann@' }] },
  ];

  /** What a Helm says against a chart, linted and rendered. */
  async function complaints(metadata: Partial<ChartMetadata>): Promise<string[][]> {
    const system = chartWith(metadata);
    try {
      return await Promise.all(
        tools.map(async (tool) => {
          const rendered = helmOutput(tool, { chart: system.chart, ...installed(system) }).then(
            ({ problems }) => problems,
            (error: unknown) => {
              if (error instanceof HelmError) return [error.message];
              throw error;
            },
          );
          return [...(await helmLint(tool, system.chart)), ...(await rendered)];
        }),
      );
    } finally {
      system.remove();
    }
  }

  const faultsOf = (metadata: Partial<ChartMetadata>) => {
    const all = { version: '1.0.0', appVersion: '1.0.0', description: 'A chart', ...metadata };
    return metadataFaults({ metadata: all } as Parameters<typeof metadataFaults>[0]);
  };

  test.each(accepted)('%j is right for both', async (metadata) => {
    expect(faultsOf(metadata)).toEqual([]);
    expect((await complaints(metadata)).flat()).toEqual([]);
  });

  test.each(refused)('%j is wrong for both', async (metadata) => {
    expect(faultsOf(metadata)).toHaveLength(1);
    expect((await complaints(metadata)).flat()).not.toEqual([]);
  });
});
