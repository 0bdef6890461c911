import type { Chart } from 'cdk8s';
import { documented, type Guard } from '../guards';
import { openObject, values, type Group } from '../values';
import { chartName } from './chart-name';
import { valueCommentsOf } from './comment';
import { declarationsBelow, type Declarations } from './declarations';
import type { EnvironmentValues, ProfileValues } from './environment';
import type { ChartMetadata, Note, OwnNamespace } from './chart-props';
import { HelmChart } from './helm-chart';

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

/**
 * The definition of a chart. A cdk8s chart that is not a `HelmChart` has no values: it becomes a static Helm chart and
 * one environment, `default`, with the objects that its author made and no others.
 *
 * @param name what the chart is called; see `chartNames`
 * @throws DefinitionError when values of an environment do not fit the schema
 */
export function definitionOf(chart: Chart, name: string = chartName(chart)): ChartDefinition {
  const construct = chart.node.path;
  const declarations = declarationsBelow(chart);
  if (HelmChart.isHelmChart(chart)) {
    const { schema, notes, guards, props: metadata } = chart;
    const profiles = chart.profiles();
    return {
      name,
      construct,
      metadata,
      schema: documented(schema, guards),
      environments: chart.environments(name),
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
