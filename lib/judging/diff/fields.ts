import type { Json, JsonObject } from '../../core/values';
import { isMap, pointerTo } from '../../core/references/objects';
import { quantity } from '../check/semantics/quantity';
import type { Difference } from '../../core/validation/immutable';

export const pointerOf = ({ path }: Pick<Difference, 'path'>): string => pointerTo('', ...path);

/**
 * Where two values differ. Elements of lists are matched by their names where all have one, as Kubernetes does; else by
 * their places. A list whose elements only changed places is one difference.
 */
export function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): Difference[] {
  if (before === after) return [];
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differences(own(before, key), own(after, key), [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return listDifferences(before as readonly Json[], after as readonly Json[], path);
  }
  if (before !== undefined && after !== undefined && isSameQuantity(before, after, path)) return [];
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

const own = (map: JsonObject, key: string): Json | undefined => (Object.hasOwn(map, key) ? map[key] : undefined);

function listDifferences(before: readonly Json[], after: readonly Json[], path: readonly string[]): Difference[] {
  const [left, right] = [byName(before), byName(after)];
  if (!left || !right) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, i) => differences(before[i], after[i], [...path, String(i)])).flat();
  }
  const names = new Set([...right.keys(), ...left.keys()]);
  const found = [...names].flatMap((name) => {
    const place = right.get(name)?.place ?? left.get(name)!.place;
    return differences(left.get(name)?.value, right.get(name)?.value, [...path, String(place)]);
  });
  const isReordered = found.length === 0 && [...left.keys()].some((name, i) => [...right.keys()][i] !== name);
  return isReordered ? [{ path, before, after }] : found;
}

/** The elements of a list by name; undefined where one has none or two have the same. */
function byName(list: readonly Json[]): Map<string, { readonly value: Json; readonly place: number }> | undefined {
  const found = new Map<string, { readonly value: Json; readonly place: number }>();
  for (const [place, value] of list.entries()) {
    const name = isMap(value) ? value['name'] : undefined;
    if (typeof name !== 'string' || found.has(name)) return undefined;
    found.set(name, { value, place });
  }
  return found;
}

/** Fields whose entries are quantities, which the API server writes in one form: `1000m` is `1`. */
const quantityMaps = new Set(['requests', 'limits', 'hard', 'capacity', 'default', 'defaultRequest', 'max', 'min']);

const isSameQuantity = (before: Json, after: Json, path: readonly string[]): boolean => {
  if (!quantityMaps.has(path.at(-2) ?? '') && path.at(-1) !== 'sizeLimit') return false;
  const [left, right] = [quantity(before), quantity(after)];
  return left !== undefined && left === right;
};
