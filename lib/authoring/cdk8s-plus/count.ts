import { tokens, type Expression } from '../../core/values';
import { checked } from '../../core/values/takes';
import { aValueOf } from './kinds';

const aWholeNumberOfTheChart = aValueOf(
  ['integer', 'number'],
  'Declare it with integer(...); for a string or a percentage there is token(value).',
);

/**
 * A value as the number of a construct that compares it: replicas, limits, weights, user ids. Comparisons (`minReplicas >
 * maxReplicas`) are judged by the default of the value; the object carries the value. What is computed from it is refused.
 *
 *     new kplus.Deployment(this, 'web', { replicas: count(values.replicas) });
 *
 * @param value a number of the chart, declared with `integer(2, 'Pods')`; without a unit
 */
export function count(value: Expression<number>): number;
export function count(value: Expression): unknown {
  return standIn(value);
}

const standIn = checked('count(value)', [aWholeNumberOfTheChart], (value: Expression): unknown =>
  tokens.mintStandIn(value),
);
