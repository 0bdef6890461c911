import { describe, expect, test } from '@jest/globals';
import { isMap, type Json, type JsonObject } from '../../core/values';
import { argoCdObjects } from './argocd';
import { errorsIn } from './crds.fixture';
import { argoCd, deployedSystems, flux, sources } from './deployed.fixture';
import { fluxObjects } from './flux';
import type { ArgoCdOptions } from './options';

const systems = deployedSystems();

const clusters = [
  { name: 'eu', server: 'https://eu.example.com:6443', environment: 'production' },
  { name: 'us', server: 'https://us.example.com:6443', environment: 'production' },
];

const variants: readonly (readonly [string, (typeof systems)[number], Map<string, JsonObject>])[] = systems.flatMap(
  (system) =>
    sources.flatMap((source) => {
      const title = `${source.source} from ${source.origin.kind}`;
      const argo = (more: Partial<ArgoCdOptions>) => argoCdObjects(system, { ...argoCd, ...source, ...more });
      return [
        [`Applications, ${title}`, system, argo({})],
        [`an ApplicationSet, ${title}`, system, argo({ asSet: true, clusters })],
        [`Applications in a project that is there, ${title}`, system, argo({ project: 'team', clusters })],
        [`Flux, ${title}`, system, fluxObjects(system, { ...flux, ...source })],
      ] as const;
    }),
);

/** Every map within a value, with the way to it. */
function* mapsIn(value: Json | undefined, path: readonly (string | number)[] = []): Generator<(string | number)[]> {
  if (isMap(value)) yield [...path];
  const entries = Array.isArray(value)
    ? (value as readonly Json[]).entries()
    : Object.entries(isMap(value) ? value : {});
  for (const [key, child] of entries as Iterable<[string | number, Json]>) yield* mapsIn(child, [...path, key]);
}

/** A copy with one more field in the map at a path. */
function spoiled(object: JsonObject, path: readonly (string | number)[]): JsonObject {
  const copy = JSON.parse(JSON.stringify(object)) as { [key: string]: unknown };
  const place = path.reduce<unknown>((inner, key) => (inner as { [key: string]: unknown })[key], copy);
  (place as { [key: string]: unknown })['misspelt'] = 'x';
  return copy as JsonObject;
}

describe('the CustomResourceDefinitions', () => {
  test.each(variants)('take all objects of %s', (_title, { name }, objects) => {
    const errors = Array.from(objects, ([file, object]) => errorsIn(object).map((error) => `${name}/${file} ${error}`));
    expect(errors.flat()).toEqual([]);
    expect(objects.size).toBeGreaterThan(0);
  });

  test('refuse a field that they do not have, wherever in an object it stands', () => {
    // What any key may stand in.
    const isOpen = /\/(labels|annotations|values|elements)(\/|$)|^\/metadata/;
    const kinds = new Map(
      variants.flatMap(([, , objects]) => [...objects.values()].map((each) => [each['kind'], each])),
    );
    kinds.delete('Namespace');
    expect([...kinds.keys()].sort()).toEqual(
      [
        ...['AppProject', 'Application', 'ApplicationSet'],
        ...['GitRepository', 'HelmRelease', 'HelmRepository', 'Kustomization', 'OCIRepository'],
      ].sort(),
    );
    for (const [kind, object] of kinds) {
      const paths = [...mapsIn(object)].filter((path) => path.length > 0 && !isOpen.test(`/${path.join('/')}`));
      expect(paths.length).toBeGreaterThan(0);
      const passed = paths.filter((path) => errorsIn(spoiled(object, path)).length === 0);
      expect([kind, passed.map((path) => path.join('/'))]).toEqual([kind, []]);
    }
  });

  test('refuse a value of another form', () => {
    const [release] = [...variants.find(([title]) => title === 'Flux, chart from oci')![2].values()].filter(
      ({ kind }) => kind === 'HelmRelease',
    );
    const { spec } = release as { readonly spec: JsonObject };
    expect(errorsIn({ ...release, spec: { ...spec, interval: 'often' } })).toHaveLength(1);
    expect(errorsIn({ ...release, spec: { ...spec, chart: { spec: { chart: 'x', sourceRef: {} } } } })).not.toEqual([]);
  });
});

describe('the names of objects', () => {
  test('are labels of at most 63 characters, and of each kind there is one of a name', () => {
    for (const source of sources) {
      for (const engine of [argoCdObjects, fluxObjects]) {
        const all = systems.flatMap((system) => [...engine(system, { ...argoCd, ...source }).values()]);
        const names = all.map(({ kind, metadata }) => `${String(kind)} ${String((metadata as JsonObject)['name'])}`);
        const own = names.filter((name) => !name.startsWith('Namespace '));
        expect(own.length).toBe(new Set(own).size);
        for (const name of own) expect(name.split(' ')[1]).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      }
    }
  });
});
