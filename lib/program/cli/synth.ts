import { join } from 'node:path';
import type { App } from 'cdk8s';
import { environmentOf, renamings, systemsOf, type System, unusedOptions } from '../app';
import { chartOutput } from '../app/chart-output';
import { synthesizedSystem, type Synthesis } from '../app/output';
import { joinedOutput, plainOutput } from '../app/plain-output';
import { writeOutput } from '../../printing/files/write-output';
import { listName } from '../../printing/files/written-list';
import { printObjects } from '../../printing/trees';
import type { EnvironmentValues } from '../../core/manifest';
import { DefinitionError, type Problem } from '../../core/values';
import { clusterOf } from './cluster-options';
import { earlierPackages } from './earlier-packages';
import { fleetRun } from './fleet-app';
import { makePart } from './fleet-part';
import { includeReadings } from './include-readings';
import { checkSynth } from './check-synth';
import { observed } from './observed-run';
import { elsewhere, isPrintedByCdk8s, noCharts, outputPlaces } from './output-places';
import { partScope } from './part-scope';
import { claimFolder, hasSiblings } from './runs';
import { checkOutput } from './stale-output';
import { literalTemplateLines, placeholderLines } from './placeholders';
import { changes, isPackage, released, shardIn, summaryOf, synthOptions } from './synth-options';
import { readValuesFiles } from './values-files';
import { isWatched, leaveUnwatched, watchedText } from './watched-run';
import { print } from './print';

/**
 * `synth [SYSTEM...] [--environment E] [--values FILE...] [--kubernetes 1.34] [--api-versions API...] [--stdout | --check | --watch] [--changed]
 * [--shard I/N] [--outdir DIR] [--charts DIR] [--force] [--quiet]`. With `--check` it writes nothing, and the exit code is 1 where it would. `--watch` is
 * for the program that starts this one (watch.mjs), which runs it anew after each change. `--changed` is for a fleet (fleet.mjs); an app by
 * itself is made as a whole. `--shard 2/4` makes the second of four parts of all systems.
 */
export function synth(app: App, args: readonly string[]): number {
  const { values: options, positionals } = synthOptions(args);
  const fleet = fleetRun();
  if (fleet) {
    makePart(app, options, fleet);
    return 0;
  }
  const isOfShard = shardIn(options, positionals);
  const all = systemsOf(app, positionals);
  const systems = isOfShard ? all.filter(({ definition: { name } }) => isOfShard(name)) : all;
  const overrides = readValuesFiles(options.values);
  const chosen = chosenEnvironments(systems, options.environment);
  const cluster = clusterOf(options);
  const synthesize = (system: System) => synthesizedSystem(system, chosen.get(system) ?? [], overrides, cluster);

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
    const notes = [...placeholderLines(system!), ...literalTemplateLines(system!)];
    if (!options.quiet) notes.forEach((line) => console.error(line));
    return 0;
  }

  const places = outputPlaces(app, options);
  const synthesis: Synthesis = {
    systems: systems.map(synthesize),
    hasAllSystems: positionals.length === 0 && !isOfShard,
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
    // Whoever says so has all work done.
    const isDoneAnew = options.force || options.check;
    const earlier = isDoneAnew ? undefined : earlierPackages(join(places.root, places.charts));
    outputs.push(
      chartOutput(synthesis, places.charts, places.root, {
        ...(isOfShard && { isOfRun: isOfShard }),
        ...(earlier && { earlier }),
      }),
    );
    folders.push(places.charts);
  }
  if (synthesis.hasAllEnvironments && places.charts === undefined) summaries.push(noCharts(places));

  const files = new Map(outputs.flatMap((output) => [...output.files]));
  const named = new Map(all.map(({ definition: { name, folder = name } }) => [folder, name]));
  const ofShard = isOfShard && synthesis.hasAllEnvironments ? partScope(places, files.keys(), isOfShard, named) : [];
  const output = { scope: [...outputs.flatMap(({ scope }) => scope), ...ofShard], recognizes: isPackage, elsewhere };
  if (options.check) return checkOutput(places.root, files, folders, output, options.quiet);

  if (isWhole) {
    claimFolder(
      join(places.root, places.plain),
      app,
      systems.map(({ definition }) => definition.name),
    );
  }
  const paths = Array.from(files.keys(), (path) => join(places.root, path));
  const lists = folders.map((folder) => join(places.root, folder, listName));
  leaveUnwatched([...paths, ...lists]);
  const report = observed(places.root, [...paths, ...lists], () =>
    writeOutput(places.root, files, folders, { ...output, force: options.force }),
  );
  const placeholders = synthesis.systems.flatMap((each) => [...placeholderLines(each), ...literalTemplateLines(each)]);
  [...errors, ...includeReadings(app)].forEach((line) => console.error(line));
  const lines = [...summaries, ...placeholders, changes(report), ...released(report)];
  const isShown = !options.quiet;
  if (isWatched()) print(watchedText(synthesis, hasSiblings(app) ? app.outdir : '', { report, lines, isShown }));
  else if (isShown) print(`${lines.join('\n')}\n`);
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

const ambiguous = (choices: readonly string[]) =>
  new DefinitionError([
    {
      code: 'usage',
      message: `--stdout prints one environment of one system; here are ${choices.length}: ${choices.join(', ')}`,
      remedy: 'Name one: chartwright synth SYSTEM --environment ENVIRONMENT --stdout.',
    },
  ]);
