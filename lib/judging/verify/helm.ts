import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifests } from './read-manifests';
import type { ReadManifests } from './read-manifests';
import type { HelmTool } from './tools';
import { unicodeEscape } from '../../core/values/unicode-escape';

/** What to render. */
export interface TemplateOptions {
  /** A chart's folder or its package. */
  readonly chart: string;
  readonly release: string;
  readonly namespace: string;
  /** Paths of values files; a later one wins. @default none but the chart's own */
  readonly valuesFiles?: readonly string[];
  /** Values that win over those of the files. @default none */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Values in Helm's notation (`backend.replicaCount=2`), which win over `values`. @default none */
  readonly set?: readonly string[];
  /** The Kubernetes version to render for. @default what the Helm at hand assumes */
  readonly kubeVersion?: string | undefined;
  /** @default none */
  readonly extraArgs?: readonly string[];
}

/** A rendered chart. `problems` are faults that Helm and YAML let pass. */
export interface Rendering extends ReadManifests {
  readonly text: string;
  /** What Helm said beside its output, such as a hook that it skipped. */
  readonly warnings: readonly string[];
}

/** A Helm command that failed. */
export class HelmError extends Error {
  constructor(
    readonly version: string,
    readonly args: readonly string[],
    readonly stdout: string,
    readonly stderr: string,
  ) {
    super(`helm ${version} ${args.join(' ')}\n${stderr.trim() || 'failed and said nothing'}`);
    this.name = 'HelmError';
  }
}

/** The objects of a chart, rendered with `helm template`. */
export async function helmTemplate(tool: HelmTool, options: TemplateOptions): Promise<Rendering> {
  const { text, warnings } = await helmTemplateText(tool, options);
  return { text, warnings, ...readManifests(text) };
}

/** The text that `helm template` prints, not read. */
export async function helmTemplateText(
  tool: HelmTool,
  { chart, release, namespace, valuesFiles = [], values, set = [], kubeVersion, extraArgs = [] }: TemplateOptions,
): Promise<Pick<Rendering, 'text' | 'warnings'>> {
  const args = [
    'template',
    release,
    chart,
    ...['--namespace', namespace],
    ...valuesFiles.flatMap((file) => ['--values', file]),
    ...(values ? ['--values', '-'] : []),
    ...set.flatMap((assignment) => ['--set', assignment]),
    ...(kubeVersion === undefined ? [] : ['--kube-version', kubeVersion]),
    ...extraArgs,
  ];
  const { failed, stdout, stderr } = await runHelm(tool, args, values && valuesAsYaml(values));
  if (failed) throw new HelmError(tool.version, args, stdout, stderr);
  return { text: stdout, warnings: linesOf(stderr) };
}

/** The errors and warnings of `helm lint --strict`; none when the chart is clean. */
export async function helmLint(
  tool: HelmTool,
  chart: string,
  valuesFiles: readonly string[] = [],
  extraArgs: readonly string[] = [],
): Promise<string[]> {
  const args = ['lint', '--strict', chart, ...valuesFiles.flatMap((file) => ['--values', file]), ...extraArgs];
  const { failed, stdout, stderr } = await runHelm(tool, args);
  const found = [...lintFindings(stdout), ...linesOf(stderr).filter((line) => !/chart\(s\) linted/.test(line))];
  if (failed && found.length === 0) throw new HelmError(tool.version, args, stdout, stderr);
  return found;
}

/** The errors and warnings in what `helm lint` prints, each with the lines that belong to it. */
function lintFindings(stdout: string): string[] {
  return stdout
    .split(/^(?=\[(?:ERROR|WARNING|INFO)\])|^==> .*$|^\d+ chart\(s\) linted.*$/m)
    .map((finding) => finding.trim())
    .filter((finding) => finding !== '' && !finding.startsWith('[INFO]'));
}

/**
 * Values in a form that Helm's YAML reader, which refuses much of what JSON allows, reads exactly. A line break ends it: without one Helm 4
 * loses a last line whose length is a multiple of 4,096 bytes.
 */
export function valuesAsYaml(values: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(values).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, unicodeEscape)}\n`;
}

/** Runs Helm with nothing of the user's: no repositories, plugins, registries, cluster or network. */
async function runHelm(
  { path }: HelmTool,
  args: readonly string[],
  input = '',
): Promise<{ failed: boolean; stdout: string; stderr: string }> {
  const home = await mkdtemp(join(tmpdir(), 'chartwright-helm-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    HELM_CACHE_HOME: join(home, 'cache'),
    HELM_CONFIG_HOME: join(home, 'config'),
    HELM_DATA_HOME: join(home, 'data'),
    KUBECONFIG: join(home, 'kubeconfig'),
    // A run is over before its garbage matters, which takes away a third of its time, if it is not a very large one.
    GOGC: 'off',
    GOMEMLIMIT: '1GiB',
    HTTP_PROXY: 'http://127.0.0.1:1',
    HTTPS_PROXY: 'http://127.0.0.1:1',
  };
  try {
    return await new Promise((resolve, reject) => {
      const child = execFile(
        path,
        args,
        { env, maxBuffer: 256 * 1024 * 1024, timeout: 300_000 },
        (error, stdout, stderr) => {
          if (error && typeof error.code !== 'number') reject(new Error(error.message, { cause: error }));
          else resolve({ failed: error !== null, stdout, stderr });
        },
      );
      child.stdin?.on('error', () => undefined).end(input);
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
