import type { Channel } from './channels';
import type { Installation } from './subject';

/** How the promise is broken. */
export type Kind =
  /** What the schema accepts a cluster refuses, or it cannot work. */
  | 'refused by a cluster'
  /** The two outputs are not the same. */
  | 'different'
  /** chartwright accepts values, and a Helm does not render them. */
  | 'refused by Helm alone'
  /** chartwright refuses values, and a Helm takes them. */
  | 'accepted by Helm alone'
  /** The guards of the chart say something else than those of the definition. */
  | 'guards disagree'
  /** A Helm refuses values and does not say which. */
  | 'path not named'
  /** chartwright itself fails. */
  | 'failed';

/** Values that break the promise. */
export interface CounterExample {
  readonly kind: Kind;
  /** What examples of one fault have in common: of many, one is shown. */
  readonly fault: string;
  /** What is wrong, as its judge says it. */
  readonly message: string;
  readonly installation: Installation;
  /** How the values were given: as one of `channels`, or with many others in a file. */
  readonly channel: Channel | 'batch';
}

/** The same for examples of one fault. */
export const keyOf = ({ kind, fault }: CounterExample): string => `${kind}: ${fault}`;
