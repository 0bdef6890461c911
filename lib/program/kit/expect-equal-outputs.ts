import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { Chart } from 'cdk8s';
import type { SaidCluster } from '../../core/manifest';
import { DefinitionError, mistake } from '../../core/values';
import { aName, listOf, maybe } from '../../core/values/argument';
import { takes } from '../../core/values/takes';
import { fails, holds, type RunnerOptions } from '../../judging/kit/runner';
import { findHelms } from '../../judging/verify/find-tools';
import type { HelmTool } from '../../judging/verify/tools';
import { systemToVerify } from '../../judging/verify/system-to-verify';
import { printReport, verifySystem, type SystemToVerify } from '../../judging/verify/verify';
import type { System } from '../app';
import { chartOutput } from '../app/chart-output';
import { synthesizedSystem, type Synthesis } from '../app/output';
import { plainOutput } from '../app/plain-output';
import { aChart, environmentsOf, optionsOf, systemOf } from './tested-chart';

/** What a runner gives to a test: the context of node:test (`t`) and of Vitest can skip the test that runs. */
export interface SkippableTest {
  skip(reason?: string): unknown;
}

export interface EqualOutputsOptions extends RunnerOptions {
  /** Path of the Helm to ask. @default those that `verify` finds */
  readonly helm?: string;
  /** The context of this test, which is then skipped where there is no Helm. @default the test fails */
  readonly test?: SkippableTest;
  /** @default all */
  readonly environments?: readonly string[];
  /** Version of Kubernetes that both outputs are for, as `1.34`. @default what the environment or the chart says */
  readonly kubernetes?: string;
}

const taking = takes(
  'expectEqualOutputs(chart, options)',
  aChart,
  optionsOf<EqualOutputsOptions>({
    helm: maybe(aName),
    test: maybe({
      words: 'the context of a test, which has skip(reason)',
      holds: (value) => typeof (value as { readonly skip?: unknown } | null)?.skip === 'function',
    }),
    environments: maybe(listOf(aName)),
    kubernetes: maybe(aName),
    expect: maybe({ words: 'the expect of a runner', holds: (value) => typeof value === 'function' }),
  }),
);

/**
 * Renders the chart with the real Helm and compares all objects with those of the plain YAML, as `chartwright verify` does. Works in a
 * folder of its own: `dist/` and `charts/` are neither read nor written.
 *
 * Without a Helm it fails, or where it is given `test` and `CHARTWRIGHT_REQUIRE_JUDGES` is not set, skips that test. It never passes.
 *
 * @throws an error with each place where the two differ
 */
export async function expectEqualOutputs(chart: Chart, options: EqualOutputsOptions = {}): Promise<void> {
  taking(chart, options);
  const { helm, test, environments, kubernetes } = options;
  const system = systemOf(chart);
  const found = findHelm(helm);
  if ('reason' in found) {
    const isNamed = helm !== undefined;
    const areRequired = !['', '0', undefined].includes(process.env['CHARTWRIGHT_REQUIRE_JUDGES']);
    if (!test || isNamed || areRequired)
      return fails(`${titleOf(chart)}: ${found.reason}`, options, expectEqualOutputs);
    test.skip(`not judged, for want of Helm: ${found.reason}`);
    return;
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-test-')));
  try {
    const chosen = writeOutputs(folder, system, environments, kubernetes === undefined ? {} : { kubernetes });
    const places = { dist: join(folder, 'dist'), charts: join(folder, 'charts') };
    const report = await verifySystem(chosen, { ...places, tools: found.tools });
    if (report.equal) return holds(options);
    const text = printReport(report).replaceAll(`${folder}${sep}`, '');
    fails(`${titleOf(chart)}: the plain YAML and the chart are not the same\n\n${text}`, options, expectEqualOutputs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const titleOf = (chart: Chart) => `expectEqualOutputs(${chart.node.path})`;

/** Whether there is a Helm to ask, for tests that are declared only then: `(hasHelm() ? test : test.skip)(...)`. */
export const hasHelm = (): boolean => 'tools' in findHelm(undefined);

function findHelm(path: string | undefined): { readonly tools: readonly HelmTool[] } | { readonly reason: string } {
  try {
    return { tools: findHelms({ given: path === undefined ? [] : [path] }) };
  } catch (error) {
    if (error instanceof DefinitionError) return { reason: error.message };
    throw error;
  }
}

/** Writes both outputs of a chart below a folder. */
function writeOutputs(
  folder: string,
  system: System,
  names: readonly string[] | undefined,
  cluster: SaidCluster,
): SystemToVerify {
  const environments = environmentsOf(system, names);
  if (environments.length === 0) {
    const remedy = 'Give it one: environments: { local: {} }.';
    const message = 'the chart has no environment, so that there is no plain YAML to compare';
    throw mistake({ code: 'no-environment', construct: system.root.node.path, message, remedy });
  }
  const synthesis: Synthesis = {
    systems: [synthesizedSystem(system, environments, undefined, cluster)],
    hasAllSystems: true,
    hasAllEnvironments: names === undefined,
  };
  for (const { files } of [plainOutput(synthesis, 'dist'), chartOutput(synthesis, 'charts', folder)]) {
    for (const [path, content] of files) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
  return systemToVerify(system.definition, cluster, environments);
}
