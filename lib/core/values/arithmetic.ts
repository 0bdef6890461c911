import { shapeOfTree, type Arithmetic, type Comparison, type Operand } from './expression';
import { valueTypeOf, type Shape } from './shape';

/*
 * What is computed with numbers, as Helm does it. Numbers in a chart's values are 64-bit floats. Whole numbers are computed with as such
 * (Go's int64), which is exact as long as the result is a whole number that a float holds, below 2^53: what could be more is refused
 * where it is written, by the bounds in the schema. Numbers with a fraction are computed with as decimals: the digits that a number
 * is written with are exact, and so 0.1 + 0.2 is 0.3.
 */

/** Between which numbers a value is, these included; infinite where nothing says so. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** The largest whole number up to which a float holds all of them: 2^53 - 1. */
export const largestWhole = Number.MAX_SAFE_INTEGER;

/** Places behind the point of a quotient of decimals, as in Helm. */
const placesOfQuotient = 16n;

/** What a shape says of a number. */
export function boundsOf(shape: Shape): Bounds {
  const given = numbersOf(shape);
  if (given !== undefined) return { least: Math.min(...given), most: Math.max(...given) };
  const {
    minimum = -Infinity,
    exclusiveMinimum = -Infinity,
    maximum = Infinity,
    exclusiveMaximum = Infinity,
  } = shape as {
    readonly [keyword: string]: number | undefined;
  };
  const least = Math.max(minimum, exclusiveMinimum);
  const most = Math.min(maximum, exclusiveMaximum);
  if (shape.type !== 'integer') return { least, most };
  return {
    least: exclusiveMinimum === least ? Math.floor(least) + 1 : Math.ceil(least),
    most: exclusiveMaximum === most ? Math.ceil(most) - 1 : Math.floor(most),
  };
}

/** The only numbers that a value can be. */
function numbersOf({ enum: choices }: Shape): readonly number[] | undefined {
  const numbers = choices?.filter((choice) => typeof choice === 'number') ?? [];
  return numbers.length > 0 && numbers.length === choices?.length ? numbers : undefined;
}

/** Whether a number may be zero. */
export function mayBeZero(shape: Shape): boolean {
  const { least, most } = boundsOf(shape);
  return numbersOf(shape)?.includes(0) ?? (least <= 0 && most >= 0);
}

/** Whether a float holds all whole numbers between two. */
export const areWholeNumbersExact = ({ least, most }: Bounds): boolean =>
  least >= -largestWhole && most <= largestWhole;

/** Whether all of some operands are whole numbers by their schema. */
export const areWhole = (operands: readonly Operand[]): boolean =>
  operands.every((operand) => valueTypeOf(shapeOfTree(operand)) === 'integer');

/** What is computed of numbers. `isWhole` says whether all of them are whole by their schema. */
export function compute(by: Arithmetic, numbers: readonly number[], isWhole: boolean): number {
  // No zero has a sign.
  return result(by, numbers, isWhole) + 0;
}

function result(by: Arithmetic, numbers: readonly number[], isWhole: boolean): number {
  const [first = 0] = numbers;
  switch (by) {
    case 'min':
      return Math.min(...numbers);
    case 'max':
      return Math.max(...numbers);
    case 'floor':
      return Math.floor(first);
    case 'ceil':
      return Math.ceil(first);
    case 'round':
      return Math.floor(ofDecimals('add', [first, 0.5]));
    default:
      return isWhole ? ofWholeNumbers(by, numbers) : ofDecimals(by, numbers);
  }
}

type Operation = 'add' | 'sub' | 'mul' | 'div' | 'mod';

function ofWholeNumbers(by: Operation, numbers: readonly number[]): number {
  const operations: { readonly [by in Operation]: (a: bigint, b: bigint) => bigint } = {
    add: (a, b) => a + b,
    sub: (a, b) => a - b,
    mul: (a, b) => a * b,
    div: (a, b) => a / b,
    mod: (a, b) => a % b,
  };
  return Number(numbers.map((each) => BigInt(Math.trunc(each))).reduce(operations[by]));
}

/** A number as its digits and where its point is: `digits * 10^exponent`. */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimalOf(number: number): Decimal {
  const [, whole = '', fraction = '', exponent = '0'] = /^(-?\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(number))!;
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

const scaled = ({ digits, exponent }: Decimal, to: number): bigint => digits * 10n ** BigInt(exponent - to);

function sum(a: Decimal, b: Decimal, sign: bigint): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  return { digits: scaled(a, exponent) + sign * scaled(b, exponent), exponent };
}

/** Rounded to so many places, half of one away from zero. */
function quotient(a: Decimal, b: Decimal): Decimal {
  const shift = a.exponent - b.exponent + Number(placesOfQuotient);
  const dividend = shift >= 0 ? a.digits * 10n ** BigInt(shift) : a.digits;
  const divisor = shift >= 0 ? b.digits : b.digits * 10n ** BigInt(-shift);
  const size = (of: bigint) => (of < 0n ? -of : of);
  const rounded = (2n * size(dividend) + size(divisor)) / (2n * size(divisor));
  return { digits: dividend < 0n === divisor < 0n ? rounded : -rounded, exponent: -Number(placesOfQuotient) };
}

function ofDecimals(by: Operation, numbers: readonly number[]): number {
  const operations: { readonly [by in Operation]: (a: Decimal, b: Decimal) => Decimal } = {
    add: (a, b) => sum(a, b, 1n),
    sub: (a, b) => sum(a, b, -1n),
    mul: (a, b) => ({ digits: a.digits * b.digits, exponent: a.exponent + b.exponent }),
    div: quotient,
    mod: (a) => a,
  };
  const { digits, exponent } = numbers.map(decimalOf).reduce(operations[by]);
  return Number(`${digits}e${exponent}`);
}

/** Between which numbers a result is, for operands within bounds; a divisor's do not count where it is zero. */
export function boundsOfResult(by: Arithmetic, operands: readonly Bounds[], isWhole: boolean): Bounds {
  const [first, second] = operands as [Bounds, Bounds | undefined];
  switch (by) {
    case 'mod': {
      const most = Math.max(Math.abs(second!.least), Math.abs(second!.most)) - 1;
      return {
        least: first.least < 0 ? Math.max(-most, first.least) : 0,
        most: first.most > 0 ? Math.min(most, first.most) : 0,
      };
    }
    case 'mul':
      return operands.reduce((a, b) => spanned([a.least, a.most], [b.least, b.most], times(isWhole)));
    case 'div': {
      const { least, most } = second!;
      // Numbers next to zero, of which the quotient is largest.
      const nearest = [-1, 1].filter((near) => isWhole && least <= near && near <= most);
      const divisors = [least, most, ...nearest].filter((each) => each !== 0);
      return spanned([first.least, first.most], divisors.length > 0 ? divisors : [0], (a, b) => over(a, b, isWhole));
    }
    case 'sub':
      return { least: plus(first.least, -second!.most, isWhole), most: plus(first.most, -second!.least, isWhole) };
    case 'add':
      return {
        least: operands.map(({ least }) => least).reduce((a, b) => plus(a, b, isWhole)),
        most: operands.map(({ most }) => most).reduce((a, b) => plus(a, b, isWhole)),
      };
    default:
      return {
        least: ofOrdered(
          by,
          operands.map(({ least }) => least),
        ),
        most: ofOrdered(
          by,
          operands.map(({ most }) => most),
        ),
      };
  }
}

/** What grows with each of its operands. */
const ofOrdered = (by: Arithmetic, numbers: readonly number[]): number =>
  by === 'round' && !Number.isFinite(numbers[0]) ? numbers[0]! : compute(by, numbers, false);

const isFinite = (...numbers: readonly number[]) => numbers.every((each) => Number.isFinite(each));

const plus = (a: number, b: number, isWhole: boolean) =>
  isWhole || !isFinite(a, b) ? a + b : ofDecimals('add', [a, b]);

const times = (isWhole: boolean) => (a: number, b: number) => {
  if (a === 0 || b === 0) return 0;
  return isWhole || !isFinite(a, b) ? a * b : ofDecimals('mul', [a, b]);
};

/** A quotient at the ends of bounds, where one may be infinite and a divisor next to zero. */
function over(a: number, b: number, isWhole: boolean): number {
  if (isFinite(a, b) && b !== 0) return compute('div', [a, b], isWhole);
  if (a === 0 || (Number.isFinite(a) && !Number.isFinite(b))) return 0;
  return a * (b < 0 ? -Infinity : Infinity);
}

function spanned(as: readonly number[], bs: readonly number[], of: (a: number, b: number) => number): Bounds {
  const all = as.flatMap((a) => bs.map((b) => of(a, b)));
  return { least: Math.min(...all), most: Math.max(...all) };
}

const comparisons: { readonly [by in Comparison]: (left: number, right: number) => boolean } = {
  lessThan: (left, right) => left < right,
  lessOrEqual: (left, right) => left <= right,
  greaterThan: (left, right) => left > right,
  greaterOrEqual: (left, right) => left >= right,
};

/** Whether the first number is on that side of the second. */
export const compares = (by: Comparison, left: number, right: number): boolean => comparisons[by](left, right);
