import type { Chart } from 'cdk8s';
import { carriedSchema, documented, guardsOfCompositions, guardsOfObjects, immutableValues, placesIn } from '../guards';
import type { Guard, Places } from '../guards';
import { defaults, mergeFiles, openObject, overlay, values, type Group, type Release } from '../values';
import { blockDefinitions } from './block-definitions';
import { chartName } from './chart-name';
import { valueCommentsOf } from './comment';
import { declarationsBelow, type Declarations } from './declarations';
import type { EnvironmentValues, ProfileValues } from './environment';
import type { ChartMetadata, Note, OwnNamespace } from './chart-props';
import { besideGuards, byCondition } from './guards';
import { HelmChart } from './helm-chart';
import type { Manifest } from './manifest';

/** What is known of a chart beside its objects. */
export interface ChartDefinition {
  readonly name: string;
  /** The folder of its plain output below `dist`: its name, after a number where charts have an order. @default its name */
  readonly folder?: string;
  /** Path of the chart's construct, for messages. */
  readonly construct: string;
  readonly metadata: ChartMetadata;
  readonly schema: Group;
  readonly environments: readonly EnvironmentValues[];
  readonly profiles: readonly ProfileValues[];
  readonly notes: readonly Note[];
  /** What it requires of its values beside what the schema says. @default nothing */
  readonly guards?: readonly Guard[];
  /** Comments behind values in the values files, by path. @default none */
  readonly valueComments?: ReadonlyMap<string, string>;
  /** What the plain output says of the release's namespace; false where the namespace is somebody else's to make. */
  readonly ownsNamespace: OwnNamespace | false;
  /** What its constructs declare for the linter. @default nothing */
  readonly declarations?: Declarations;
}

/** What a release knows of its chart. */
export const chartFacts = ({ name, metadata }: Pick<ChartDefinition, 'name' | 'metadata'>): Release['chart'] => ({
  name,
  version: metadata.version,
  appVersion: metadata.appVersion,
});

/**
 * The definition of a chart. A cdk8s chart that is not a `HelmChart` has no values: it becomes a static Helm chart and
 * one environment, `default`, with the objects that its author made and no others.
 *
 * @param name what the chart is called; see `chartNames`
 * @param manifests what the chart is made of: what is asked of their fields is asked of the values that reach them
 * @throws DefinitionError when values of an environment do not fit the schema
 */
export function definitionOf(
  chart: Chart,
  name: string = chartName(chart),
  manifests: readonly Manifest[] = [],
): ChartDefinition {
  const construct = chart.node.path;
  const declarations = declarationsBelow(chart);
  if (HelmChart.isHelmChart(chart)) {
    const { notes, props: metadata } = chart;
    const profiles = chart.profiles();
    const environments = chart.environments(name);
    const shipped = shippedReleases(chart.schema, environments, profiles, chartFacts({ name, metadata }));
    const { arrivals, compositions } = placesIn(manifests);
    const schema = tightened(chart.schema, arrivals, shipped);
    const guards = byCondition([
      ...chart.guards,
      ...besideGuards(chart.guards, guardsOfObjects(manifests, schema)),
      ...guardsOfCompositions(compositions, schema, shipped),
    ]);
    return {
      name,
      construct,
      metadata,
      schema: documented(schema, [...guards, ...immutableValues(manifests.filter(({ hook }) => !hook))]),
      environments,
      profiles,
      notes,
      guards,
      valueComments: valueCommentsOf(chart),
      ownsNamespace: chart.ownNamespace(),
      declarations,
    };
  }
  const namespace = chart.namespace ?? 'default';
  const environment = {
    name: 'default',
    release: name,
    namespace,
    overrides: {},
    values: { global: {} },
    placeholders: [],
  };
  return {
    name,
    construct,
    metadata: {
      version: '0.1.0',
      appVersion: '0.1.0',
      description: `The objects of the cdk8s chart ${construct || name}.`,
    },
    schema: values({ global: openObject({}, 'Values that a parent chart shares with all its subcharts') }),
    environments: [environment],
    profiles: [],
    notes: [],
    ownsNamespace: false,
    declarations,
  };
}

/** The schema of a chart's values with what is asked of them where they arrive. */
function tightened(schema: Group, arrivals: Places['arrivals'], shipped: readonly Release[]): Group {
  const values = shipped.map((release) => release.values);
  const carried = carriedSchema(schema, arrivals, values, blockDefinitions);
  return Object.assign({ ...carried }, { definitions: blockDefinitions({ ...carried, definitions: undefined }) });
}

/** Releases with the values that a chart is shipped with: its defaults, and those of its environments and profiles. */
function shippedReleases(
  schema: Group,
  environments: readonly EnvironmentValues[],
  profiles: readonly ProfileValues[],
  chart: Release['chart'],
): Release[] {
  const base = defaults(schema);
  const usual = { release: { name: chart.name, namespace: chart.name }, values: base };
  const named = environments.map(({ release, namespace, values }) => ({
    release: { name: release, namespace },
    values,
  }));
  const sized = profiles.map(({ on, overrides }) => {
    const at = environments.findIndex(({ name }) => name === on);
    const below = environments[at]?.overrides ?? {};
    return { ...(named[at] ?? usual), values: overlay(base, mergeFiles(below, overrides)) };
  });
  return [usual, ...named, ...sized].map((each) => ({ ...each, chart }));
}
