import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { overlay, type Json, type JsonObject } from '../core/values';
import { HelmError } from '../judging/verify/helm';
import type { KubernetesObject } from '../judging/verify/kubernetes-object';
import type { ReadManifests } from '../judging/verify/read-manifests';
import { compareWith, helmOutputs, objectsOf, plainOutput, printSystems } from '../judging/verify/systems.fixture';
import { helmVersions } from '../judging/verify/tools';
import { ofBackups, ofCharts, ofDatabases, ofIngresses, ofMetrics, ofServices, type Change } from './changes.fixture';

/* What users expect to be able to change in a chart, each change in every chart where it applies, as both Helms print it and plain YAML does. */

/** A workload of a chart: the path of its values, which is empty for those of all objects, the name of its objects, and what can be changed. */
interface Part {
  readonly path: string;
  readonly name: string;
  readonly changes: readonly Change[];
}

const ingress = (name: string): Part => ({ path: 'ingress', name, changes: ofIngresses });

/** A service, and what the chart takes for all objects, looked for in those of that service. */
const service = (path: string, name: string, changes: Part['changes']): Part[] => [
  { path, name, changes },
  { path: '', name, changes: ofCharts(path) },
];

const charts: { readonly [chart: string]: readonly Part[] } = {
  'task-manager-api': [...service('api', 'task-api', ofServices), ingress('ingress')],
  'sovd-webapp': [
    ...service('backend', 'sovd-webapp-backend', [...ofServices, ...ofMetrics]),
    ingress('sovd-webapp-ingress'),
  ],
  'family-gifting': [
    ...service('api', 'api', ofServices),
    { path: 'postgres', name: 'postgres', changes: ofDatabases },
    { path: 'backup', name: 'postgres-backup', changes: ofBackups },
    ingress('ingress'),
  ],
  microshop: [
    ...service('gateway', 'gateway', [...ofServices, ...ofMetrics]),
    { path: 'userDatabase', name: 'user-db', changes: ofDatabases },
    ingress('ingress'),
  ],
  kirana: [
    ...service('backend', 'kirana-backend', ofServices),
    { path: 'mongodb', name: 'kirana-mongodb', changes: ofDatabases },
    { path: 'backup', name: 'kirana-backup', changes: ofBackups },
    ingress('kirana-ingress'),
  ],
};

const kinds: { readonly [place in Change['place']]: readonly string[] } = {
  pods: ['Deployment', 'StatefulSet'],
  workload: ['Deployment', 'StatefulSet'],
  service: ['Service'],
  autoscaler: ['HorizontalPodAutoscaler'],
  budget: ['PodDisruptionBudget'],
  monitor: ['ServiceMonitor'],
  claim: ['PersistentVolumeClaim'],
  cronJob: ['CronJob'],
  ingress: ['Ingress'],
  account: ['ServiceAccount'],
  route: ['HTTPRoute'],
};

const tools = helmVersions();

/** What stands at a place of an object; undefined where nothing does. */
function found(objects: readonly KubernetesObject[], { place, at }: Change, name: string): unknown {
  const object = objects.find(({ kind, metadata }) => kinds[place].includes(kind) && metadata.name === name);
  if (place !== 'claim' && !object) throw new Error(`there is no ${kinds[place].join(' or ')} ${name}`);
  const start: unknown = place === 'pods' ? step(step(step(object, 'spec'), 'template'), 'spec') : object;
  return at.reduce(step, start);
}

function step(value: unknown, key: string | number): unknown {
  if (key === 'main') return step(step(value, 'containers'), 0);
  if (typeof key === 'number') return (value as readonly unknown[] | undefined)?.at(key);
  return (value as { readonly [key: string]: unknown } | undefined)?.[key];
}

/** Of a text its beginning or end alone may be meant. */
function seen(objects: readonly KubernetesObject[], change: Change, name: string): unknown {
  const last = change.at.at(-1);
  if (last !== 'start' && last !== 'end') return found(objects, change, name);
  const text = String(found(objects, { ...change, at: change.at.slice(0, -1) }, name));
  const { length } = String(change.is);
  return last === 'start' ? text.slice(0, length) : text.slice(-length);
}

const isSwitched = (defaults: JsonObject, path: string): boolean =>
  typeof (defaults[path] as { readonly enabled?: Json } | undefined)?.enabled === 'boolean';

/** Judges that there are enough of them. */
export const countChanges = (): void =>
  test('there are at least 120 changes', () => {
    const all = Object.values(charts).flatMap((parts) => parts.flatMap(({ changes }) => changes));
    expect(all.length).toBeGreaterThanOrEqual(120);
  });

/** Longest time for all changes of one chart, in milliseconds. */
const timeout = 900_000;

/** Judges all changes of some charts. */
export function proveChanges(...names: readonly string[]): void {
  const { systems, remove } = printSystems((name) => names.includes(name));
  afterAll(remove);
  describe.each(systems.map((system) => [system.name, system] as const))('%s', (name, system) => {
    const cases = charts[name]!.flatMap(({ path, name: object, changes }) =>
      changes.map((change) => {
        const below = path === '' ? change.values : { [path]: change.values };
        const values = isSwitched(system.defaults, path) ? overlay({ [path]: { enabled: true } }, below) : below;
        return { title: `${path || 'all'}: ${change.knob}`, object, change, values };
      }),
    );
    const installations = cases.map(({ values }) => ({ release: name, namespace: 'here', values }));
    let rendered: (ReadManifests | HelmError)[][] = [];
    beforeAll(async () => {
      rendered = await helmOutputs(tools, system.chart, installations);
    }, timeout);

    test.each(cases.map((each, i) => [each.title, each, i] as const))('%s', (_, { object, change }, i) => {
      const plain = plainOutput(system, installations[i]!);
      expect(seen(objectsOf(plain), change, object)).toEqual(change.is);
      for (const output of rendered[i]!) {
        if (output instanceof HelmError) throw output;
        expect(seen(objectsOf(output), change, object)).toEqual(change.is);
        expect(compareWith(plain, output)).toEqual([]);
      }
    });
  });
}
