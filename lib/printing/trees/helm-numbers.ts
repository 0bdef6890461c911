import {
  Expression,
  areWhole,
  areWholeNumbersExact,
  boundsOf,
  boundsOfResult,
  shapeOfTree,
  type Arithmetic,
  type Comparison,
  typeOfOperand,
  type ExpressionNode,
  type Operand,
} from '../../core/values';
import { call, numberLiteral, operand as go, pipe, type GoExpression } from './go-expression';

/*
 * Arithmetic as Helm does it: `add` and its like on whole numbers (int64), `addf` and its like on decimals.
 */

type Node<K extends ExpressionNode['kind']> = Extract<ExpressionNode, { kind: K }>;
type DataOf = (operand: Operand) => GoExpression;

/** @param dataOf the operands as data of their type */
export function printArithmetic({ by, operands }: Node<'arithmetic'>, dataOf: DataOf): GoExpression {
  const printed = operands.map(dataOf);
  if (by === 'round') return call('floor', call('addf', ...printed, go('0.5')));
  if (by === 'floor' || by === 'ceil') return call(by, ...printed);
  if (!areWhole(operands)) {
    const computed = call(`${by}f`, ...printed);
    return mayBeMinusZero(by, operands) ? pipe(computed, call('addf', go('0'))) : computed;
  }
  // A float beyond what int64 takes becomes any number there.
  const isExact = operands.every((each) => areWholeNumbersExact(boundsOf(shapeOfTree(each))));
  return isExact ? call(by, ...printed) : pipe(call(`${by}f`, ...printed), call('int64'));
}

/** Whether a result may be too small for a float and below zero, which Go rounds to -0; to add nothing takes the sign away. */
function mayBeMinusZero(by: Arithmetic, operands: readonly Operand[]): boolean {
  if (by === 'min' || by === 'max' || (operands.length === 2 && (by === 'add' || by === 'sub'))) return false;
  const bounds = operands.map((each) => boundsOf(shapeOfTree(each)));
  return boundsOfResult(by, bounds, false).least < 0;
}

const words: { readonly [by in Comparison]: string } = {
  lessThan: 'lt',
  lessOrEqual: 'le',
  greaterThan: 'gt',
  greaterOrEqual: 'ge',
};

/** What holds where a comparison does not. */
export const opposites: { readonly [by in Comparison]: Comparison } = {
  lessThan: 'greaterOrEqual',
  lessOrEqual: 'greaterThan',
  greaterThan: 'lessOrEqual',
  greaterOrEqual: 'lessThan',
};

/** Templates compare numbers of one kind only. */
export function printComparison({ by, left, right }: Node<'compare'>, dataOf: DataOf): GoExpression {
  const sides = [left, right];
  const isWhole = areWhole(sides);
  const printed = sides.map((side) => {
    if (side instanceof Expression) return isWhole ? int64Of(side, dataOf(side)) : call('float64', dataOf(side));
    return typeof side === 'number' && !isWhole ? numberLiteral(side, true) : dataOf(side);
  });
  return call(words[by], ...printed);
}

/** Whether the template has a whole number as one already, not as a float. */
export const isWholeInGo = ({ node }: Expression): boolean =>
  node.kind === 'length' || (node.kind === 'arithmetic' && !['floor', 'ceil', 'round'].includes(node.by));

/** A whole number as such; values of a chart are floats. */
export const int64Of = (expression: Expression, source: GoExpression): GoExpression =>
  isWholeInGo(expression) ? source : call('int64', source);

/** What is looked for in a list, and the list, both read from JSON, where all numbers are floats, whatever they came as. */
export function printElementSearch(list: GoExpression, part: Operand, data: GoExpression): GoExpression {
  const type = typeOfOperand(part);
  if (type === 'string' || type === 'boolean') return call('has', data, list);
  const asJson = (source: GoExpression) => pipe(source, call('toJson'), call('fromJsonArray'));
  const isNumber = type === 'integer' || type === 'number';
  const element = isNumber ? call('float64', data) : pipe(asJson(call('list', data)), call('first'));
  return call('has', element, asJson(list));
}
