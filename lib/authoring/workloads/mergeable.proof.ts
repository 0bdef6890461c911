import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { HelmError } from '../../judging/verify/helm';
import { allDisagreements, helmOutput, installed, objectsOf } from '../../judging/verify/systems.fixture';
import { helmVersions } from '../../judging/verify/tools';
import { printForTests } from '../../printing/chart/printed.fixture';
import type { JsonObject } from '../../core/values';
import { choices, later, mergingApp, refused } from './mergeable.fixture';

const tools = helmVersions();
const system = printForTests(mergingApp());

/** A chart that depends on the shop under another name. */
const parent = mkdtempSync(join(tmpdir(), 'chartwright-parent-'));
afterAll(() => rmSync(parent, { recursive: true }));
mkdirSync(join(parent, 'charts'));
cpSync(system.chart, join(parent, 'charts', 'shop'), { recursive: true });
const head = ['apiVersion: v2', 'name: mall', 'version: 1.0.0', 'dependencies:'];
writeFileSync(
  join(parent, 'Chart.yaml'),
  [...head, '  - name: shop', '    version: 1.0.0', '    repository: ""', '    alias: corner', ''].join('\n'),
);

type Options = Omit<Parameters<typeof helmOutput>[1], 'chart' | 'release' | 'namespace'> & { readonly chart?: string };

/** The container and the strategy of the Deployment, on which both Helms must agree. */
async function deploymentOf(options: Options) {
  const made = await Promise.all(
    tools.map(async (tool) => {
      const output = await helmOutput(tool, { chart: system.chart, release: 'shop', namespace: 'shop', ...options });
      expect(output.problems).toEqual([]);
      return objectsOf(output).find(({ kind }) => kind === 'Deployment');
    }),
  );
  expect(made[1]).toEqual(made[0]);
  const spec = made[0]!['spec'] as unknown as {
    strategy: JsonObject;
    template: { spec: { containers: [JsonObject] } };
  };
  return { strategy: spec.strategy, container: spec.template.spec.containers[0] };
}

describe('what a user chooses wins over the default of a chart and of a subchart under an alias', () => {
  test.each(choices)('$title', async ({ values, container = {}, strategy, without = [] }) => {
    const made = await deploymentOf({
      chart: parent,
      extraArgs: ['--set-json', `corner.web=${JSON.stringify(values)}`],
    });
    for (const [field, expected] of Object.entries(container)) expect(made.container[field]).toEqual(expected);
    for (const field of without) expect(made.container).not.toHaveProperty(field);
    if (strategy) expect(made.strategy).toEqual(strategy);
  });

  test('in both outputs alike, where a values file says so', async () => {
    const chosen = choices.map(({ values }) => installed(system, { web: values }));
    expect(await allDisagreements(system, chosen, tools)).toEqual(chosen.map(() => []));
  });

  test('of what an environment chooses, type says which counts', async () => {
    const valuesFiles = [join(system.chart, 'values-production.yaml')];
    const inProduction = await deploymentOf({ valuesFiles });
    expect(inProduction.strategy).toEqual({ type: 'Recreate' });
    expect(inProduction.container['livenessProbe']).toEqual({ tcpSocket: { port: 80 }, periodSeconds: 20 });
    const set = ['web.livenessProbe.type=httpGet', 'web.updateStrategy.type=RollingUpdate'];
    const back = await deploymentOf({ valuesFiles, set });
    expect(back.container['livenessProbe']).toEqual({ httpGet: { path: '/live', port: 'http' }, periodSeconds: 20 });
    expect(back.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  });
});

test.each(refused.filter((_, i) => i < 8))('both Helms refuse %j', async (web) => {
  for (const tool of tools) {
    const options = { chart: system.chart, release: 'shop', namespace: 'shop', values: { web } };
    await expect(helmOutput(tool, options)).rejects.toThrow(/schema/);
  }
});

test.each(later)('both Helms say of %j what is wrong', async (web, path, sentence) => {
  for (const tool of tools) {
    const options = { chart: system.chart, release: 'shop', namespace: 'shop', values: { web } };
    const said = await helmOutput(tool, options).catch((error: HelmError) => error.stderr);
    expect(said).toContain(sentence);
    expect(said).toContain(path.split('.').at(-1));
  }
});
