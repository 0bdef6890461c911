import type { JsonObject } from '../../core/values';
import { keyOf, textAt, type Identity } from './objects';

/** The system and the environment that an inventory is of, and where it lies. */
export interface Owner {
  readonly system: string;
  readonly environment: string;
  readonly namespace: string;
}

/** The label by which all inventories are found. */
export const inventoryLabel = 'app.kubernetes.io/component=chartwright-inventory';

const labels = {
  'app.kubernetes.io/managed-by': 'chartwright',
  'app.kubernetes.io/component': 'chartwright-inventory',
};

/** The ConfigMap in which an environment's objects are listed. */
export const inventoryIdentity = ({ system, environment, namespace }: Owner): Identity => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: `chartwright.${system}.${environment.toLowerCase().replaceAll('_', '-')}`,
  namespace,
});

/** The ConfigMap that lists what `apply` has made of an environment, in the order of application. */
export function inventoryObject(owner: Owner, entries: readonly Identity[]): JsonObject {
  const { apiVersion, kind, name, namespace } = inventoryIdentity(owner);
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: namespace!,
      labels,
      annotations: {
        'chartwright.dev/about': 'What `chartwright apply` has applied, so that it knows what may be removed',
      },
    },
    data: { system: owner.system, environment: owner.environment, objects: entries.map(lineOf).join('\n') },
  };
}

/** Whether an object is the inventory of an environment, and not something else of that name. */
export const isInventoryOf = (object: JsonObject, { system, environment }: Owner): boolean =>
  textAt(object, 'metadata', 'labels', 'app.kubernetes.io/component') === 'chartwright-inventory' &&
  textAt(object, 'data', 'system') === system &&
  textAt(object, 'data', 'environment') === environment;

const lineOf = ({ apiVersion, kind, namespace, name }: Identity) =>
  [apiVersion, kind, namespace ?? '-', name].join(' ');

/** What an inventory lists. A line that is not of its form is skipped: what cannot be read is not removed. */
export function entriesOf(inventory: JsonObject | undefined): Identity[] {
  return textAt(inventory, 'data', 'objects')
    .split('\n')
    .flatMap((line) => {
      const [apiVersion, kind, namespace, name, ...more] = line.split(' ');
      if (!apiVersion || !kind || !namespace || !name || more.length > 0) return [];
      return [{ apiVersion, kind, name, namespace: namespace === '-' ? undefined : namespace }];
    });
}

/** What several lists have, each once, in the order in which it was first listed. */
export function union(home: string, ...lists: readonly (readonly Identity[])[]): Identity[] {
  const found = new Map<string, Identity>();
  for (const entry of lists.flat()) if (!found.has(keyOf(entry, home))) found.set(keyOf(entry, home), entry);
  return [...found.values()];
}

/** What a list has that others have not. */
export function without(home: string, entries: readonly Identity[], others: readonly Identity[]): Identity[] {
  const known = new Set(others.map((each) => keyOf(each, home)));
  return entries.filter((each) => !known.has(keyOf(each, home)));
}
