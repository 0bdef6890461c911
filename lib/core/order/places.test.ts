import { describe, expect, test } from '@jest/globals';
import type { ClusterObject } from '../references/cluster-object';
import { graphOf, object, printed } from './release.fixture';
import { placesOf } from './places';

/** The place of each object. */
const places = (...objects: readonly ClusterObject[]): { readonly [called: string]: number } =>
  Object.fromEntries([...printed(objects).places].map(([{ construct = '' }, place]) => [construct, place]));

/** The stages with the objects of each. */
const stages = (...objects: readonly ClusterObject[]): { readonly [stage: string]: readonly string[] } =>
  Object.fromEntries(
    printed(objects).stages.map(({ name, objects: own }) => [name, own.map(({ construct = '' }) => construct)]),
  );

describe('the place of an object', () => {
  test('is that of its kind where nobody needs it otherwise', () => {
    expect(places(object('ConfigMap a'), object('Deployment b'), object('Ingress c'), object('StatefulSet d'))).toEqual(
      {
        'ConfigMap a': 10,
        'Deployment b': 40,
        'Ingress c': 50,
        'StatefulSet d': 20,
      },
    );
  });

  test('is no later than that of the pods which name it, and so of what it names in turn', () => {
    const database = object('StatefulSet database', { uses: ['Secret login'], place: 20 });
    expect(places(database, object('Certificate login', { place: 50 }))).toEqual({
      'StatefulSet database': 20,
      'Certificate login': 10,
    });
  });

  test('of a claim is that of the first pods which mount it, since its storage may wait for them', () => {
    const mounting = { uses: ['PersistentVolumeClaim data'] };
    const claim = object('PersistentVolumeClaim data');
    expect(
      places(claim, object('Deployment web', mounting), object('CronJob backup', mounting))[
        'PersistentVolumeClaim data'
      ],
    ).toBe(40);
    expect(
      places(claim, object('StatefulSet db', mounting), object('Deployment web', mounting))[
        'PersistentVolumeClaim data'
      ],
    ).toBe(20);
    expect(places(claim, object('CronJob backup', mounting))['PersistentVolumeClaim data']).toBe(50);
  });

  test('is after that of what the author says comes before', () => {
    const web = object('Deployment web', { after: ['Deployment api'] });
    expect(places(web, object('Deployment api', { after: ['Ingress gate'] }), object('Ingress gate'))).toEqual({
      'Deployment web': 52,
      'Deployment api': 51,
      'Ingress gate': 50,
    });
    expect(places(object('ConfigMap a', { dependsOn: ['ConfigMap b'] }), object('ConfigMap b'))).toEqual({
      'ConfigMap a': 11,
      'ConfigMap b': 10,
    });
  });

  test('is not before that of what its pods wait for, and with it where they can be applied together', () => {
    const migration = object('Job migration', { hook: 'post-install,post-upgrade' });
    expect(places(object('Deployment web', { waitsFor: ['Job migration'] }), migration)).toEqual({
      'Deployment web': 60,
      'Job migration': 60,
    });
  });

  test('that the author has chosen changes to a later one only', () => {
    const [settings, web] = [object('ConfigMap settings'), object('Deployment web', { uses: ['ConfigMap settings'] })];
    const chosen = placesOf(graphOf([settings, web]), [
      { node: settings, place: 50, isFixed: true },
      { node: web, place: 40, isFixed: false },
    ]);
    expect([chosen.get(settings), chosen.get(web)]).toEqual([50, 50]);
  });

  test('is refused where two must each come after the other, with the names of both', () => {
    const circle = [object('Job a', { after: ['Job b'] }), object('Job b', { dependsOn: ['Job a'] })];
    expect(() => places(...circle)).toThrow('these need each other in a circle: Job b -> Job a -> Job b');
    expect(() => places(...circle)).toThrow('Remove one of Order.of(construct).after(...)');
  });

  test('is refused by the names of those in the circle, not of others that come after them', () => {
    const circle = [object('Job a', { after: ['Job b'] }), object('Job b', { after: ['Job a'] })];
    const later = Array.from({ length: 5 }, (_, i) => object(`Job later${i}`, { after: ['Job a'] }));
    expect(() => places(...later, ...circle)).toThrow(/in a circle: Job [ab] -> Job [ab] -> Job [ab] \[/);
  });

  test('is no matter of objects that only name each other', () => {
    const [a, b] = [
      object('Deployment a', { waitsFor: ['Deployment b'] }),
      object('Deployment b', { waitsFor: ['Deployment a'] }),
    ];
    expect(places(a, b)).toEqual({ 'Deployment a': 40, 'Deployment b': 40 });
  });
});

describe('stages', () => {
  test('are those of the phases, and those of the objects in them', () => {
    expect(stages(object('Deployment b'), object('ConfigMap a'), object('Deployment c'))).toEqual({
      '10-configuration': ['ConfigMap a'],
      '40-workload': ['Deployment b', 'Deployment c'],
    });
  });

  test('are two where an object of a phase must be ready before another of it', () => {
    expect(stages(object('Deployment web', { after: ['Deployment api'] }), object('Deployment api'))).toEqual({
      '40-workload': ['Deployment api'],
      '41-workload': ['Deployment web'],
    });
  });

  test('are one where the later object is only to be applied later, or its pods wait', () => {
    expect(stages(object('ConfigMap a', { dependsOn: ['ConfigMap b'] }), object('ConfigMap b'))).toEqual({
      '10-configuration': ['ConfigMap b', 'ConfigMap a'],
    });
    const waiting = [object('Deployment web', { waitsFor: ['Deployment api'] }), object('Deployment api')];
    expect(Object.keys(stages(...waiting))).toEqual(['40-workload']);
  });

  test('are as many as hooks have weights, since one runs after another', () => {
    const hook = (called: string, weight: number, place: number) =>
      object(called, { hook: `pre-install,pre-upgrade ${weight}`, place });
    expect(stages(hook('Job seed', 5, 31), hook('Job migration', 1, 30), object('Deployment web'))).toEqual({
      '30-pre-deploy': ['Job migration'],
      '31-pre-deploy': ['Job seed'],
      '40-workload': ['Deployment web'],
    });
  });

  test('have no hook that only Helm runs', () => {
    const helms = ['pre-rollback', 'test', 'pre-delete'].map((hook) => object(`Job ${hook}`, { hook }));
    expect(stages(object('Deployment web'), ...helms)).toEqual({ '40-workload': ['Deployment web'] });
  });

  test('have numbers of one width', () => {
    const chain = Array.from({ length: 50 }, (_, i) =>
      object(`Ingress i${i}`, { ...(i > 0 && { after: [`Ingress i${i - 1}`] }), place: 50 }),
    );
    expect(Object.keys(stages(object('ConfigMap a'), ...chain)).slice(0, 2)).toEqual([
      '10-configuration',
      '50-operation',
    ]);
    const long = [
      ...chain,
      ...Array.from({ length: 10 }, (_, i) => object(`Ingress i${i + 50}`, { after: [`Ingress i${i + 49}`] })),
    ];
    expect(Object.keys(stages(object('ConfigMap a'), ...long))[0]).toBe('010-configuration');
  });
});

describe('constructs of many objects that depend on each other', () => {
  /** Objects of one construct: `shop/api/12`. */
  const many = (construct: string, count: number, kind: string, more: Partial<ClusterObject> = {}): ClusterObject[] =>
    Array.from({ length: count }, (_, i) => ({
      object: { apiVersion: 'v1', kind, metadata: { name: `${construct}-${i}` } },
      construct: `shop/${construct}/${i}`,
      place: 10,
      ...more,
    }));
  const after = (on: string): Partial<ClusterObject> => ({ needs: [{ on: `shop/${on}`, reason: 'dependency' }] });
  const placesIn = (objects: readonly ClusterObject[]) =>
    placesOf(
      graphOf(objects),
      objects.map((node) => ({ node, place: node.place!, isFixed: false })),
    );

  test('get their places in a time that grows with the objects, and not with their pairs', () => {
    const objects = [
      ...many('last', 3000, 'ConfigMap', after('middle')),
      ...many('middle', 3000, 'ConfigMap', after('first')),
      ...many('first', 3000, 'ConfigMap'),
    ];
    const begun = performance.now();
    const places = placesIn(objects);
    // Nine million pairs, twice: ten seconds and more memory than there is.
    expect(performance.now() - begun).toBeLessThan(2000);
    expect([0, 3000, 6000].map((i) => places.get(objects[i]!))).toEqual([12, 11, 10]);
    expect(new Set(places.values())).toEqual(new Set([10, 11, 12]));
  });

  test('come after the last of what they depend on, wherever that has moved to', () => {
    const first = many('first', 3, 'ConfigMap');
    const late = { ...first[1]!, place: 42 };
    const objects = [...many('last', 2, 'ConfigMap', after('first')), first[0]!, late, first[2]!];
    const places = placesIn(objects);
    expect(objects.map((each) => places.get(each))).toEqual([43, 43, 10, 42, 10]);
  });

  test('are one need for each two objects where somebody asks for them', () => {
    const objects = [...many('last', 2, 'ConfigMap', after('first')), ...many('first', 2, 'ConfigMap')];
    const twice = {
      ...objects[0]!,
      needs: [...objects[0]!.needs!, { on: 'shop/first/1', reason: 'dependency' as const }],
    };
    const graph = graphOf([twice, ...objects.slice(1)]);
    expect(graph.all().map(({ from, to, reason, until }) => [from.construct, to.construct, reason, until])).toEqual([
      ['shop/last/0', 'shop/first/0', 'dependency', 'exists'],
      ['shop/last/0', 'shop/first/1', 'dependency', 'exists'],
      ['shop/last/1', 'shop/first/0', 'dependency', 'exists'],
      ['shop/last/1', 'shop/first/1', 'dependency', 'exists'],
    ]);
  });

  test('are refused where they depend on each other in a circle, or on objects among themselves', () => {
    const circle = [...many('one', 2, 'ConfigMap', after('other')), ...many('other', 2, 'ConfigMap', after('one'))];
    expect(() => placesIn(circle)).toThrow('these need each other in a circle');
    const [first, second] = many('one', 2, 'ConfigMap');
    const own = [{ ...first!, needs: [{ on: 'shop/one', reason: 'dependency' as const }] }, second!];
    expect([...placesIn(own).values()]).toEqual([11, 10]);
  });
});
