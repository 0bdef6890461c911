import type { Construct } from 'constructs';
import * as is from '../../core/values/argument';
import { isObject, takes } from '../../core/values/takes';
import { construct, groupOf } from './arguments';
import type { Controller } from './controllers/controller';
import { aTrait, kindsOf, type PropsOf, type Traits } from './trait';
import type { RefsOf } from './values-of';

/** A kind of workload: what it has, and what controls its pods. */
export interface Preset {
  takes(scope: Construct, id: string, props: object): void;
  readonly traits: Traits;
  readonly controller: Controller;
}

/** What an author says of a workload with these traits. */
export type WorkloadProps<L extends Traits> = PropsOf<L> & {
  /** What users may set. */
  readonly values: RefsOf<L>;
};

const presetTakes = takes(
  'preset(name, maker, traits, controller)',
  is.aName,
  is.propsOf({ name: is.aName, fields: is.listOf(is.aName) }),
  is.listOf(aTrait),
  is.aFunction,
);

/**
 * A kind of workload.
 *
 * @param name of its class
 * @param maker the function that declares its values, and some of them that tell whether it did
 * @param traits what it has; of two that say the same field of the pods, the later holds
 * @param controller what keeps its pods running, one of `controllers`
 */
export const preset = (
  name: string,
  maker: { readonly name: string; readonly fields: readonly string[] },
  traits: Traits,
  controller: Controller,
): Preset => {
  presetTakes(name, maker, traits, controller);
  const values = groupOf(maker.name, maker.fields);
  return { takes: construct(name, { values, ...kindsOf(traits, 'props') }), traits, controller };
};

/** What `preset` gives. */
export const aPreset: is.Kind = {
  words: 'a kind of workload, as preset() gives it',
  holds: (value) => {
    const { traits, controller, takes } = (isObject(value) ? value : {}) as Partial<Preset>;
    return Array.isArray(traits) && traits.every(aTrait.holds) && [controller, takes].every(is.aFunction.holds);
  },
};
