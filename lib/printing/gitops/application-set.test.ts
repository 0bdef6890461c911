import { describe, expect, test } from '@jest/globals';
import { isMap, type Json, type JsonObject } from '../../core/values';
import { argoCdObjects } from './argocd';
import { argoCd, deployedSystems, sources } from './deployed.fixture';

/*
 * What Argo CD does with an ApplicationSet, as far as it matters here: texts of the template are Go templates over the line, with a missing
 * key as an error, and templatePatch is laid over the result, lists as a whole.
 */
function rendered(template: Json, line: JsonObject): Json {
  if (typeof template === 'string') {
    return template.replaceAll(/\{\{ \.(\w+) \}\}/g, (_, key: string) => {
      if (!(key in line)) throw new Error(`map has no entry for key "${key}"`);
      return String(line[key]);
    });
  }
  if (Array.isArray(template)) return (template as readonly Json[]).map((each) => rendered(each, line));
  if (!isMap(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, rendered(value, line)]));
}

function laidOver(below: Json | undefined, over: Json): Json {
  if (!isMap(below) || !isMap(over)) return over;
  const merged = Object.entries(over).map(([key, value]) => [key, laidOver(below[key], value)] as const);
  return { ...below, ...Object.fromEntries(merged) };
}

/** The list of a set. */
function linesOf(set: JsonObject): readonly JsonObject[] {
  const { generators } = set['spec'] as JsonObject;
  const [{ list }] = generators as readonly [{ readonly list: { readonly elements: readonly JsonObject[] } }];
  return list.elements;
}

/** The specifications of the Applications that a set makes, by name. */
function applicationsOf(set: JsonObject): Map<string, Json> {
  const { template, templatePatch } = set['spec'] as JsonObject;
  return new Map(
    linesOf(set).map((line) => {
      const made = rendered(template!, line) as JsonObject;
      if (templatePatch !== undefined) expect(templatePatch).toBe('{{ toJson .patch }}');
      const whole = templatePatch === undefined ? made : (laidOver(made, line['patch']!) as JsonObject);
      return [(whole['metadata'] as { readonly name: string }).name, whole['spec']!];
    }),
  );
}

const placements = [
  ['with no cluster named', {}],
  [
    'with several clusters for one environment',
    {
      clusters: [
        { name: 'eu', server: 'https://eu', environment: 'production' },
        { name: 'us', server: 'https://us', environment: 'production' },
      ],
    },
  ],
  ['with a revision for each environment', { revision: (environment: string) => `v-${environment}` }],
] as const;

describe.each(placements)('an ApplicationSet %s', (_title, options) => {
  test('makes the Applications that would be written one by one', () => {
    let count = 0;
    for (const system of deployedSystems()) {
      for (const source of sources) {
        const objects = argoCdObjects(system, { ...argoCd, ...options, ...source });
        const set = argoCdObjects(system, { ...argoCd, ...options, ...source, asSet: true }).get(
          'applicationset.k8s.yaml',
        )!;
        const single = [...objects.values()].filter(({ kind }) => kind === 'Application');
        const byName = new Map(
          single.map(({ metadata, spec }) => [(metadata as { readonly name: string }).name, spec!]),
        );
        expect(Object.fromEntries(applicationsOf(set))).toEqual(Object.fromEntries(byName));
        count += byName.size;
      }
    }
    expect(count).toBeGreaterThan(50);
  });
});

test('a line of an ApplicationSet says where an environment goes and what it gets, and only what differs beyond that', () => {
  const system = deployedSystems().find(({ name }) => name === 'sovd-webapp')!;
  const clusters = [{ name: 'eu', server: 'https://eu', environment: 'production' }];
  const only = { ...system, environments: system.environments.filter(({ name }) => name === 'production') };
  const set = argoCdObjects(only, { ...argoCd, clusters, asSet: true }).get('applicationset.k8s.yaml')!;
  expect((set['spec'] as JsonObject)['generators']).toEqual([
    {
      list: {
        elements: [
          {
            name: 'sovd-webapp-production',
            environment: 'production',
            cluster: 'eu',
            server: 'https://eu',
            namespace: 'sovd-webapp',
            revision: 'main',
            path: 'dist/sovd-webapp/production',
          },
        ],
      },
    },
  ]);
  const lines = (names: readonly string[]) => {
    const some = { ...system, environments: system.environments.filter(({ name }) => names.includes(name)) };
    const set = argoCdObjects(some, { ...argoCd, source: 'chart', asSet: true }).get('applicationset.k8s.yaml')!;
    return linesOf(set).map(({ patch }) => patch);
  };
  expect(lines(['local', 'staging'])[0]).toEqual({ spec: { source: { helm: { valueFiles: ['values-local.yaml'] } } } });
});

test('an ApplicationSet deletes nothing by itself', () => {
  const set = argoCdObjects(deployedSystems()[0]!, { ...argoCd, asSet: true }).get('applicationset.k8s.yaml')!;
  expect((set['spec'] as JsonObject)['syncPolicy']).toEqual({
    applicationsSync: 'create-update',
    preserveResourcesOnDeletion: true,
  });
});
