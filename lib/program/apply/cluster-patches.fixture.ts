import { isMap, type Json, type JsonObject } from '../../core/values';
import type { Stored } from './cluster-answers.fixture';

/* How the small API server changes an object in part, and which objects a list names. */

export type Merge = 'merge' | 'strategic';

/**
 * An object with a patch laid over it. `strategic` merges the elements of lists by `name`, as of containers and their environment; by
 * the other keys that kinds have (`port`, `topologyKey`, ...) it does not, and takes the list of the patch.
 */
export function merged(before: Json | undefined, patch: Json, how: Merge): Json {
  if (Array.isArray(patch))
    return how === 'strategic' && isNamed(before) && isNamed(patch) ? byName(before, patch) : patch;
  if (!isMap(patch)) return patch;
  const result: Record<string, Json> = isMap(before) ? { ...before } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value, how);
  }
  return result;
}

type Named = JsonObject & { readonly name: string };

const isNamed = (list: Json | undefined): list is Named[] =>
  Array.isArray(list) && list.every((each: Json) => isMap(each) && typeof each['name'] === 'string');

function byName(before: readonly Named[], patch: readonly Named[]): Json {
  const removed = new Set(patch.filter((each) => each['$patch'] === 'delete').map(({ name }) => name));
  const kept = before.filter(({ name }) => !removed.has(name));
  const changed = kept.map((each) => {
    const its = patch.find(({ name }) => name === each.name);
    return its ? merged(each, its, 'strategic') : each;
  });
  const known = new Set([...kept.map(({ name }) => name), ...removed]);
  return [...changed, ...patch.filter(({ name }) => !known.has(name))];
}

/** Whether a list with these parameters has an object: `labelSelector=a=b,c in (d, e)`, `fieldSelector=metadata.name=x`. */
export function isSelected({ metadata }: Stored, query: URLSearchParams): boolean {
  const labels = (metadata['labels'] ?? {}) as { readonly [name: string]: string };
  const terms = (query.get('labelSelector') ?? '').split(/,(?![^(]*\))/).filter((term) => term !== '');
  const hasLabels = terms.every((term) => {
    const [, key, set] = /^(\S+) in \((.*)\)$/.exec(term) ?? [];
    if (key !== undefined) return set!.split(',').some((value) => value.trim() === labels[key]);
    const [name, value] = term.split(/==?/);
    return value === undefined ? labels[name!] !== undefined : labels[name!] === value;
  });
  const [field, name] = (query.get('fieldSelector') ?? '').split('=');
  return hasLabels && (field !== 'metadata.name' || name === metadata.name);
}
