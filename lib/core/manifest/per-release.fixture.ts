import { defaults } from '../values';
import { crossings, labelsIn, matches, selectorsOf, sharedNames } from '../../judging/verify/selectors.fixture';
import type { KubernetesObject } from '../../judging/verify/kubernetes-object';
import type { HelmChart } from './helm-chart';
import { evaluateManifest, synthesize } from './synthesize';

type AnyChart = Pick<HelmChart, 'schema' | 'node'>;

/** A release of a chart with its defaults. */
export const release = (chart: AnyChart, name: string, namespace = 'shared') => ({
  values: defaults(chart.schema),
  release: { name, namespace },
  chart: { name: chart.node.id, version: '1.0.0', appVersion: '1.0.0' },
});

/** The objects of a chart in a release. */
export function objectsOf(chart: AnyChart, name: string, namespace?: string): KubernetesObject[] {
  const { manifests } = synthesize(chart.node.root)[0]!;
  const objects = manifests.map((manifest) => evaluateManifest(manifest, release(chart, name, namespace)));
  return objects.filter((object) => object !== undefined) as unknown as KubernetesObject[];
}

/** What two releases of a chart have to do with each other. */
export function contacts(chart: AnyChart, a: string, b: string): string[] {
  const [one, other] = [objectsOf(chart, a), objectsOf(chart, b)];
  return [...sharedNames(one, other), ...crossings(one, other), ...crossings(other, one)];
}

/** Selectors of a release that find none of its own pods. */
export function blind(objects: readonly KubernetesObject[]): string[] {
  const labels = labelsIn(objects);
  return objects
    .flatMap((object) => selectorsOf(object))
    .filter(({ selector, selected }) => !labels[selected].some((each) => matches(selector, each)))
    .map(({ object, selector }) => `${object}: ${JSON.stringify(selector)}`);
}

/** Pairs of release names that are easily mixed up, for a chart of this name. */
export const hostilePairs = (name: string): (readonly [string, string])[] => [
  ['one', 'two'],
  ['a', `a-${name}`],
  [name, 'a'],
  [name, `${name}-${name}`],
  [`${name}-${name}`, `a-${name}`],
  [name, `my-${name}`],
  ['a', 'a-a'],
  ['x'.repeat(53), `${'x'.repeat(52)}y`],
  [`${'x'.repeat(38)}1`, `${'x'.repeat(38)}2`],
  ['x'.repeat(38), `${'x'.repeat(38)}-${name}`],
];
