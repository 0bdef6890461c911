import type { App } from 'cdk8s';
import { renamings, systemsOf, unusedOptions } from '../app';
import { chartFiles } from '../app/chart-output';
import { synthesizedSystem } from '../app/output';
import { plainOutput } from '../app/plain-output';
import { forgetTrees } from '../../core/manifest/made-at';
import { DefinitionError, tokens } from '../../core/values';
import { checkSynth } from './check-synth';
import { clusterOf } from './cluster-options';
import type { FleetRun } from './fleet-app';
import { includeReadings } from './include-readings';
import { noCharts, outputPlaces } from './output-places';
import { literalTemplateLines, placeholderLines } from './placeholders';
import { shardIn, summaryOf, type SynthOptions } from './synth-options';
import { readValuesFiles } from './values-files';

/**
 * Makes the system of an app of a fleet, and writes nothing.
 *
 * @throws DefinitionError where it makes another, or several
 */
export function makePart(app: App, options: SynthOptions, { name, take }: FleetRun): void {
  shardIn(options, []);
  const systems = systemsOf(app);
  const [system] = systems;
  if (systems.length !== 1 || system?.definition.name !== name) {
    throw misnamed(
      name,
      systems.map(({ definition }) => definition.name),
    );
  }
  const overrides = readValuesFiles(options.values);
  const made = synthesizedSystem(system, system.definition.environments, overrides, clusterOf(options));
  const { warnings, errors } = checkSynth([made], overrides.length === 0);
  const places = outputPlaces(app, options);
  const synthesis = { systems: [made], hasAllSystems: false, hasAllEnvironments: true };
  const charts = places.charts === undefined ? undefined : chartFiles(synthesis, places.charts);
  const lines = [
    ...unusedOptions(app),
    ...renamings(systems),
    ...summaryOf(made, charts !== undefined),
    ...warnings,
    ...(charts === undefined ? [noCharts(places)] : []),
    ...placeholderLines(made),
    ...literalTemplateLines(made),
  ];
  const [entry] = charts?.entries ?? [];
  take({
    name,
    places,
    files: new Map([...plainOutput(synthesis, places.plain).files, ...(charts?.files ?? [])]),
    ...(entry && { entry }),
    lines,
    errors: [...errors, ...includeReadings(app)],
  });
  // The next app has trees and tokens of its own.
  tokens.forget();
  forgetTrees();
}

const misnamed = (name: string, found: readonly string[]) =>
  new DefinitionError([
    {
      code: 'fleet-name',
      message: `this app of a fleet must make one system, which is called as its folder, ${name}: it makes ${found.join(', ')}`,
      remedy: `Call its chart so, as in new HelmChart(app, '${name}', ...), and give each other system a folder and an app of its own.`,
    },
  ]);
