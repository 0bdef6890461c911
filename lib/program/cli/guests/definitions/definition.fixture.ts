import type { Cron, Duration, Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Expression, Leaf, Scalar, TSchema } from '../../../../core/values';

/** A value as a definition gets it: itself in a program of cdk8s alone, else its reference. */
export type Given<T> = T | Expression<T>;

/** Values without groups. */
export type Leaves = { readonly [key: string]: TSchema };

export type GivenValues<F extends Leaves> = {
  readonly [K in keyof F]: F[K] extends Leaf<infer T> ? Given<T> : never;
};

/** What a field is set to. */
export type Field = Scalar | readonly string[] | { readonly [key: string]: string };

/** How a value gets into a construct of cdk8s-plus. */
export interface Ways {
  text(value: Given<string>): string;
  /** For what checks names. */
  name(value: Given<string>): string;
  count(value: Given<number>): number;
  port(value: Given<number>): number;
  flag(value: Given<boolean>): boolean;
  /** Of whole seconds. */
  duration(value: Given<number>): Duration;
  /** Of whole `Mi` or `Gi`. */
  size(value: Given<string>): Size;
  /** Of thousandths of a core, `250m`. */
  cpu(value: Given<string>): Cpu;
  cron(value: Given<string>): Cron;
  choice<E extends string>(value: Given<NoInfer<`${E}`>>, enumeration: { readonly [member: string]: E }): E;
  /** For what no prop takes: a field that the object of a construct does not have yet, by its JSON pointer. */
  set(construct: Construct, pointer: string, value: Given<Field>): void;
  /** The construct is there only where the value is true. */
  where(construct: Construct, value: Given<boolean>): void;
}

/** What an author of cdk8s writes, with some of its literals as values. */
export interface Definition<F extends Leaves = Leaves> {
  readonly title: string;
  readonly values: F;
  build(scope: Construct, given: GivenValues<F>, as: Ways): void;
}

/** A definition whose literals named by `fields` may be values. */
export const define = <const F extends Leaves>(
  title: string,
  fields: F,
  build: (scope: Construct, given: GivenValues<F>, as: Ways) => void,
): Definition<F> => ({ title, values: fields, build });
