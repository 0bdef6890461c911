import { object, toggle, type Fields, type Group, type Refs, type boolean } from '../../core/values';
import * as is from '../../core/values/argument';
import { checked, takes } from '../../core/values/takes';
import { aTrait, fieldsOf, kindsOf, type DefaultsOf, type FieldsOf, type Traits } from './trait';

/*
 * The functions that declare what users may set of the workloads of a preset. Their defaults and values are those of its traits;
 * what a preset has said already (`given`) a system may leave out, or say otherwise.
 */

/** What a system says of workloads with these traits. */
export type DefaultsBeside<L extends Traits, K extends PropertyKey> = Omit<DefaultsOf<L>, K> &
  Partial<Pick<DefaultsOf<L>, K & keyof DefaultsOf<L>>>;

/** The values for metrics, which are there where the defaults say whether these are read. */
export type MetricsOf<L extends Traits> = Whole<Extract<L[number], { readonly whereSaid: unknown }>>;
export type Whole<T> = T extends { readonly whereSaid: (enabled: boolean) => infer F extends Fields } ? F : never;

/** A function that declares values. */
export type Declares<Before extends unknown[], D, After extends unknown[], F extends Fields, M extends Fields> = [
  M,
] extends [never]
  ? (...given: [...Before, D, ...After]) => Group<F>
  : {
      (...given: [...Before, D & { readonly metrics: boolean }, ...After]): Group<F & M>;
      (...given: [...Before, D, ...After]): Group<F>;
    };

/*
 * The types of such functions, with the traits by name. An inferred type repeats all values of all traits, and the package would say
 * each of them some forty times. `K` is what the preset has said already.
 */
export type ValuesOf<L extends Traits, K extends string = never> = Declares<
  [],
  DefaultsBeside<L, K>,
  [description: string],
  FieldsOf<L>,
  MetricsOf<L>
>;
export type OptionalValuesOf<L extends Traits, K extends string = never> = Declares<
  [enabled: boolean],
  DefaultsBeside<L, K>,
  [description: string],
  { readonly enabled: ReturnType<typeof boolean> } & FieldsOf<L>,
  MetricsOf<L>
>;
export type DescribedValuesOf<L extends Traits, K extends string = never> = Describes<
  DefaultsBeside<L, K>,
  FieldsOf<L>
>;

/** The references to values that such a function declares. */
export type RefsOf<L extends Traits> = Refs<Group<FieldsOf<L>>> &
  ([MetricsOf<L>] extends [never] ? unknown : Partial<Refs<Group<MetricsOf<L>>>>);

/** The kinds of what a system says. */
export const defaultsOf = (traits: Traits, given: object = {}): is.Kind => {
  const kinds = Object.entries(kindsOf(traits, 'defaults'));
  return is.propsOf<object>(
    Object.fromEntries(kinds.map(([name, kind]) => [name, name in given ? is.maybe(kind) : kind])),
  );
};

const fieldsWith = (traits: Traits, given: object, defaults: object): Fields => {
  const said = Object.entries(defaults).filter(([, value]) => value !== undefined);
  return fieldsOf(traits, { ...given, ...Object.fromEntries(said) });
};

const makers = (name: string) => takes(`${name}(name, traits, given)`, is.aName, is.listOf(aTrait), is.maybe(is.aMap));
const valuesOfTakes = makers('valuesOf');
const optionalValuesOfTakes = makers('optionalValuesOf');

/**
 * A function that declares the values of workloads with these traits, from what a system says of each and a description.
 *
 * @param name of that function, for messages
 * @param given what is so of all such workloads; a system may say otherwise
 */
export function valuesOf<const L extends Traits, G extends Partial<DefaultsOf<L>> = object>(
  name: string,
  traits: L,
  given?: G,
): Declares<[], DefaultsBeside<L, keyof G>, [description: string], FieldsOf<L>, MetricsOf<L>>;
export function valuesOf(name: string, traits: Traits, given: object = {}) {
  valuesOfTakes(name, traits, given);
  return checked(
    `${name}(defaults, description)`,
    [defaultsOf(traits, given), is.aText],
    (defaults: object, description: string): Group => object(fieldsWith(traits, given, defaults), description),
  );
}

/** The same for workloads that can be switched off: `enabled` is the first of their values. */
export function optionalValuesOf<const L extends Traits, G extends Partial<DefaultsOf<L>> = object>(
  name: string,
  traits: L,
  given?: G,
): Declares<
  [enabled: boolean],
  DefaultsBeside<L, keyof G>,
  [description: string],
  { readonly enabled: ReturnType<typeof boolean> } & FieldsOf<L>,
  MetricsOf<L>
>;
export function optionalValuesOf(name: string, traits: Traits, given: object = {}) {
  optionalValuesOfTakes(name, traits, given);
  return checked(
    `${name}(enabled, defaults, description)`,
    [is.aBoolean, defaultsOf(traits, given), is.aText],
    (enabled: boolean, defaults: object, description: string): Group =>
      toggle(enabled, fieldsWith(traits, given, defaults), description),
  );
}

/** A function that declares values which it describes itself, and the kinds of what it takes. */
export interface Describes<D, F extends Fields> {
  (defaults: D): Group<F>;
  readonly defaults: is.Kind<D>;
}

/** The same for workloads of which the preset knows what they are, so that it describes them. */
export function describedValuesOf<const L extends Traits, G extends Partial<DefaultsOf<L>> = object>(
  name: string,
  traits: L,
  description: string,
  given?: G,
): Describes<DefaultsBeside<L, keyof G>, FieldsOf<L>>;
export function describedValuesOf(name: string, traits: Traits, description: string, given: object = {}) {
  const kind = defaultsOf(traits, given);
  const declare = (defaults: object): Group => object(fieldsWith(traits, given, defaults), description);
  return Object.assign(checked(`${name}(defaults)`, [kind], declare), { defaults: kind });
}

/** The values alone, for groups to which a system adds its own. */
export function partOfValues<const L extends Traits, G extends Partial<DefaultsOf<L>> = object>(
  name: string,
  traits: L,
  given?: G,
): (defaults: DefaultsBeside<L, keyof G>) => FieldsOf<L>;
export function partOfValues(name: string, traits: Traits, given: object = {}) {
  return checked(`${name}(defaults)`, [defaultsOf(traits, given)], (defaults: object) =>
    fieldsWith(traits, given, defaults),
  );
}
