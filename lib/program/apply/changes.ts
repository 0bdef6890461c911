import type { JsonObject } from '../../core/values';
import { at, textAt } from './objects';
import { ownEntry } from './ownership';

/** What an apply has made of an object. */
export type Change = 'created' | 'changed' | 'unchanged';

/**
 * What an apply has made of an object, by what the API server had before and has after it. Controllers change objects too, such as
 * their status: the time of our field manager's entry, which only our own changes renew, tells the two apart.
 */
export function changeOf(before: JsonObject | undefined, after: JsonObject): Change {
  const meta = (object: JsonObject, field: string) => textAt(object, 'metadata', field);
  if (before === undefined || meta(before, 'uid') !== meta(after, 'uid')) return 'created';
  if (meta(before, 'resourceVersion') === meta(after, 'resourceVersion')) return 'unchanged';
  return at(ownEntry(before), 'time') === at(ownEntry(after), 'time') ? 'unchanged' : 'changed';
}
