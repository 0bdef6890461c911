import type { Environment } from './library';
import { InvalidArgument } from './invalid-argument';

type Comparable = bigint | number | string | Date;

const isOrdered = (list: readonly Comparable[]): boolean => list.every((each, i) => i === 0 || list[i - 1]! <= each);

function best(list: readonly Comparable[], isBetter: (a: Comparable, b: Comparable) => boolean): Comparable {
  if (list.length === 0) throw new InvalidArgument('an empty list has no least and no greatest element');
  return list.reduce((found, each) => (isBetter(each, found) ? each : found));
}

/** A duration of the library. */
interface Duration {
  addDuration(other: Duration): Duration;
}

const isDuration = (value: unknown): value is Duration =>
  typeof value === 'object' && value !== null && 'addDuration' in value;

function sum(list: readonly unknown[]): unknown {
  if (list.length === 0) return 0n;
  if (list.every((each) => typeof each === 'bigint')) return list.reduce((all, each) => all + each, 0n);
  if (list.every((each) => typeof each === 'number')) return list.reduce((all, each) => all + each, 0);
  if (list.every(isDuration)) return list.reduce((all, each) => all.addDuration(each));
  throw new TypeError('only numbers of one type, and durations, have a sum');
}

/** Whether two values of CEL are equal, as far as they stand in lists. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b || typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return a === b || (isNumber(a) && isNumber(b) && Number(a) === Number(b));
  }
  // Times and durations have a number.
  const [one, other]: unknown[] = [a.valueOf(), b.valueOf()];
  if (typeof one === 'number' || typeof other === 'number') return one === other;
  const [left, right] = [entriesOf(a), entriesOf(b)];
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && isEqual(value, right.get(key)))
  );
}

const isNumber = (value: unknown) => typeof value === 'bigint' || typeof value === 'number';
const entriesOf = (value: object): Map<unknown, unknown> =>
  value instanceof Map ? value : new Map(Object.entries(value));

const has = (list: readonly unknown[], value: unknown): boolean => list.some((each) => isEqual(each, value));
const containsAll = (list: readonly unknown[], others: readonly unknown[]) => others.every((each) => has(list, each));

/** The word `sets` before a dot: `sets.contains(...)`. */
class SetFunctions {}

/** The functions of lists. Source: apiserver/pkg/cel/library/lists.go and cel-go/ext/sets.go. */
export const withLists = (environment: Environment): Environment =>
  environment
    .registerFunction('list.isSorted(): bool', isOrdered)
    .registerFunction('list.sum(): dyn', sum)
    .registerFunction('list.min(): dyn', (list: readonly Comparable[]) => best(list, (a, b) => a < b))
    .registerFunction('list.max(): dyn', (list: readonly Comparable[]) => best(list, (a, b) => a > b))
    .registerFunction('list.indexOf(dyn): int', (list: readonly unknown[], value: unknown) =>
      BigInt(list.findIndex((each) => isEqual(each, value))),
    )
    .registerFunction('list.lastIndexOf(dyn): int', (list: readonly unknown[], value: unknown) =>
      BigInt(list.findLastIndex((each) => isEqual(each, value))),
    )
    .registerType('SetFunctions', SetFunctions)
    .registerConstant('sets', 'SetFunctions', new SetFunctions())
    .registerFunction('SetFunctions.contains(list, list): bool', (_: unknown, a: unknown[], b: unknown[]) =>
      containsAll(a, b),
    )
    .registerFunction(
      'SetFunctions.equivalent(list, list): bool',
      (_: unknown, a: unknown[], b: unknown[]) => containsAll(a, b) && containsAll(b, a),
    )
    .registerFunction('SetFunctions.intersects(list, list): bool', (_: unknown, a: unknown[], b: unknown[]) =>
      a.some((each) => has(b, each)),
    );
