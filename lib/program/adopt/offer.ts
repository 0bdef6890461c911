import type { Json } from '../../core/values';
import type { Printed } from './printed';

/** A place in an object that a value decides. */
export interface Use {
  readonly object: Printed;
  readonly keys: readonly (string | number)[];
  /** What stands there today; undefined where nothing does. */
  readonly value: Json | undefined;
  /** The expression at this place, of a reference to the value. @default the reference */
  readonly express?: (reference: string) => string;
  /** Where the properties of a construct of cdk8s-plus say it: names, of which any may be. @default nowhere */
  readonly props?: readonly (string | number)[];
  /** Whether only a binding can say it. @default false */
  readonly isBound?: boolean;
  /** The call on a construct of cdk8s-plus whose argument says it. @default none */
  readonly method?: { readonly name: string; readonly argument: number };
}

/** A value that an expert would offer. */
export interface Offer {
  /** Keys from the chart's values down to this one. */
  readonly path: readonly string[];
  readonly value: Json;
  /** How it is declared: `integer(3, 'How many pods run')`. */
  readonly declaration: string;
  /** Names of the package in the declaration and in what uses it. */
  readonly imports: readonly string[];
  readonly uses: readonly Use[];
  /** Objects that exist only where the value is true. */
  readonly toggles?: readonly Printed[];
  /** Whether it names a Secret that the chart does not make. */
  readonly isExternal?: boolean;
  /** Offers of one family with the same value are one. */
  readonly family?: string;
}

export const keyOf = ({ path }: { readonly path: readonly string[] }): string => path.join('.');
