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

/** One field that is not what it was. */
export interface FieldChange {
  readonly pointer: string;
  /** Absent where the field is new. */
  readonly before?: Json;
  /** Absent where the field is gone. */
  readonly after?: Json;
  readonly effect: Effect;
}

/** One object that is not what it was. */
export interface ObjectChange {
  /** As `apps/v1 Deployment shop/backend`. */
  readonly object: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** The worst of its fields. */
  readonly effect: Effect;
  readonly fields: readonly FieldChange[];
  /** Why the effect is what it is, and what to do, where that is not plain. */
  readonly note?: string;
}

/** The worst of several effects. */
export const worst = (all: readonly Effect[]): Effect =>
  all.reduce<Effect>((a, b) => (effects.indexOf(b) > effects.indexOf(a) ? b : a), 'no effect');

/** Whether an upgrade with these changes goes through and keeps all data. */
export const isSafe = (changes: readonly ObjectChange[]): boolean =>
  changes.every(({ effect }) => effect !== 'rejected by the API server' && effect !== 'loses data');
