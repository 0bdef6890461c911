import type { Json } from '../../../core/values';
import { effects, type Effect, type FieldChange, type ObjectChange, type OrderChange } from '../change';
import { printable } from './printable';

/** The changes of one environment. */
export interface EnvironmentChanges {
  /** As `shop/production`. */
  readonly name: string;
  readonly changes: readonly ObjectChange[];
}

/** What is reported: all environments, also those in which nothing changes. */
export interface ChangesReport {
  /** The commit, branch, tag or folder that the changes are counted from. */
  readonly from: string;
  readonly environments: readonly EnvironmentChanges[];
}

/** What a reader looks for first, from worst to harmless. Each change is in one of them; an order may have changed besides. */
export const groups = [
  'loses data',
  'rejected by the API server',
  'rolls pods',
  'changed in place',
  'replaced by a new run',
  'removed',
  'added',
  'changed without effect',
] as const;
export type Group = (typeof groups)[number];

/** The group of a change. */
export function groupOf({ change, effect }: Pick<ObjectChange, 'change' | 'effect'>): Group {
  if (effect === 'loses data' || effect === 'rejected by the API server' || effect === 'rolls pods') return effect;
  if (change === 'replaced') return 'replaced by a new run';
  if (change !== 'changed') return change;
  return effect === 'no effect' ? 'changed without effect' : 'changed in place';
}

/** How many changes there are of each kind, those of order last: `2 rolls pods, 1 added, 1 in another order`. */
export function countsOf(changes: readonly ObjectChange[]): string {
  const moved = changes.filter(({ order }) => order !== undefined).length;
  const parts = groups.flatMap((group) => {
    const n = changes.filter((change) => groupOf(change) === group).length;
    return n === 0 ? [] : [`${n} ${group}`];
  });
  return [...parts, ...(moved === 0 ? [] : [`${moved} in another order`])].join(', ');
}

/** The worst first; among equals as they come. */
export const worstFirst = (changes: readonly ObjectChange[]): ObjectChange[] => {
  const rank = (change: ObjectChange) => groups.indexOf(groupOf(change));
  return [...changes].sort((a, b) => rank(a) - rank(b));
};

/** A value on one line; a long one by its beginning. */
export function short(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  const text = printable(JSON.stringify(value));
  if (text.length <= 70) return text;
  const cut = text.slice(0, 67);
  // Half of a pair is no character.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}...`;
}

/** `file number 40 -> 20, wave (none) -> 20`. */
export const orderText = (order: readonly OrderChange[]): string =>
  order
    .map(({ by, before = '(none)', after = '(none)' }) => `${by} ${printable(before)} -> ${printable(after)}`)
    .join(', ');

/** What a field does where that is not what its object is listed for. */
export function markOf(field: FieldChange, effect: Effect): string {
  return field.effect === effect ? '' : ` (${field.effect})`;
}

/** The effects from harmless to worst, for sorting. */
export const severity = ({ effect }: Pick<ObjectChange, 'effect'>): number => effects.indexOf(effect);
