import type { Json, JsonObject } from '../../../core/values';
import { keysOfPointer } from '../../../core/values';
import { listed, shown, type Difference } from './differences';

/** What a map leaves out of the fields that are filled in: one difference, or none. */
export function leftOut(
  value: JsonObject,
  defaults: { readonly [field: string]: Json },
  pointer: string,
): Difference[] {
  const missing = Object.entries(defaults).filter(([field]) => (value[field] ?? null) === null);
  if (missing.length === 0) return [];
  const name = keysOfPointer(pointer)
    .filter((key) => !/^\d+$/.test(key))
    .at(-1);
  const fields = listed(missing.map(([field]) => field));
  return [
    {
      drift: 'default',
      pointer,
      message: `${name ?? 'the object'} leaves out ${fields}, stored as ${listed(missing.map(([, stored]) => shown(stored)))}, in a list that is compared as a whole`,
      remedy: `Write ${listed(missing.map(([field, stored]) => `${field}: ${shown(stored)}`))}.`,
    },
  ];
}
