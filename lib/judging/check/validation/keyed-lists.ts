import { keyedListsOf, partsOfKey, type ListKey } from '../../../core/kubernetes/list-keys';
import { elements, isEmpty, shown } from '../../../core/validation/vocabulary';
import type { JsonObject } from '../../../core/values';

/*
 * Lists whose elements are told apart by keys, and elements that have those of an earlier one. Server-side apply refuses them in every list of
 * the kind, also where the API server takes them otherwise.
 */

/** An element with the keys of an earlier one. */
export interface RepeatedElement {
  readonly path: readonly (string | number)[];
  /** The list and the two elements in it, each of which may be the one that a page finds fault with. */
  readonly field: string;
  readonly pair: readonly [first: number, second: number];
  readonly message: string;
}

/** A look at the lists of one type of struct; undefined where none of them has keys. */
export function repeatsOf(struct: string): ((value: JsonObject) => RepeatedElement[]) | undefined {
  const lists = Object.entries(keyedListsOf(struct));
  return lists.length === 0 ? undefined : (value) => lists.flatMap(([field, keys]) => repeatsIn(value, field, keys));
}

function repeatsIn(struct: JsonObject, field: string, keys: readonly ListKey[]): RepeatedElement[] {
  const parts = keys.map(partsOfKey);
  const seen = new Map<string, number>();
  return elements(struct, field).flatMap(({ value, at }) => {
    // An element without a key is incomplete, which others tell.
    if (parts.every((key) => isEmpty(value[key.field]))) return [];
    const given = parts.map((key) => value[key.field] ?? key.otherwise);
    const id = JSON.stringify(given);
    const first = seen.get(id);
    if (first === undefined) {
      seen.set(id, at);
      return [];
    }
    const named = parts.map((key, i) => `${key.field} ${shown(given[i])}`).join(' and ');
    const place = parts.length === 1 ? [parts[0]!.field] : [];
    return [
      { path: [field, at, ...place], field, pair: [first, at], message: `there is an entry with ${named} already` },
    ];
  });
}
