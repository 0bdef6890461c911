import { isSafe, type ObjectChange } from '../change';
import { groupOf, groups, worstFirst, type EnvironmentChanges } from './summary';

/** Environments in which the same changes. */
export interface Block {
  readonly names: readonly string[];
  readonly changes: readonly ObjectChange[];
  readonly sections: readonly Section[];
}

/** What a reader finds below one heading. */
export interface Section {
  readonly heading: string;
  readonly entries: readonly Entry[];
}

/** One change below a heading. A change of order stands below that of its effect and below that of order. */
export interface Entry {
  readonly change: ObjectChange;
  readonly isOfOrder: boolean;
}

/** The environments in which something changes, those with the same changes in one; first those that are not safe. */
export function blocksOf(environments: readonly EnvironmentChanges[]): Block[] {
  const same = new Map<string, { names: string[]; changes: readonly ObjectChange[] }>();
  for (const { name, changes } of environments) {
    if (changes.length === 0) continue;
    const key = JSON.stringify(changes);
    const known = same.get(key);
    if (known) known.names.push(name);
    else same.set(key, { names: [name], changes });
  }
  return [...same.values()]
    .map(({ names, changes }) => ({ names, changes, sections: sectionsOf(changes) }))
    .sort((a, b) => Number(isSafe(a.changes)) - Number(isSafe(b.changes)));
}

function sectionsOf(changes: readonly ObjectChange[]): Section[] {
  const sorted = worstFirst(changes);
  const byGroup = groups.map((group) => ({
    heading: `${group[0]!.toUpperCase()}${group.slice(1)}`,
    entries: sorted
      // What only moved has nothing to say but that.
      .filter((change) => groupOf(change) === group && !(change.order && change.fields.length === 0))
      .map((change) => ({ change, isOfOrder: false })),
  }));
  const moved = sorted.filter(({ order }) => order !== undefined).map((change) => ({ change, isOfOrder: true }));
  return [...byGroup, { heading: 'In another order', entries: moved }].filter(({ entries }) => entries.length > 0);
}
