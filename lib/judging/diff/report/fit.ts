import { isSafe, type ObjectChange } from '../change';
import { groupOf, groups } from './summary';

/** How much of a change is shown. */
export type Detail = 'none' | 'line' | 'whole';

interface Measured<E> {
  /** Characters that the block takes, whatever is in it. */
  readonly length: number;
  readonly groups: readonly { readonly length: number; readonly entries: readonly E[] }[];
}

/**
 * What of some blocks fits into a number of characters. Where not all does, the worst comes first, in whatever block: all that is to be
 * said of what is lost or rejected; then a line for each other change; then their fields.
 *
 * @param measure the characters of the line of an entry, and of what else there is to say of it
 */
export function chosenWithin<E extends { readonly change: ObjectChange }>(
  room: number,
  blocks: readonly Measured<E>[],
  measure: (entry: E) => readonly [line: number, rest: number],
): { readonly blocks: number; readonly detail: (entry: E) => Detail; readonly isWhole: boolean } {
  const frameOf = (block: Measured<E>) => block.groups.reduce((sum, { length }) => sum + length, block.length);
  let left = room;
  let count = 0;
  // Half is for frames at most, so that something stands in them.
  for (const block of blocks) {
    const frame = frameOf(block);
    const isLast = count === blocks.length - 1;
    if (left - frame < (isLast ? 0 : room / 2)) break;
    left -= frame;
    count++;
  }
  const entries = blocks
    .slice(0, count)
    .flatMap((block) => block.groups.flatMap((group) => group.entries))
    .map((entry) => ({ entry, lengths: measure(entry), rank: rankOf(entry.change) }))
    .sort((a, b) => a.rank - b.rank);
  const bad = entries.filter(({ entry }) => !isSafe([entry.change]));
  const good = entries.filter(({ entry }) => isSafe([entry.change]));
  const details = new Map<E, Detail>();
  let isWhole = count === blocks.length;
  for (const some of [bad, good]) {
    for (const level of [0, 1] as const) {
      for (const { entry, lengths } of some) {
        if (level === 1 && !details.has(entry)) continue;
        if (lengths[level] <= left) {
          left -= lengths[level];
          details.set(entry, level === 0 ? 'line' : 'whole');
        } else isWhole = false;
      }
    }
  }
  return { blocks: count, detail: (entry) => details.get(entry) ?? 'none', isWhole };
}

const rankOf = (change: ObjectChange): number => groups.indexOf(groupOf(change));
