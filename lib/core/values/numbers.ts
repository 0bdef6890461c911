import { aTemplatedNumber, takes, type Kind } from './argument';
import { areWhole, areWholeNumbersExact, boundsOf, boundsOfResult, mayBeZero } from './arithmetic';
import { describe } from './decode-text';
import { Expression, shapeOfTree, type Arithmetic, type Comparison, type Operand, type Templated } from './expression';
import { DefinitionError } from './problem';
import type { Shape } from './shape';
import { operandOf } from './with-tree';

/*
 * Arithmetic on values. What is computed is defined in `arithmetic.ts`.
 */

const isNumber = (type: string) => type === 'integer' || type === 'number';

/** A number, or an expression that becomes one. */
const aNumber: Kind<Templated<number>> = {
  ...aTemplatedNumber,
  inside: (value: unknown, place) =>
    !(value instanceof Expression) || isNumber(value.valueType)
      ? []
      : [
          {
            place,
            message: `is a ${value.valueType}, and no number`,
            remedy: 'Declare the value with integer() or number(); quantities such as 512Mi cannot be computed with.',
          },
        ],
};

const addTakes = takes('add(number, ...numbers)', aNumber, aNumber);

/** The sum of numbers. It is a whole number where all of them are. */
export function add(number: Templated<number>, ...numbers: readonly Templated<number>[]): Expression<number> {
  addTakes(number, ...numbers);
  return arithmetic('add', [number, ...numbers]);
}

const subTakes = takes('sub(number, less)', aNumber, aNumber);

/** The first number less the second. It is a whole number where both are. */
export function sub(number: Templated<number>, less: Templated<number>): Expression<number> {
  subTakes(number, less);
  return arithmetic('sub', [number, less]);
}

const mulTakes = takes('mul(number, ...numbers)', aNumber, aNumber);

/** The product of numbers. It is a whole number where all of them are. */
export function mul(number: Templated<number>, ...numbers: readonly Templated<number>[]): Expression<number> {
  mulTakes(number, ...numbers);
  return arithmetic('mul', [number, ...numbers]);
}

const divTakes = takes('div(number, by)', aNumber, aNumber);

/**
 * The quotient of two numbers. Of whole numbers it is a whole one, what is behind the point is cut off: `div(7, 2)` is 3 and `div(-7, 2)` is
 * -3. Where one of them has a fraction by its schema, so has the quotient, to 16 places; `div(mul(count, 0.5), 3)` is such a one.
 *
 * @throws DefinitionError where the second number may be zero by its schema
 */
export function div(number: Templated<number>, by: Templated<number>): Expression<number> {
  divTakes(number, by);
  return arithmetic('div', [number, by]);
}

const modTakes = takes('mod(number, by)', aNumber, aNumber);

/**
 * What a division of whole numbers leaves. It has the sign of the first: `mod(-7, 2)` is -1.
 *
 * @throws DefinitionError where the second number may be zero by its schema, or one of them is no whole number
 */
export function mod(number: Templated<number>, by: Templated<number>): Expression<number> {
  modTakes(number, by);
  return arithmetic('mod', [number, by]);
}

const minTakes = takes('min(number, ...numbers)', aNumber, aNumber);

/** The smallest of numbers: `min(values.replicas, 10)` is at most 10. */
export function min(number: Templated<number>, ...numbers: readonly Templated<number>[]): Expression<number> {
  minTakes(number, ...numbers);
  return arithmetic('min', [number, ...numbers]);
}

const maxTakes = takes('max(number, ...numbers)', aNumber, aNumber);

/** The largest of numbers: `max(values.replicas, 1)` is at least 1. */
export function max(number: Templated<number>, ...numbers: readonly Templated<number>[]): Expression<number> {
  maxTakes(number, ...numbers);
  return arithmetic('max', [number, ...numbers]);
}

const floorTakes = takes('floor(number)', aNumber);

/** The next whole number that is not larger: of 1.5 it is 1, of -1.5 it is -2. */
export function floor(number: Templated<number>): Expression<number> {
  floorTakes(number);
  return arithmetic('floor', [number]);
}

const ceilTakes = takes('ceil(number)', aNumber);

/** The next whole number that is not smaller: of 1.5 it is 2, of -1.5 it is -1. */
export function ceil(number: Templated<number>): Expression<number> {
  ceilTakes(number);
  return arithmetic('ceil', [number]);
}

const roundTakes = takes('round(number)', aNumber);

/** The nearest whole number; of two that are as near the larger: of 1.5 it is 2, of -1.5 it is -1. */
export function round(number: Templated<number>): Expression<number> {
  roundTakes(number);
  return arithmetic('round', [number]);
}

const lessThanTakes = takes('lessThan(number, other)', aNumber, aNumber);

/** True where the first number is less than the second. */
export function lessThan(number: Templated<number>, other: Templated<number>): Expression<boolean> {
  lessThanTakes(number, other);
  return comparison('lessThan', number, other);
}

const lessOrEqualTakes = takes('lessOrEqual(number, other)', aNumber, aNumber);

/** True where the first number is at most the second. */
export function lessOrEqual(number: Templated<number>, other: Templated<number>): Expression<boolean> {
  lessOrEqualTakes(number, other);
  return comparison('lessOrEqual', number, other);
}

const greaterThanTakes = takes('greaterThan(number, other)', aNumber, aNumber);

/** True where the first number is more than the second. */
export function greaterThan(number: Templated<number>, other: Templated<number>): Expression<boolean> {
  greaterThanTakes(number, other);
  return comparison('greaterThan', number, other);
}

const greaterOrEqualTakes = takes('greaterOrEqual(number, other)', aNumber, aNumber);

/** True where the first number is at least the second. */
export function greaterOrEqual(number: Templated<number>, other: Templated<number>): Expression<boolean> {
  greaterOrEqualTakes(number, other);
  return comparison('greaterOrEqual', number, other);
}

const comparison = (by: Comparison, left: Operand, right: Operand): Expression<boolean> =>
  new Expression({ kind: 'compare', by, left: operandOf(left), right: operandOf(right) }, 'boolean');

function arithmetic(by: Arithmetic, given: readonly Operand[]): Expression<number> {
  const operands = given.map(operandOf);
  const shapes = operands.map((operand) => shapeOfTree(operand));
  const isWhole = areWhole(operands);
  const rounds = by === 'floor' || by === 'ceil' || by === 'round';
  const [first] = operands;
  if (isWhole && (rounds || operands.length === 1) && first instanceof Expression) return first as Expression<number>;
  if (by === 'mod' && !isWhole) {
    refuse(`${called(by, operands)} was given a number with a fraction`, 'Make it a whole one first: floor(number).');
  }
  if ((by === 'div' || by === 'mod') && mayBeZero(shapes[1]!)) {
    refuse(
      `${called(by, operands)} divides by ${named(operands[1]!)}, which may be 0`,
      "Say in the schema that it is not: integer(2, 'Parts', { minimum: 1 }); or divide by max(number, 1).",
    );
  }
  const bounds = boundsOfResult(by, shapes.map(boundsOf), isWhole);
  const { least, most } = bounds;
  const isOrder = by === 'min' || by === 'max';
  const isResultWhole = isWhole || rounds;
  if (
    !isOrder &&
    isResultWhole &&
    !(areWholeNumbersExact(bounds) && shapes.every((each) => rounds || areWholeNumbersExact(boundsOf(each))))
  ) {
    refuseSize(by, operands, bounds, '2^53 - 1, up to which both outputs have every whole number');
  }
  if (!isOrder && !isResultWhole && !(Number.isFinite(least) && Number.isFinite(most))) {
    refuseSize(by, operands, bounds, '1.8 * 10^308, up to which there are numbers in a chart');
  }
  const shape: Shape = {
    type: isResultWhole ? 'integer' : 'number',
    ...(Number.isFinite(least) && { minimum: least }),
    ...(Number.isFinite(most) && { maximum: most }),
  };
  return new Expression({ kind: 'arithmetic', by, operands }, shape);
}

function refuseSize(
  by: Arithmetic,
  operands: readonly Operand[],
  { least, most }: { least: number; most: number },
  limit: string,
): never {
  const far = Math.abs(least) > Math.abs(most) ? least : most;
  const amount = Number.isFinite(far) ? String(far) : far < 0 ? 'any number below zero' : 'any number';
  const open = operands.filter((operand) => operand instanceof Expression).map(named);
  refuse(
    `${called(by, operands)} may come to ${amount} by the schema, beyond ${limit}`,
    `Say how large ${open.join(' and ') || 'it'} may be: integer(3, 'Replicas', { maximum: 100 }); or, for a value of others, ${by}(min(value, 100), ...)${least < 0 ? ', max(value, 0)' : ''}.`,
  );
}

const named = (operand: Operand): string => (operand instanceof Expression ? describe(operand) : String(operand));

const called = (by: Arithmetic, operands: readonly Operand[]) => `${by}(${operands.map(named).join(', ')})`;

/** Refuses what the schema lets happen, with the line of the author's code. */
function refuse(message: string, remedy: string): never {
  throw new DefinitionError([{ code: 'invalid-arithmetic', message, remedy }]);
}
