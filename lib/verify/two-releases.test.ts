import { afterAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../values';
import { describe as nameOf, isMap, type KubernetesObject, type Value, type ValueMap } from './kubernetes-object';
import { environmentsOf, helmOutput, objectsOf, printSystems, switchesOf, type PrintedSystem } from './systems.fixture';
import { helmVersions } from './tools';

const [tool] = helmVersions();
const { systems, remove } = printSystems();
afterAll(remove);

/** The objects of a release, `helm test` pods included, in a namespace that others share. */
async function objectsOfRelease(
  system: PrintedSystem,
  release: string,
  values: JsonObject,
): Promise<KubernetesObject[]> {
  const { objects, problems } = await helmOutput(tool!, { chart: system.chart, release, namespace: 'shared', values });
  expect(problems).toEqual([]);
  return objectsOf({ objects, problems });
}

type Labels = ValueMap;

const at = (value: Value | undefined, ...path: readonly string[]): Value | undefined =>
  path.reduce<Value | undefined>((below, key) => (isMap(below) ? below[key] : undefined), value);

/** The labels of each pod that an object makes. */
function podsOf(object: KubernetesObject): Labels[] {
  const template = { Pod: [], CronJob: ['spec', 'jobTemplate', 'spec', 'template'] }[object.kind] ?? [
    'spec',
    'template',
  ];
  const labels = at(object, ...template, 'metadata', 'labels');
  const isPod = object.kind === 'Pod' || at(object, ...template, 'spec', 'containers') !== undefined;
  return isPod && isMap(labels) ? [labels] : [];
}

/** What a selector is applied to: pods, or the Services that a ServiceMonitor reads. */
type Selected = 'pods' | 'services';

interface Selector {
  readonly object: string;
  readonly selected: Selected;
  readonly selector: ValueMap;
}

/** Every selector within the release's own namespace, wherever it stands. */
function selectorsOf(object: KubernetesObject): Selector[] {
  const name = nameOf(object);
  const found: Selector[] = [];
  const visit = (value: Value | undefined): void => {
    if (Array.isArray(value)) (value as readonly Value[]).forEach(visit);
    if (!isMap(value)) return;
    for (const [key, below] of Object.entries(value)) {
      const isElsewhere = key === 'podSelector' && 'namespaceSelector' in value;
      if (['selector', 'podSelector', 'labelSelector'].includes(key) && isMap(below) && !isElsewhere) {
        const isWhole = 'matchLabels' in below || 'matchExpressions' in below || key !== 'selector';
        const selector = isWhole ? below : { matchLabels: below };
        found.push({ object: name, selected: object.kind === 'ServiceMonitor' ? 'services' : 'pods', selector });
      } else visit(below);
    }
  };
  visit(object['spec']);
  return found;
}

/** Whether a label selector matches, as Kubernetes defines it. One without any condition matches all. */
function matches(selector: ValueMap, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector as {
    matchLabels?: ValueMap;
    matchExpressions?: readonly ValueMap[];
  };
  const fits = ({ key, operator, values = [] }: ValueMap): boolean => {
    const label = labels[String(key)];
    if (operator === 'Exists') return label !== undefined;
    if (operator === 'DoesNotExist') return label === undefined;
    const isAmong = (values as readonly Value[]).includes(label ?? null);
    return operator === 'In' ? isAmong : !isAmong;
  };
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every(fits);
}

/** What selectors of one release can see in another, or in itself. */
const labelsIn = (objects: readonly KubernetesObject[]) => ({
  pods: objects.flatMap(podsOf),
  services: objects.flatMap(({ kind, metadata }) =>
    kind === 'Service' && isMap(metadata['labels']) ? [metadata['labels']] : [],
  ),
});

function crossings(from: readonly KubernetesObject[], to: readonly KubernetesObject[]): string[] {
  const labels = labelsIn(to);
  const crossing = from
    .flatMap(selectorsOf)
    .filter(({ selector, selected }) => labels[selected].some((each) => matches(selector, each)));
  return crossing.map(({ object, selector }) => `${object}: ${JSON.stringify(selector)}`);
}

const sharedNames = (one: readonly KubernetesObject[], other: readonly KubernetesObject[]) => {
  const names = new Set(one.map(nameOf));
  return other.map(nameOf).filter((name) => names.has(name));
};

/** Everything that can be switched on. */
const allOn = ({ definition }: PrintedSystem): JsonObject => {
  const values: { [key: string]: unknown } = {};
  for (const path of switchesOf(definition.schema)) {
    let group = values;
    for (const key of path.slice(0, -1)) group = (group[key] ??= {}) as typeof values;
    group[path.at(-1)!] = true;
  }
  return values as JsonObject;
};

const pairsOf = (name: string) =>
  [
    ['one', 'two'],
    [name, `${name}-2`],
    [name, 'one'],
    [`my-${name}`, name],
    ['a', 'a-b'],
    ['1', '1e3'],
    [`${'x'.repeat(52)}1`, `${'x'.repeat(52)}2`],
  ] as const;

const cases = systems.flatMap((system) => [
  [system.name, 'the defaults', system, {}] as const,
  [system.name, 'all switched on', system, allOn(system)] as const,
  ...environmentsOf(system)
    .filter(({ name }) => name === 'production')
    .map(({ name, values }) => [system.name, name, system, values] as const),
]);

describe.each(cases)('two releases of %s in one namespace, with %s,', (_name, _what, system, values) => {
  test('share no object and select nothing of each other', async () => {
    const found: object[] = [];
    for (const [a, b] of pairsOf(system.name)) {
      const [one, other] = await Promise.all([
        objectsOfRelease(system, a, values),
        objectsOfRelease(system, b, values),
      ]);
      found.push({
        a,
        b,
        shared: sharedNames(one, other),
        crossings: [...crossings(one, other), ...crossings(other, one)],
      });
    }
    expect(found).toEqual(pairsOf(system.name).map(([a, b]) => ({ a, b, shared: [], crossings: [] })));
  });

  test('still find their own pods: each Service, workload, budget and monitor', async () => {
    const objects = await objectsOfRelease(system, 'one', values);
    const labels = labelsIn(objects);
    const selecting = objects.filter(({ kind }) =>
      /^(Service|Deployment|StatefulSet|DaemonSet|PodDisruptionBudget|ServiceMonitor)$/.test(kind),
    );
    const selectors = selecting.flatMap((object) => selectorsOf(object).slice(0, 1));
    const blind = selectors.filter(
      ({ selector, selected }) => !labels[selected].some((each) => matches(selector, each)),
    );
    expect(blind).toEqual([]);
    expect(selectors.length).toBeGreaterThan(0);
  });
});

test('a selector without the instance is found', async () => {
  const system = systems[0]!;
  const blurred = (objects: readonly KubernetesObject[]) =>
    JSON.parse(
      JSON.stringify(objects).replaceAll(
        /"app\.kubernetes\.io\/instance":"[^"]*"/g,
        '"app.kubernetes.io/instance":"same"',
      ),
    ) as KubernetesObject[];
  const one = blurred(await objectsOfRelease(system, 'one', {}));
  const two = blurred(await objectsOfRelease(system, 'two', {}));
  const kinds = new Set(crossings(one, two).map((each) => each.split(' ')[1]));
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining(['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service']),
  );
  expect(sharedNames(one, await objectsOfRelease(system, 'one', {})).length).toBe(one.length);
});
