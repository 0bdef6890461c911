import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import {
  archiveName,
  chartIndex,
  isOwnPackage,
  packageChart,
  readIndex,
  printChart,
  type ChartIndexEntry,
} from '../chart';
import { below } from '../output/output-path';
import { writeOutput, type OutputReport } from '../output/write-output';
import { plainObjects, printEnvironment, type PlainObject } from '../print';
import type { EnvironmentValues } from '../manifest';
import { DefinitionError, type Json, type Problem, type Release } from '../values';
import { readArguments } from './arguments';
import { checkSynth, type SynthesizedSystem } from './check-synth';
import { elsewhere, noCharts, outputPlaces, type OutputPlaces } from './output-places';
import { claimFolder } from './runs';
import { environmentOf, releaseOf, renamings, systemsOf, type System } from './systems';
import { readValuesFiles } from './values-files';

/** `synth [SYSTEM...] [--environment E] [--values FILE...] [--stdout] [--outdir DIR] [--charts DIR] [--force] [--quiet]` */
export function synth(app: App, args: readonly string[]): number {
  const { values: options, positionals } = readArguments(args, {
    environment: { type: 'string', short: 'e' },
    values: { type: 'string', short: 'f', multiple: true, default: [] },
    stdout: { type: 'boolean', default: false },
    quiet: { type: 'boolean', short: 'q', default: false },
    outdir: { type: 'string', short: 'o' },
    charts: { type: 'string' },
    force: { type: 'boolean', default: false },
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

  const places = outputPlaces(app, options);
  const isWhole = options.environment === undefined;
  const files = new Map<string, string | Uint8Array>();
  const scope: string[] = [];
  const summaries: string[] = renamings(systems);
  const placeholders: string[] = [];
  const synthesized: SynthesizedSystem[] = [];
  for (const system of systems) {
    const { name, folder: home = name, metadata, ownsNamespace } = system.definition;
    const outputs: SynthesizedSystem['outputs'][number][] = [];
    synthesized.push({ system, outputs });
    for (const environment of environmentsOf(system)) {
      const release = releaseOf(system, environment, overrides);
      const objects = plainObjects(system.manifests, release, ownsNamespace);
      outputs.push({ environment, release, plain: objects });
      const folder = below(places.plain, `${home}/${environment.name}`);
      scope.push(folder);
      printEnvironment(objects).forEach((text, file) => files.set(`${folder}/${file}`, text));
      summaries.push(`${name} ${environment.name}: ${count(objects)} objects`);
      placeholders.push(...placeholderLines(system, environment, release));
    }
    if (isWhole && places.charts !== undefined) summaries.push(`${name} chart ${metadata.version}`);
  }
  summaries.push(...checkSynth(synthesized, isWhole && overrides.length === 0));
  const folders = [places.plain];
  if (isWhole) {
    scope.push(...systems.map(({ definition: { name, folder = name } }) => below(places.plain, folder)));
  }
  if (isWhole && positionals.length === 0) scope.push(places.plain);
  if (isWhole && places.charts !== undefined) {
    folders.push(places.charts);
    addCharts(systems, positionals.length === 0, { ...places, charts: places.charts }, files, scope);
  }
  if (isWhole && places.charts === undefined) summaries.push(noCharts(places));

  if (isWhole && positionals.length === 0) {
    claimFolder(
      join(places.root, places.plain),
      app,
      systems.map(({ definition }) => definition.name),
    );
  }
  const report = writeOutput(places.root, files, folders, {
    scope,
    force: options.force,
    recognizes: isPackage,
    elsewhere,
  });
  if (!options.quiet) console.log([...summaries, ...placeholders, changes(report), ...released(report)].join('\n'));
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

/** The charts as folders and packages, and the index that makes their folder a Helm repository. */
function addCharts(
  systems: readonly System[],
  isAll: boolean,
  { root, charts }: OutputPlaces & { readonly charts: string },
  files: Map<string, string | Uint8Array>,
  scope: string[],
): void {
  const license = existsSync('LICENSE') ? readFileSync('LICENSE', 'utf8') : undefined;
  const entries: ChartIndexEntry[] = [];
  for (const { definition, manifests } of systems) {
    const chart = printChart(definition, manifests, license);
    const folder = below(charts, chart.name);
    const archive = below(charts, archiveName(chart.name, chart.version));
    const bytes = packageChart(chart.name, chart.files);
    chart.files.forEach((text, file) => files.set(`${folder}/${file}`, text));
    files.set(archive, bytes);
    scope.push(folder, archive);
    entries.push({ metadata: { ...chart.metadata, name: chart.name, version: chart.version }, archive: bytes });
  }
  const index = below(charts, 'index.yaml');
  files.set(index, chartIndex(isAll ? entries : [...others(join(root, index), systems), ...entries]));
  scope.push(isAll ? charts : index);
}

/** What the index offers beside the charts that are made now. */
function others(index: string, systems: readonly System[]): ChartIndexEntry[] {
  const made = new Set(systems.map(({ definition }) => definition.name));
  const known = existsSync(index) ? readIndex(readFileSync(index, 'utf8'), index) : [];
  return known.filter(({ metadata }) => !made.has(metadata.name));
}

/** Packages are often left out of git, while the list is not: one of an earlier definition is ours all the same. */
const isPackage = (path: string, bytes: Uint8Array) => path.endsWith('.tgz') && isOwnPackage(bytes);

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

const released = ({ released: paths }: OutputReport) =>
  paths.map((path) => `${path}: was changed by hand and is no longer produced; it stays, and is yours now`);

const ambiguous = (choices: readonly string[]) =>
  new DefinitionError([
    {
      code: 'usage',
      message: `--stdout prints one environment of one system; here are ${choices.length}: ${choices.join(', ')}`,
      remedy: 'Name one: chartwright synth SYSTEM --environment ENVIRONMENT --stdout.',
    },
  ]);
