import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { evaluateManifest, HelmChart, type RuleSettings } from '../../../../core/manifest';
import {
  defaults,
  object,
  values,
  type Group,
  type JsonObject,
  type Release,
  type TSchema,
} from '../../../../core/values';
import { systemsOf, type System } from '../../../app';
import type { Definition, Leaves } from './definition.fixture';
import { byReference, literally } from './ways.fixture';

/** Where the charts of these tests are installed. */
export const place = { release: 'demo', namespace: 'space' };

/** The values of the definition with this number are a group of this name, and its constructs have it in their path. */
export const keyOf = (index: number): string => `case${String(index).padStart(2, '0')}`;

/** All definitions in a chart of cdk8s alone, with these values as literals; by default those that the definitions say. */
export function plainApp(all: readonly Definition[], given: JsonObject = defaults(schemaOf(all))): App {
  const app = new App();
  const chart = new Chart(app, place.release, { namespace: place.namespace });
  all.forEach((definition, i) => {
    definition.build(new Construct(chart, keyOf(i)), given[keyOf(i)] as JsonObject, literally);
  });
  return app;
}

/** Each definition shows some constructs, not a whole system: what it refers to is somewhere else. */
const toldOnly: RuleSettings = {
  extends: 'advisory',
  'affinity-without-pods': 'off',
  'missing-priority-class': 'off',
  'missing-secret': 'off',
  'missing-service-account': 'off',
  'service-without-pods': 'off',
};

/** All definitions in a chart with their values. */
export function valuesApp(all: readonly Definition[]): App {
  const app = new App();
  const chart = new HelmChart(app, place.release, {
    values: schemaOf(all),
    environments: { test: { values: {} } },
    version: '1.0.0',
    appVersion: '1',
    description: 'Definitions.',
    ownsNamespace: false,
    rules: toldOnly,
  });
  all.forEach((definition, i) => {
    definition.build(new Construct(chart, keyOf(i)), { ...chart.values[keyOf(i)] }, byReference);
  });
  return app;
}

export function schemaOf(all: readonly Definition[]): Group {
  const groups: [string, TSchema][] = all.map((each, i) => [keyOf(i), object(each.values, each.title)]);
  return values<Leaves>(Object.fromEntries(groups));
}

/** The only chart of an app. */
export function systemOf(app: App): System {
  const [system] = systemsOf(app);
  return system!;
}

/** Objects by the path of the construct that makes them. */
export type ByPath = ReadonlyMap<string, JsonObject>;

/** Kinds without a namespace, to which cdk8s gives that of the chart all the same. */
const clusterKinds = ['Namespace', 'PersistentVolume', 'ClusterRole', 'ClusterRoleBinding'];

/** What cdk8s itself makes of an app of its own. */
export const madeByCdk8s = (app: App): ByPath =>
  new Map(
    app.node
      .findAll()
      .filter((construct) => ApiObject.isApiObject(construct))
      .map((each) => {
        const made = each.toJson() as JsonObject;
        const { namespace: _, ...metadata } = made['metadata'] as JsonObject;
        return [each.node.path, clusterKinds.includes(each.kind) ? { ...made, metadata } : made];
      }),
  );

/** What is made of a chart with these values. */
export function madeWith({ definition, manifests }: System, given: JsonObject): ByPath {
  const facts: Release = {
    values: given,
    release: { name: place.release, namespace: place.namespace },
    chart: { name: definition.name, version: definition.metadata.version, appVersion: definition.metadata.appVersion },
  };
  const made = manifests.map((each) => [each.construct, evaluateManifest(each, facts)] as const);
  return new Map(made.filter((each): each is readonly [string, JsonObject] => each[1] !== undefined));
}

/** By this label the workloads of cdk8s-plus know their pods. */
const address = /"cdk8s\.io\/metadata\.addr":"([^"]+)"/g;

/** Labels that objects of a chart with values have besides. */
const ownLabel = /^(app\.kubernetes\.io\/|helm\.sh\/chart$)/;

/**
 * Objects of cdk8s under the names that a chart with values gives them: the release's name and the ids, in place of ids and a
 * hash.
 */
export function renamed(made: ByPath, ours: ByPath): ByPath {
  // Where an id is made of a name, the paths differ too.
  const strange = [...ours.keys()].filter((path) => !made.has(path)).sort();
  const left = [...made.keys()].filter((path) => !ours.has(path)).sort();
  const theirs = new Map([...made].map(([path, each]) => [strange[left.indexOf(path)] ?? path, each]));
  const names = new Map<string, string>();
  for (const [path, object] of theirs) {
    const other = ours.get(path);
    if (!other) continue;
    const found = addressesOf(other);
    addressesOf(object).forEach((each, i) => names.set(each, found[i]!));
    names.set(nameOf(object), nameOf(other));
  }
  const words = [...names.keys()].sort((a, b) => b.length - a.length).map((word) => word.replaceAll('.', '\\.'));
  const pattern = new RegExp(`(?<![A-Za-z0-9])(${words.join('|')})(?![A-Za-z0-9])`, 'g');
  const renamedText = (text: string) =>
    text
      .replace(pattern, (word) => names.get(word)!)
      // A ClusterRole takes over the rules of those of its own release, in its own namespace.
      .replace(
        /("cdk8s\.cluster-role\/aggregate-to-[^"]*":)"true"/g,
        `$1"${place.release}","cdk8s.cluster-role/namespace":"${place.namespace}"`,
      );
  return new Map([...theirs].map(([path, object]) => [path, JSON.parse(renamedText(JSON.stringify(object)))]));
}

const addressesOf = (object: JsonObject): string[] =>
  Array.from(JSON.stringify(object).matchAll(address), ([, word]) => word!);

const nameOf = (object: JsonObject): string => (object['metadata'] as { readonly name: string }).name;

/** Objects without the labels that every object of a chart with values has. */
export const withoutOwnLabels = (objects: ByPath): ByPath =>
  new Map(
    [...objects].map(([path, object]) => {
      const { labels = {}, ...metadata } = object['metadata'] as JsonObject & { readonly labels?: JsonObject };
      const left = Object.fromEntries(Object.entries(labels).filter(([key]) => !ownLabel.test(key)));
      return [path, { ...object, metadata: { ...metadata, ...(Object.keys(left).length > 0 && { labels: left }) } }];
    }),
  );

/** The part of the objects that a definition makes. */
export const ofCase = (objects: ByPath, index: number): JsonObject =>
  Object.fromEntries([...objects].filter(([path]) => path.startsWith(`${place.release}/${keyOf(index)}/`)));
