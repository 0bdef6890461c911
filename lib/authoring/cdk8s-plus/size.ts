import { Size } from 'cdk8s';
import { quantity } from '../../core/kubernetes/quantity';
import { describe, tokens, type Expression, type Json } from '../../core/values';
import { checked } from '../../core/values/takes';
import { aValueOf } from './kinds';

/** Of values that are quantities and nothing else: of an empty text a construct would make no field at all. */
export const aQuantity = (example: string) => {
  const remedy = `Declare it with quantity(${example}).`;
  return aValueOf(['string', 'scalar'], remedy, ({ shape }) => {
    const { pattern, enum: choices } = shape;
    const strange = choices?.find((choice) => quantity(choice) === undefined);
    if (strange !== undefined) return { message: `may be ${JSON.stringify(strange)}, which is not a quantity`, remedy };
    const isAny = pattern === undefined || ['', 'large'].some((word) => new RegExp(pattern, 'u').test(word));
    return !choices && isAny ? { message: 'may be a text that is not a quantity', remedy } : undefined;
  });
};

const bytes: { readonly [unit: string]: number } = {
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

const amountOf = (text: Json, unit: string): number => (quantity(text) ?? NaN) / bytes[unit]!;

/**
 * A quantity as the `Size` of a construct: the field gets the text of the value, with the unit that is in it, whichever unit the
 * construct counts in. Comparisons are judged by the default.
 *
 *     { memory: { limit: size(values.memory) } }
 *
 * The value is a quantity with its unit, as `512Mi` or `10Gi`, declared with `quantity('512Mi', 'Memory')`.
 */
export const size = checked(
  'size(value)',
  [aQuantity("'10Gi', 'Size of the volume'")],
  (value: Expression<string>): Size => {
    const { whole, in: amount } = tokens.mintQuantity(value, amountOf);
    return Object.assign(Object.create(Size.prototype) as Size, {
      asString: () => whole,
      toKibibytes: () => amount('Ki'),
      toMebibytes: () => amount('Mi'),
      toGibibytes: () => amount('Gi'),
      toTebibytes: () => amount('Ti'),
      toPebibytes: () => amount('Pi'),
      toString: () => describe(value),
    });
  },
);
