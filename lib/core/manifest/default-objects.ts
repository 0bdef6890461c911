import { brokenGuards } from '../guards';
import { DefinitionError, defaults, validateValues, type JsonObject } from '../values';
import { chartName } from './chart-name';
import { showWith, type HelmChart } from './helm-chart';
import { evaluateManifest, synthesize } from './synthesize';

let hasShown = false;

/** Whether a program has asked for the objects of a chart by itself, and so may do something of its own with them. */
export const hasShownDefaults = (): boolean => hasShown;

/**
 * The objects of a chart as a release has them that bears the chart's name and sets no value, in the order of application.
 *
 * @throws DefinitionError when the definition is wrong, or when a value has no default
 */
export function defaultObjects(chart: HelmChart): JsonObject[] {
  hasShown = true;
  const name = chartName(chart);
  const { version, appVersion } = chart.props;
  const values = defaults(chart.schema);
  const problems = validateValues(chart.schema, values, `the defaults of ${name}`);
  if (problems.length > 0) throw new DefinitionError(problems.map((problem) => ({ ...problem, remedy: noDefault })));
  const release = { values, release: { name, namespace: name }, chart: { name, version, appVersion } };
  const broken = brokenGuards(chart.guards, release, `the defaults of ${name}`);
  if (broken.length > 0) throw new DefinitionError(broken);
  const { manifests } = synthesize(chart).find((each) => each.chart === chart)!;
  return manifests.map((manifest) => evaluateManifest(manifest, release)).filter((object) => object !== undefined);
}

showWith(defaultObjects);

const noDefault =
  'Testing.synth() and toJson() set no values: give this one a default, or test what run(app) writes for an environment.';
