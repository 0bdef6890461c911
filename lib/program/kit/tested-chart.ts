import { Chart, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { evaluateManifest, madeAtPath, type EnvironmentValues } from '../../core/manifest';
import type { ClusterObject } from '../../core/references/cluster-object';
import { DefinitionError, isMap, mistake, type JsonObject, type Problem, type Release } from '../../core/values';
import { maybe, propsOf, type KindsOf, type OptionalKind } from '../../core/values/argument';
import type { Kind } from '../../core/values/takes';
import { plainObjects } from '../../printing/trees';
import { environmentOf, releaseOf, systemsOf, type System } from '../app';

/** What every function of the kit takes first. */
export const aChart: Kind<Chart> = {
  words: 'a chart, such as new HelmChart(app, ...)',
  holds: (value) => Chart.isChart(value),
};

/** What is known of an app, and of how many constructs it was then. */
interface Known {
  readonly systems: readonly System[];
  readonly constructs: number;
}

const known = new WeakMap<App, Known>();

/**
 * A chart as the commands see it. The app is resolved once for all calls, and again when constructs have been added to it.
 *
 * @throws DefinitionError with all that is wrong with the definition
 */
export function systemOf(chart: Chart): System {
  const { root } = chart.node;
  if (!isApp(root)) {
    const remedy = "Make it below an App, as in new MyChart(new App(), 'web').";
    throw mistake({ code: 'no-app', construct: chart.node.path, message: 'this chart is in no App', remedy });
  }
  const found = systemsIn(root).find((system) => system.root === chart);
  if (found) return found;
  const around = chart.node.scopes.find((scope) => scope !== chart && Chart.isChart(scope));
  const message = `this chart is part of the chart "${around?.node.path}", and has no output of its own`;
  throw mistake({ code: 'part-of-a-chart', construct: chart.node.path, message, remedy: 'Test the chart around it.' });
}

/** Told by its parts: an App of another copy of cdk8s is one too. */
const isApp = (root: IConstruct): root is App => 'outdir' in root && 'outputFileExtension' in root;

/** The systems of an app, of which `chart` is one. */
function systemsIn(app: App): readonly System[] {
  const constructs = app.node.findAll().length;
  const earlier = known.get(app);
  if (earlier?.constructs === constructs) return earlier.systems;
  const systems = placed(app, () => systemsOf(app));
  known.set(app, { systems, constructs });
  return systems;
}

/** Says of each problem where its construct was made. */
function placed<T>(app: App, called: () => T): T {
  try {
    return called();
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw new DefinitionError(
      error.problems.map((problem): Problem => {
        const at = problem.at ?? madeAtPath(app, problem.construct);
        return at === undefined ? problem : { ...problem, at };
      }),
    );
  }
}

/** Values as a test gives them. */
export const someValues: Kind<JsonObject> = { words: 'values, such as { web: { replicaCount: 3 } }', holds: isMap };

/**
 * A release of a chart in an environment, with values laid over.
 *
 * @throws DefinitionError where the chart's schema refuses the values
 */
export function releaseWith(system: System, environment: EnvironmentValues, values: JsonObject | undefined): Release {
  // The values of the chart's own environments have been checked.
  const isChecked = values === undefined && system.definition.environments.includes(environment);
  return releaseOf(system, environment, isChecked ? [] : [{ name: 'the values of this test', values: values ?? {} }]);
}

/** A release by the chart's defaults alone, as `helm install NAME CHART` makes it: named like the chart, in a namespace of that name. */
export const byDefault = ({ definition: { name } }: System): EnvironmentValues => ({
  name: 'default',
  release: name,
  namespace: name,
  overrides: {},
  values: {},
  placeholders: [],
});

/** All environments of a chart, or those that are named. */
export function environmentsOf(system: System, names?: readonly string[]): readonly EnvironmentValues[] {
  return names === undefined ? system.definition.environments : names.map((name) => environmentOf(system, name));
}

/** The objects of a release as its chart has them: hooks by their own names, those of `helm test` among them. */
export const chartObjects = ({ manifests }: System, release: Release): ClusterObject[] =>
  manifests.flatMap((manifest): ClusterObject[] => {
    const object = evaluateManifest(manifest, release);
    if (!object) return [];
    const { construct, hook, place } = manifest;
    return [{ object, construct, place, ...(hook && { hook }) }];
  });

/** The objects of a release as the plain output has them, and the hooks that only its chart has. */
export function outputObjects(system: System, release: Release): JsonObject[] {
  const { manifests, definition } = system;
  const plain = plainObjects(manifests, release, definition.ownsNamespace);
  const printed = new Set(plain.map(({ manifest }) => manifest));
  const others = manifests.filter((manifest) => !printed.has(manifest));
  return [
    ...plain.map(({ object }) => object),
    ...others.map((manifest) => evaluateManifest(manifest, release)).filter((object) => object !== undefined),
  ];
}

/** Options of a function of the kit. */
export const optionsOf = <P>(kinds: KindsOf<P>): OptionalKind<P> => maybe(propsOf<P>(kinds));
