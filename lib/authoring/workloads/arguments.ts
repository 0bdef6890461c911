import {
  aConstruct,
  aJsonMap,
  aName,
  aTemplatedText,
  anExpression,
  eitherOf,
  isObject,
  listOf,
  takes,
  type Kind,
  type Takes,
} from '../../core/values/argument';

/*
 * What the constructs take, beside what every function does.
 */

/** What the constructor of a construct takes. */
export const construct = (name: string, props: Kind): Takes =>
  takes(`new ${name}(scope, id, props)`, aConstruct, aName, props);

interface Named {
  readonly [name: string]: unknown;
}

/** The references to a group of values that a function of ours declares; these fields of it tell. */
export const refsOf = (maker: string, fields: readonly string[]): Kind => ({
  words: `the references to a group of values that ${maker} declares, such as this.values.x`,
  holds: (value) =>
    isObject(value) &&
    fields.every((field) => isObject((value as Named)[field]) || anExpression.holds((value as Named)[field])),
});

/** A construct of this class. */
export const instanceOf = <T>(name: string, type: () => abstract new (...args: never[]) => T): Kind => ({
  words: `a ${name}`,
  holds: (value) => value instanceof type(),
});

export const aBlock: Kind = { ...aJsonMap, words: 'an object of the Kubernetes API' };
export const words = eitherOf(listOf(aTemplatedText, 'a list of strings'), anExpression);
