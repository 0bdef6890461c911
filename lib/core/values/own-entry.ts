/*
 * Keys of maps are whatever a user says: `constructor`, which every object of JavaScript has, and `__proto__`, which an assignment
 * takes for something else and loses.
 */

/** The entry of a map; undefined where it has none of its own. */
export const ownEntry = <T>(map: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

/** Sets an entry of a map, or an element of a list, whatever its key. */
export function setEntry(map: object, key: string | number, value: unknown): void {
  if (key !== '__proto__') (map as { [key: string | number]: unknown })[key] = value;
  else Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Sets all entries of another map. */
export function setEntries(map: object, entries: object): void {
  for (const [key, value] of Object.entries(entries)) setEntry(map, key, value);
}
