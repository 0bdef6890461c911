import { anExpression } from '../../core/values/argument';
import { describe, type Expression, type ValueType } from '../../core/values';
import type { Kind } from '../../core/values/takes';

const inWords: { readonly [type in ValueType]: string } = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number that may have a fraction',
  boolean: 'true or false',
  scalar: 'a string or a number',
  list: 'a list',
  map: 'a map',
};

/** What is wrong with a value, after its name, and how to declare it. */
interface Wrong {
  readonly message: string;
  readonly remedy: string;
}

/** A reference whose values are of one of these types, and of which nothing else is wrong. */
export const aValueOf = (
  types: readonly ValueType[],
  remedy: string,
  wrong: (value: Expression) => Wrong | undefined = () => undefined,
): Kind => ({
  ...anExpression,
  inside: (value: Expression, place) => {
    const isOfType = types.includes(value.valueType);
    const found = isOfType ? wrong(value) : { message: `is ${inWords[value.valueType]}`, remedy };
    return found ? [{ place: `${place}, which is ${describe(value)},`, ...found }] : [];
  },
});
