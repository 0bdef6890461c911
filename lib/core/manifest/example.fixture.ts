import { ApiObject, App, Chart } from 'cdk8s';
import {
  block,
  boolean,
  DefinitionError,
  defaults,
  integer,
  list,
  object,
  overlay,
  string,
  values,
  type JsonObject,
  type Problem,
  type Refs,
  type Release,
} from '../values';
import type { CommonValues } from './common-values';
import { HelmChart } from './helm-chart';
import type { Manifest } from './manifest';
import { evaluateManifest, synthesize } from './synthesize';

type Json = JsonObject[string];

/** The values of the example charts. */
export const exampleValues = values({
  name: string('api', 'A name'),
  replicas: integer(2, 'How many'),
  port: integer(8080, 'Port of the container'),
  enabled: boolean(true, 'Whether it is on'),
  extra: boolean(false, 'Whether more is on'),
  resources: block<JsonObject>({ type: 'object' }, { limits: { cpu: '1' } }, 'Resources of the container'),
  tolerations: list<JsonObject>(object({ key: string('', 'Key') }, 'A toleration'), [{ key: 'a' }], 'Tolerations'),
});
export type ExampleRefs = Refs<typeof exampleValues> & Refs<CommonValues>;

/** A chart without environments but one, and nothing in it. */
export class Example extends HelmChart<typeof exampleValues> {
  constructor(app: App, id = 'example') {
    super(app, id, {
      values: exampleValues,
      environments: { test: { values: {} } },
      version: '1.2.3',
      appVersion: '7.1',
      description: 'An example.',
    });
  }
}

/** Adds objects to a chart. */
export type Build = (chart: Example, values: ExampleRefs, app: App) => void;

function built(build: Build): App {
  const app = new App();
  const chart = new Example(app);
  build(chart, chart.values, app);
  return app;
}

/** The manifests of a chart with these objects. */
export const manifestsOf = (build: Build): readonly Manifest[] => synthesize(built(build))[0]!.manifests;

/** The objects of a chart in a release with these values over the defaults. */
export function objectsOf(build: Build, over: JsonObject = {}): JsonObject[] {
  const app = built(build);
  const [first] = synthesize(app);
  const { schema } = first!.chart as Example;
  const release: Release = {
    values: overlay(defaults(schema), over),
    release: { name: 'demo', namespace: 'space' },
    chart: { name: 'example', version: '1.2.3', appVersion: '7.1' },
  };
  return first!.manifests
    .map((manifest) => evaluateManifest(manifest, release))
    .filter((object) => object !== undefined);
}

/** What synthesis says against a chart with these objects. */
export function problemsOf(build: Build): readonly Problem[] {
  try {
    synthesize(built(build));
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  return [];
}

/** A ConfigMap with these data, made with cdk8s alone. */
export const configMap = (scope: Chart, id: string, data: object): ApiObject =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data });

/** The part of an object that a JSON pointer without escapes names. */
export const at = (value: Json | undefined, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], value);
