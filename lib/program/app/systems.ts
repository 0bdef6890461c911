import { type App, type Chart, YamlOutputType } from 'cdk8s';
import {
  chartNames,
  chartOrder,
  chartsIn,
  definitionOf,
  guardProblems,
  synthesize,
  unknownEnvironments,
  type ChartDefinition,
  type ChartManifests,
  type Manifest,
} from '../../core/manifest';
import { DefinitionError, didYouMean, type Problem } from '../../core/values';

/** A chart of the app with everything that the commands need. */
export interface System {
  /** The construct of the chart. */
  readonly root: Chart;
  readonly definition: ChartDefinition;
  readonly manifests: readonly Manifest[];
}

const prepared = new WeakMap<App, ChartManifests[]>();

/** The charts of an app for a look at them beforehand; `systemsOf` then goes on with these. */
export function prepare(app: App): ChartManifests[] {
  const charts = synthesize(app);
  prepared.set(app, charts);
  return charts;
}

/**
 * The systems of an app; only those named when any are. All problems of all of them are reported at once.
 *
 * @throws DefinitionError also when there is none: whoever goes on would remove all earlier output
 */
export function systemsOf(app: App, names: readonly string[] = []): System[] {
  const charts = prepared.get(app) ?? synthesize(app);
  if (charts.length === 0) throw new DefinitionError([noChart]);
  const { names: nameOf, problems: misnamed } = chartNames(charts.map(({ chart }) => chart));
  const known = [...nameOf.values()];
  const problems: Problem[] = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'unknown-system',
      message: `there is no system "${name}"${didYouMean(name, known)}`,
      remedy: `Systems: ${known.join(', ')}.`,
    }));
  problems.push(...misnamed);
  const order = chartOrder(app);
  const folderOf = (chart: Chart, name: string) => {
    const width = Math.max(2, String(charts.length - 1).length);
    return order ? `${String(order.indexOf(chart)).padStart(width, '0')}-${name}` : name;
  };
  const systems: System[] = [];
  for (const { chart, manifests } of charts) {
    const name = nameOf.get(chart)!;
    if (names.length > 0 && !names.includes(name)) continue;
    try {
      const definition = { ...definitionOf(chart, name, manifests), folder: folderOf(chart, name) };
      const moves = manifests.flatMap(({ imageUpdates = [] }) => imageUpdates);
      problems.push(...unknownEnvironments(moves, definition.environments), ...guardProblems(definition));
      systems.push({ root: chart, definition, manifests });
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return systems;
}

const noChart = {
  code: 'no-chart',
  message: 'the app has no chart',
  remedy: "Give it one, as in new HelmChart(app, 'shop', ...): the App is the first argument of each chart.",
};

/** Whether these are all systems of their app. */
export const isWholeApp = (systems: readonly System[]): boolean =>
  systems.length > 0 && chartsIn(systems[0]!.root.node.root).length === systems.length;

/** A line for each system that is not called as its chart's path reads. */
export const renamings = (systems: readonly System[]): string[] =>
  systems.flatMap(({ root: { node }, definition: { name } }) =>
    node.path === name ? [] : [`the chart "${node.path}" is called ${name}`],
  );

/** A line for each option of the app that says how cdk8s names and joins files: each object has a file of its own here. */
export const unusedOptions = ({ yamlOutputType, outputFileExtension }: App): string[] =>
  [
    ...(yamlOutputType === YamlOutputType.FILE_PER_CHART ? [] : ['yamlOutputType']),
    ...(outputFileExtension === '.k8s.yaml' ? [] : ['outputFileExtension']),
  ].map((option) => `the app's ${option} is not used: each object has a file of its own, which ends in .k8s.yaml`);
