import type { Construct, IConstruct } from 'constructs';
import * as is from '../../core/values/argument';
import { didYouMean, mistake, type Group, type Refs, type Templated } from '../../core/values';
import type { Block } from './blocks';
import { isObject, takes } from '../../core/values/takes';

/*
 * What the constructs take, beside what every function does.
 */

/** What the constructor of a construct takes, from the kinds of its properties. */
export const construct = <const K extends is.Kinds>(name: string, props: K) =>
  takes(`new ${name}(scope, id, props)`, is.aConstruct, is.aName, is.propsOf(props)) as Constructs<is.TypesOf<K>>;

type Constructs<P> = (scope: Construct, id: string, props: P) => void;

interface Named {
  readonly [name: string]: unknown;
}

/** The references to a group of values that a function declares; these fields of it tell. */
export const groupOf = <T extends object>(maker: string, fields: readonly string[]): is.Kind<T> => ({
  words: `the references to a group of values that ${maker}() declares, such as this.values.x`,
  holds: (value) =>
    isObject(value) &&
    fields.every((field) => isObject((value as Named)[field]) || is.anExpression.holds((value as Named)[field])),
});

/** The same for a function of ours. */
export const refsOf = <M extends (...given: never[]) => Group>(
  maker: M,
  ...fields: readonly (keyof Refs<ReturnType<M>> & string)[]
): is.Kind<Refs<ReturnType<M>>> => groupOf(maker.name, fields);

/** A construct of this class. */
export const instanceOf = <T>(name: string, type: () => abstract new (...args: never[]) => T): is.Kind<T> => ({
  words: `a ${name}`,
  holds: (value) => value instanceof type(),
});

/** A construct of the app, whichever it is. */
export const aConstruct: is.Kind<IConstruct> = { words: is.aConstruct.words, holds: is.aConstruct.holds };

export const aBlock: is.Kind<Block> = { ...is.aJsonMap, words: 'an object of the Kubernetes API' };

/** An object of the Kubernetes API that is written down where it is wanted. */
export const aStruct = <T>(): is.Kind<Templated<T>> =>
  is.eitherOf(is.mapLike<T>('an object of the Kubernetes API'), is.expressionOf<T>());

/** What a command line is made of. */
export const words = is.eitherOf(
  is.listOf(is.aTemplatedText, 'a list of strings'),
  is.expressionOf<readonly string[]>(),
);
export type Words = is.TypeOf<typeof words>;

/** The refusal of a key or port that a construct does not have. */
export function unknown(construct: IConstruct, what: 'key' | 'port', name: string, names: readonly string[]) {
  const [many, none] = what === 'key' ? ['Keys', 'It has no keys.'] : ['Ports', 'Its containers have no ports.'];
  return mistake({
    code: `unknown-${what}`,
    construct: construct.node.path,
    message: `has no ${what} "${name}"${didYouMean(name, names)}`,
    remedy: names.length > 0 ? `${many}: ${names.join(', ')}.` : none,
  });
}
