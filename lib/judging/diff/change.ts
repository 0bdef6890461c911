import type { Json } from '../../core/values';

/** What an upgrade does with a change, from harmless to worst. */
export const effects = [
  'no effect',
  'applied in place',
  'rolls pods',
  'rejected by the API server',
  'loses data',
] as const;
export type Effect = (typeof effects)[number];

/** What is shown in place of a value that nobody may see: what a Secret holds, or a credential. */
export const hidden = '(hidden)';

/** One field that is not what it was. */
export interface FieldChange {
  readonly pointer: string;
  /** Whether the values are `(hidden)`, since they are or hold a secret. */
  readonly isHidden?: true;
  /** Absent where the field is new. */
  readonly before?: Json;
  /** Absent where the field is gone. */
  readonly after?: Json;
  readonly effect: Effect;
}

/** What an object is known by. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent where the object names none, and for kinds that have none. */
  readonly namespace?: string;
  readonly name: string;
}

/**
 * What decides when an object is applied: the folder and the number of its file, for kubectl and Flux; the phase and wave of Argo
 * CD; the hook and its weight for Helm.
 */
export const orderings = ['stage', 'file number', 'phase', 'wave', 'hook', 'hook weight'] as const;
export type Ordering = (typeof orderings)[number];

/** Something that makes an engine apply an object earlier or later than before. */
export interface OrderChange {
  readonly by: Ordering;
  /** Absent where there was none. */
  readonly before?: string;
  /** Absent where there is none any more. */
  readonly after?: string;
}

/** One object that is not what it was, or not where it was in the order of application. */
export interface ObjectChange {
  /** As `apps/v1 Deployment shop/backend`. */
  readonly object: string;
  readonly identity: Identity;
  /** A Job whose name ends in a hash of what it does is _replaced_: another one runs, under another name. */
  readonly change: 'added' | 'removed' | 'changed' | 'replaced';
  /** The worst of its fields. */
  readonly effect: Effect;
  /** Empty where the object was added or removed, or changed its place in the order alone. */
  readonly fields: readonly FieldChange[];
  /** Absent where the order is what it was, and for objects that were added or removed. */
  readonly order?: readonly OrderChange[];
  /** Why the effect is what it is, and what to do, where that is not plain. */
  readonly note?: string;
}

/** The worst of several effects. */
export const worst = (all: readonly Effect[]): Effect =>
  all.reduce<Effect>((a, b) => (effects.indexOf(b) > effects.indexOf(a) ? b : a), 'no effect');

/** Whether an upgrade with these changes goes through and keeps all data. */
export const isSafe = (changes: readonly ObjectChange[]): boolean =>
  changes.every(({ effect }) => effect !== 'rejected by the API server' && effect !== 'loses data');
