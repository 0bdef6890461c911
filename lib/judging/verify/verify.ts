import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isNamespace } from '../../core/manifest/is-namespace';
import type { Cluster } from '../../core/values';
import { compareOutputs, formatDifferences } from './compare';
import { HelmError, helmLint, helmTemplateText } from './helm';
import { limit } from './limit';
import type { Limit } from './limit';
import { readPlainOutput } from './plain-output';
import type { PlainOutput } from './plain-output';
import { readManifests } from './read-manifests';
import type { EnvironmentReport, VerifyProblem, VerifyReport } from './report';
import { findHelms } from './find-tools';
import type { HelmTool } from './tools';

export { printReport } from './report';
export type { EnvironmentReport, VerifyProblem as Problem, VerifyReport } from './report';

/** An environment of a system, as Helm is told of it. */
export interface EnvironmentToVerify {
  readonly name: string;
  readonly release: string;
  readonly namespace: string;
  /** Names relative to the chart's folder; a later one wins. */
  readonly valuesFiles: readonly string[];
  /** What Helm is told of the cluster. @default what each Helm assumes */
  readonly cluster?: Cluster;
}

/** A system whose two outputs should be the same. */
export interface SystemToVerify {
  readonly id: string;
  /** Its folder in the plain output. @default its id */
  readonly folder?: string;
  readonly version: string;
  readonly environments: readonly EnvironmentToVerify[];
}

/** How a Helm is asked about a chart. */
export interface AskHelm {
  readonly lint: typeof helmLint;
  readonly template: typeof helmTemplateText;
}

/** Where the outputs are, and who judges. */
export interface VerifyOptions {
  /** @default 'dist' */
  readonly dist?: string;
  /** @default 'charts' */
  readonly charts?: string;
  /** @default the Helms that `findHelms` finds */
  readonly tools?: readonly HelmTool[];
  /** Wins over that of an environment. @default what the environment says, else what each Helm assumes */
  readonly kubeVersion?: string | undefined;
  /** @default a process for each question */
  readonly ask?: AskHelm;
}

/** How many Helm processes run at once. */
const PROCESSES = 2;

/** One Helm's judgement of one environment, and where to find what it judges. */
interface Trial {
  readonly tool: HelmTool;
  readonly environment: EnvironmentToVerify;
  readonly plain: PlainOutput;
  readonly folder: string;
  readonly archive: string;
  readonly kubeVersion: string | undefined;
  readonly ask: AskHelm;
  readonly run: Limit;
}

const processes: AskHelm = { lint: helmLint, template: helmTemplateText };

/** Renders a system's chart for each environment with each Helm and compares the objects with those in `dist`. */
export async function verifySystem(system: SystemToVerify, options: VerifyOptions = {}): Promise<VerifyReport> {
  const { dist = 'dist', charts = 'charts', tools = findHelms(), kubeVersion, ask = processes } = options;
  const folder = join(charts, system.id);
  const archive = join(charts, `${system.id}-${system.version}.tgz`);
  if (system.environments.length === 0)
    throw new Error(`${system.id} has no environment, so there is nothing to verify`);
  if (tools.length === 0) throw new Error('Without a Helm there is nothing to verify with');
  const plainFolder = join(dist, system.folder ?? system.id);
  requireOutput(system, plainFolder, folder, archive);

  const run = limit(PROCESSES);
  const environments = await Promise.all(
    system.environments.map(async (environment): Promise<EnvironmentReport> => {
      const plain = readPlainOutput(join(plainFolder, environment.name));
      const found = await Promise.all(
        tools.map((tool) =>
          judge({
            tool,
            environment,
            plain,
            folder,
            archive,
            kubeVersion: kubeVersion ?? environment.cluster?.kubernetes,
            ask,
            run,
          }),
        ),
      );
      return {
        name: environment.name,
        objects: plain.objects.filter((object) => !isNamespace(object)).length,
        versions: tools.map(({ version }) => version),
        problems: [...plain.problems.map((text) => ({ text, versions: [] })), ...merge(tools, found)],
      };
    }),
  );
  return { system: system.id, equal: environments.every(({ problems }) => problems.length === 0), environments };
}

/** Throws when something to compare is missing, all of it in one message. */
function requireOutput(system: SystemToVerify, dist: string, folder: string, archive: string): void {
  const needed = [
    join(folder, 'Chart.yaml'),
    archive,
    ...system.environments.flatMap(({ name, valuesFiles }) => [
      join(dist, name),
      ...valuesFiles.map((file) => join(folder, file)),
    ]),
  ];
  const missing = [...new Set(needed)].filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new Error(
      `Nothing to verify for ${system.id}: ${missing.join(', ')} ${missing.length > 1 ? 'do' : 'does'} not exist. ` +
        'Synthesize first: npm run synth',
    );
  }
}

/** What one Helm finds wrong with one environment. */
async function judge(trial: Trial): Promise<string[]> {
  const found = await Promise.all([reported(lint(trial)), reported(render(trial))]);
  return found.flat();
}

async function lint({ tool, environment, folder, kubeVersion, ask, run }: Trial): Promise<string[]> {
  const extraArgs = kubeVersion === undefined ? [] : ['--kube-version', kubeVersion];
  const findings = await run(() => ask.lint(tool, folder, pathsIn(folder, environment.valuesFiles), extraArgs));
  return findings.map((finding) => `helm lint: ${finding}`);
}

async function render({ tool, environment, plain, folder, archive, kubeVersion, ask, run }: Trial): Promise<string[]> {
  const { release, namespace } = environment;
  const valuesFiles = pathsIn(folder, environment.valuesFiles);
  const apis = (environment.cluster?.apis ?? []).flatMap((api) => ['--api-versions', api]);
  const options = { release, namespace, valuesFiles, kubeVersion, extraArgs: ['--include-crds', ...apis] };
  const [rendering, packaged] = await Promise.all([
    run(() => ask.template(tool, { ...options, chart: folder })),
    run(() => ask.template(tool, { ...options, chart: archive })),
  ]);
  const read = readManifests(rendering.text);
  const objects = read.objects.map(({ object }) => object);
  const differences = compareOutputs(plain.objects, objects);
  return [
    ...rendering.warnings.map((warning) => `helm template: ${warning}`),
    ...read.problems.map((problem) => `helm template: ${problem}`),
    ...differences.map((difference) => formatDifferences([difference])),
    ...packageDifference(archive, rendering.text, packaged.text),
  ];
}

function packageDifference(archive: string, folderText: string, archiveText: string): string[] {
  if (folderText === archiveText) return [];
  const fromFolder = folderText.split('\n');
  const fromArchive = archiveText.split('\n');
  const index = fromFolder.findIndex((line, index) => line !== fromArchive[index]);
  const at = index === -1 ? fromFolder.length : index;
  return [
    `${archive} renders something else than its folder, first in line ${at + 1}\n` +
      `  folder:  ${fromFolder[at] ?? '(end)'}\n  package: ${fromArchive[at] ?? '(end)'}`,
  ];
}

/** What a check found, where a Helm command that fails is a finding. */
async function reported(check: Promise<string[]>): Promise<string[]> {
  try {
    return await check;
  } catch (error) {
    if (error instanceof HelmError) return [error.message];
    throw error;
  }
}

/** The problems of all Helms, the same one only once. */
function merge(tools: readonly HelmTool[], found: readonly (readonly string[])[]): VerifyProblem[] {
  const versions = new Map<string, string[]>();
  tools.forEach(({ version }, index) => {
    for (const text of new Set(found[index])) {
      versions.set(text, [...(versions.get(text) ?? []), version]);
    }
  });
  return [...versions].map(([text, versions]) => ({ text, versions }));
}

function pathsIn(folder: string, files: readonly string[]): string[] {
  return files.map((file) => join(folder, file));
}
