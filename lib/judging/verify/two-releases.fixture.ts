import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { HelmError } from './helm';
import type { KubernetesObject } from './kubernetes-object';
import { crossings, labelsIn, matches, selectorsOf, sharedNames } from './selectors.fixture';
import {
  environmentsOf,
  helmOutputs,
  objectsOf,
  printSystems,
  switchesOf,
  type PrintedSystem,
} from './systems.fixture';
import { helmVersions } from './tools';

const [tool] = helmVersions();

/** The objects of each release by name, `helm test` pods included, in a namespace that all share. */
async function objectsOfReleases(
  system: PrintedSystem,
  releases: readonly string[],
  values: JsonObject,
): Promise<(release: string) => KubernetesObject[]> {
  const names = [...new Set(releases)];
  const installations = names.map((release) => ({ release, namespace: 'shared', values }));
  const found = await helmOutputs([tool!], system.chart, installations);
  const objects = found.map(([rendered]) => {
    if (rendered instanceof HelmError) throw rendered;
    expect(rendered!.problems).toEqual([]);
    return objectsOf(rendered!);
  });
  return (release) => objects[names.indexOf(release)]!;
}

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
    ['a', `a-${name}`],
    [name, `${name}-${name}`],
    ['1', '1e3'],
    [`${'x'.repeat(52)}1`, `${'x'.repeat(52)}2`],
  ] as const;

/** Proves it of the systems that are wanted. */
export function proveApartFromEachOther(isWanted: (system: string) => boolean): void {
  const { systems, remove } = printSystems(isWanted);
  afterAll(remove);

  const cases = systems.flatMap((system) => [
    [system.name, 'the defaults', system, {}] as const,
    [system.name, 'all switched on', system, allOn(system)] as const,
    ...environmentsOf(system)
      .filter(({ name }) => name === 'production')
      .map(({ name, values }) => [system.name, name, system, values] as const),
  ]);

  describe.each(cases)('two releases of %s in one namespace, with %s,', (_name, _what, system, values) => {
    let objectsIn: (release: string) => KubernetesObject[];
    beforeAll(async () => {
      objectsIn = await objectsOfReleases(system, pairsOf(system.name).flat(), values);
    });

    test('share no object and select nothing of each other', () => {
      const found = pairsOf(system.name).map(([a, b]) => {
        const [one, other] = [objectsIn(a), objectsIn(b)];
        return {
          a,
          b,
          shared: sharedNames(one, other),
          crossings: [...crossings(one, other), ...crossings(other, one)],
        };
      });
      expect(found).toEqual(pairsOf(system.name).map(([a, b]) => ({ a, b, shared: [], crossings: [] })));
    });

    test('still find their own pods: each Service, workload, budget and monitor', () => {
      const objects = objectsIn('one');
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
    const objectsIn = await objectsOfReleases(system, ['one', 'two'], {});
    const one = blurred(objectsIn('one'));
    const two = blurred(objectsIn('two'));
    const kinds = new Set(crossings(one, two).map((each) => each.split(' ')[1]));
    expect([...kinds].sort()).toEqual(
      expect.arrayContaining(['Deployment', 'NetworkPolicy', 'PodDisruptionBudget', 'Service']),
    );
    expect(sharedNames(one, objectsIn('one')).length).toBe(one.length);
  });
}
