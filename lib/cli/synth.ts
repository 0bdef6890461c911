import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { App } from 'cdk8s';
import { archiveName, chartIndex, packageChart, readIndex, printChart, type ChartIndexEntry } from '../chart';
import { writeOutput, type OutputReport } from '../output/write-output';
import { plainObjects, printEnvironment, type PlainObject } from '../print';
import type { EnvironmentValues } from '../manifest';
import { DefinitionError, type Json, type Problem, type Release } from '../values';
import { readArguments } from './arguments';
import { checkSynth, type SynthesizedSystem } from './check-synth';
import { environmentOf, releaseOf, systemsOf, type System } from './systems';
import { readValuesFiles } from './values-files';

/** `synth [SYSTEM...] [--environment E] [--values FILE...] [--stdout] [--outdir DIR] [--quiet]` */
export function synth(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    values: { type: 'string', short: 'f', multiple: true, default: [] },
    stdout: { type: 'boolean', default: false },
    quiet: { type: 'boolean', short: 'q', default: false },
    outdir: { type: 'string', short: 'o' },
  });
  const systems = systemsOf(app, positionals);
  const overrides = readValuesFiles(options.values);
  const chosen = chosenEnvironments(systems, options.environment);
  const environmentsOf = (system: System) => chosen.get(system) ?? [];

  if (options.stdout) {
    const choices = systems.flatMap((system) => environmentsOf(system).map((environment) => ({ system, environment })));
    const [choice, ...others] = choices;
    if (!choice || others.length > 0)
      throw ambiguous(choices.map((each) => `${each.system.definition.name} ${each.environment.name}`));
    const { system, environment } = choice;
    const release = releaseOf(system, environment, overrides);
    const plain = plainObjects(system.manifests, release, system.definition.ownsNamespace);
    checkSynth([{ system, outputs: [{ environment, release, plain }] }], false);
    const files = printEnvironment(plain);
    files.delete('kustomization.yaml');
    process.stdout.write([...files.values()].join('---\n'));
    if (!options.quiet) placeholderLines(system, environment, release).forEach((line) => console.error(line));
    return 0;
  }

  const place = outputPlace(options.outdir);
  const isWhole = options.environment === undefined;
  const files = new Map<string, string | Uint8Array>();
  const owned: string[] = [];
  const summaries: string[] = [];
  const placeholders: string[] = [];
  const synthesized: SynthesizedSystem[] = [];
  for (const system of systems) {
    const { name, metadata, ownsNamespace } = system.definition;
    const outputs: SynthesizedSystem['outputs'][number][] = [];
    synthesized.push({ system, outputs });
    for (const environment of environmentsOf(system)) {
      const release = releaseOf(system, environment, overrides);
      const objects = plainObjects(system.manifests, release, ownsNamespace);
      outputs.push({ environment, release, plain: objects });
      const folder = `${place.plain}/${name}/${environment.name}`;
      owned.push(folder);
      printEnvironment(objects).forEach((text, file) => files.set(`${folder}/${file}`, text));
      summaries.push(`${name} ${environment.name}: ${count(objects)} objects`);
      placeholders.push(...placeholderLines(system, environment, release));
    }
    if (isWhole && place.charts !== undefined) summaries.push(`${name} chart ${metadata.version}`);
  }
  summaries.push(...checkSynth(synthesized, isWhole && overrides.length === 0));
  if (isWhole) owned.push(...systems.map((system) => `${place.plain}/${system.definition.name}`));
  if (place.charts !== undefined && isWhole)
    addCharts(systems, positionals.length === 0, place as ChartPlace, files, owned);
  if (isWhole && positionals.length === 0 && place.ownsPlain) owned.push(place.plain);

  const report = writeOutput(place.root, files, owned);
  if (!options.quiet) console.log([...summaries, ...placeholders, changes(report)].join('\n'));
  return 0;
}

/** The environments of each system: all, or the one that is named. */
function chosenEnvironments(
  systems: readonly System[],
  name: string | undefined,
): Map<System, readonly EnvironmentValues[]> {
  const problems: Problem[] = [];
  const chosen = new Map<System, readonly EnvironmentValues[]>();
  for (const system of systems) {
    try {
      chosen.set(system, name === undefined ? system.definition.environments : [environmentOf(system, name)]);
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return chosen;
}

interface Place {
  readonly root: string;
  /** Folder of the plain YAML, relative to the root. */
  readonly plain: string;
  readonly ownsPlain: boolean;
  /** Folder of the charts; absent when only plain YAML is asked for. */
  readonly charts?: string;
}
type ChartPlace = Place & { readonly charts: string };

/**
 * Where output goes: `dist` and `charts` below the working directory or `--outdir`. `cdk8s synth` names a folder of its own
 * for plain YAML; when that is not `dist`, no charts are written.
 */
function outputPlace(outdir: string | undefined): Place {
  const root = resolve(outdir ?? '.');
  const asked = process.env['CDK8S_OUTDIR'];
  if (asked === undefined || outdir !== undefined || resolve(asked) === join(root, 'dist')) {
    return { root, plain: 'dist', ownsPlain: true, charts: 'charts' };
  }
  return { root: resolve(asked, '..'), plain: relative(resolve(asked, '..'), resolve(asked)), ownsPlain: false };
}

/** The charts as folders and packages, and the index that makes their folder a Helm repository. */
function addCharts(
  systems: readonly System[],
  isAll: boolean,
  place: ChartPlace,
  files: Map<string, string | Uint8Array>,
  owned: string[],
): void {
  const license = existsSync('LICENSE') ? readFileSync('LICENSE', 'utf8') : undefined;
  const entries: ChartIndexEntry[] = [];
  for (const { definition, manifests } of systems) {
    const chart = printChart(definition, manifests, license);
    const folder = `${place.charts}/${chart.name}`;
    const archive = archiveName(chart.name, chart.version);
    const bytes = packageChart(chart.name, chart.files);
    chart.files.forEach((text, file) => files.set(`${folder}/${file}`, text));
    files.set(`${place.charts}/${archive}`, bytes);
    owned.push(folder, `${place.charts}/${archive}`);
    entries.push({ metadata: { ...chart.metadata, name: chart.name, version: chart.version }, archive: bytes });
  }
  const index = `${place.charts}/index.yaml`;
  files.set(index, chartIndex(isAll ? entries : [...others(join(place.root, index), systems), ...entries]));
  owned.push(isAll ? place.charts : index);
}

/** What the index offers beside the charts that are made now. */
function others(index: string, systems: readonly System[]): ChartIndexEntry[] {
  const made = new Set(systems.map(({ definition }) => definition.name));
  const known = existsSync(index) ? readIndex(readFileSync(index, 'utf8'), index) : [];
  return known.filter(({ metadata }) => !made.has(metadata.name));
}

const count = (objects: readonly PlainObject[]) =>
  objects.filter(({ object }) => object['kind'] !== 'Namespace').length;

/** A line for each placeholder that nobody has replaced. */
const placeholderLines = ({ definition }: System, environment: EnvironmentValues, { values }: Release): string[] =>
  environment.placeholders
    .filter(({ path, value }) => valueAt(values, path) === value)
    .map(({ path, value, description }) => {
      return `${definition.name} ${environment.name}: placeholder ${path} = ${value} (${description})`;
    });

/** The value at a path such as `ingress.hosts[0]`. */
const valueAt = (values: Json, path: string): unknown =>
  path.split(/[.[\]]+/).reduce((inner: unknown, key) => {
    return key === '' ? inner : (inner as { readonly [key: string]: unknown } | undefined | null)?.[key];
  }, values);

const changes = ({ written, unchanged, removed }: OutputReport) =>
  `${written.length} files written, ${unchanged.length} unchanged, ${removed.length} removed`;

const ambiguous = (choices: readonly string[]) =>
  new DefinitionError([
    {
      code: 'usage',
      message: `--stdout prints one environment of one system; here are ${choices.length}: ${choices.join(', ')}`,
      remedy: 'Name one: chartwright synth SYSTEM --environment ENVIRONMENT --stdout.',
    },
  ]);
