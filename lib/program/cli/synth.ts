import { join } from 'node:path';
import type { App } from 'cdk8s';
import { environmentOf, renamings, systemsOf, type System, unusedOptions } from '../app';
import { chartOutput } from '../app/chart-output';
import { synthesizedSystem, type SynthesizedSystem, type Synthesis } from '../app/output';
import { joinedOutput, plainOutput } from '../app/plain-output';
import { isOwnPackage } from '../../printing/chart';
import { writeOutput, type OutputReport } from '../../printing/files/write-output';
import { printObjects, type PlainObject } from '../../printing/trees';
import type { EnvironmentValues } from '../../core/manifest';
import { isNamespace } from '../../core/manifest/is-namespace';
import { DefinitionError, type Problem } from '../../core/values';
import { readArguments } from './arguments';
import { includeReadings } from './include-readings';
import { checkSynth } from './check-synth';
import { elsewhere, isPrintedByCdk8s, noCharts, outputPlaces } from './output-places';
import { claimFolder } from './runs';
import { placeholderLines } from './placeholders';
import { readValuesFiles } from './values-files';
import { print } from './print';

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
  const synthesize = (system: System) => synthesizedSystem(system, chosen.get(system) ?? [], overrides);

  if (options.stdout) {
    const choices = systems.flatMap((system) =>
      (chosen.get(system) ?? []).map(({ name }) => `${system.definition.name} ${name}`),
    );
    if (choices.length !== 1) throw ambiguous(choices);
    const [system] = systems.filter((each) => chosen.get(each)?.length === 1).map(synthesize);
    const { errors } = checkSynth([system!], false);
    const { plain, environment } = system!.outputs[0]!;
    print(printObjects(plain, environment.name));
    errors.forEach((line) => console.error(line));
    if (!options.quiet) placeholderLines(system!).forEach((line) => console.error(line));
    return 0;
  }

  const places = outputPlaces(app, options);
  const synthesis: Synthesis = {
    systems: systems.map(synthesize),
    hasAllSystems: positionals.length === 0,
    hasAllEnvironments: options.environment === undefined,
  };
  const isWhole = synthesis.hasAllSystems && synthesis.hasAllEnvironments;
  const withCharts = synthesis.hasAllEnvironments && places.charts !== undefined;
  const { warnings, errors } = checkSynth(synthesis.systems, synthesis.hasAllEnvironments && overrides.length === 0);
  const summaries = [
    ...unusedOptions(app),
    ...renamings(systems),
    ...synthesis.systems.flatMap((system) => summaryOf(system, withCharts)),
    ...warnings,
  ];
  const isPrinted = isPrintedByCdk8s(join(places.root, places.plain));
  const outputs = [(isPrinted ? joinedOutput : plainOutput)(synthesis, places.plain)];
  const folders = [places.plain];
  if (withCharts) {
    outputs.push(chartOutput(synthesis, places.charts, places.root));
    folders.push(places.charts);
  }
  if (synthesis.hasAllEnvironments && places.charts === undefined) summaries.push(noCharts(places));

  if (isWhole) {
    claimFolder(
      join(places.root, places.plain),
      app,
      systems.map(({ definition }) => definition.name),
    );
  }
  const files = new Map(outputs.flatMap((output) => [...output.files]));
  const report = writeOutput(places.root, files, folders, {
    scope: outputs.flatMap(({ scope }) => scope),
    force: options.force,
    recognizes: isPackage,
    elsewhere,
  });
  const placeholders = synthesis.systems.flatMap(placeholderLines);
  [...errors, ...includeReadings(app)].forEach((line) => console.error(line));
  if (!options.quiet) print([...summaries, ...placeholders, changes(report), ...released(report), ''].join('\n'));
  return 0;
}

/** The environments of each system: all, or the one that is named. */
export function chosenEnvironments(
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

/** Packages are often left out of git, while the list is not: one of an earlier definition is ours all the same. */
const isPackage = (path: string, bytes: Uint8Array) => path.endsWith('.tgz') && isOwnPackage(bytes);

const counted = (plain: readonly PlainObject[]) => {
  const count = plain.filter(({ object }) => !isNamespace(object)).length;
  return count === 1 ? '1 object' : `${count} objects`;
};

/** What was made of a system. */
function summaryOf({ system, outputs }: SynthesizedSystem, withChart: boolean): string[] {
  const { name, metadata } = system.definition;
  const lines = outputs.map(({ environment, plain }) => `${name} ${environment.name}: ${counted(plain)}`);
  return withChart ? [...lines, `${name} chart ${metadata.version}`] : lines;
}

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
