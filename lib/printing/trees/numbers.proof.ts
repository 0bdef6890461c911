import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  add,
  and,
  ceil,
  choose,
  div,
  each,
  equals,
  floor,
  greaterThan,
  integer,
  lessThan,
  list,
  max,
  min,
  mod,
  mul,
  named,
  number,
  object,
  orElse,
  round,
  string,
  sub,
  text,
  values as makeValues,
  when,
  type Expression,
} from '../../core/values';
import { bothPrinters } from './both.fixture';

/*
 * What is computed is the same in both outputs: random numbers within the bounds of schemas, and those at their ends, as elements of a
 * list, so that one run of each Helm computes with all of them.
 */

interface Pair {
  readonly a: number;
  readonly b: number;
}

const pairsOf = (numbers: fc.Arbitrary<number>, edges: readonly number[], divisors = numbers): Pair[] => {
  const random = fc.sample(fc.record({ a: numbers, b: divisors }), { seed: 15, numRuns: 150 });
  const ends = edges.flatMap((a) => edges.map((b) => ({ a, b })));
  return [...ends, ...random];
};

const most = Number.MAX_SAFE_INTEGER;
const half = 2 ** 52 - 1;
const root = 94_906_265;
const unsigned = (value: number) => value + 0;

/** Lists of pairs whose sum, product and so on stay where both outputs are exact, up to the last number. */
const pairs = (
  bounds: { readonly minimum: number; readonly maximum: number },
  values: readonly Pair[],
  isWhole: boolean,
) => {
  const leaf = isWhole ? integer : number;
  const fields = { a: leaf(bounds.minimum, 'A', bounds), b: leaf(bounds.minimum, 'B', bounds) };
  return list<Pair>(object(fields, 'Two numbers'), values, 'Numbers');
};

const wholeIn = (maximum: number) =>
  pairs(
    { minimum: -maximum, maximum },
    pairsOf(fc.oneof(fc.integer({ min: -maximum, max: maximum }), fc.integer({ min: -9, max: 9 })), [
      -maximum,
      -maximum + 1,
      -2,
      -1,
      0,
      1,
      2,
      7,
      maximum - 1,
      maximum,
    ]),
    true,
  );

const fraction = fc
  .oneof(
    fc.double({ min: -1e15, max: 1e15, noNaN: true }),
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.integer({ min: -1e6, max: 1e6 }).map((cents) => cents / 100),
    fc.integer({ min: -most, max: most }),
  )
  .map(unsigned);
const fractions = [0, 0.1, 0.2, 0.3, -0.1, 1.5, 2.5, -1.5, -2.5, 0.49999999999999994, 5e-324, 1e-7, 1e15 + 0.3, -1e15];
const wide = [1e300, -1e300, 1.7e153, 2.2250738585072014e-308, 5e-324, most, most + 1, 2 ** 60, 1e21, 1.5e-9, 0, 1];

const lists = makeValues({
  halves: wholeIn(half),
  roots: wholeIn(root),
  all: wholeIn(most),
  parts: pairs(
    { minimum: 1, maximum: most },
    pairsOf(fc.oneof(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: 100 })), [
      1,
      2,
      3,
      7,
      most - 1,
      most,
    ]),
    true,
  ),
  fractions: pairs({ minimum: -1e16, maximum: 1e16 }, pairsOf(fraction, fractions), false),
  wide: pairs(
    { minimum: -1e300, maximum: 1e300 },
    pairsOf(fc.double({ min: -1e300, max: 1e300, noNaN: true }).map(unsigned), wide),
    false,
  ),
  small: pairs(
    { minimum: -1e150, maximum: 1e150 },
    pairsOf(fc.double({ min: -1e150, max: 1e150, noNaN: true }).map(unsigned), [0, 1e150, 5e-324, 0.1]),
    false,
  ),
  divisors: pairs(
    { minimum: 1e-9, maximum: 1e9 },
    pairsOf(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), [1e-9, 0.3, 1, 3, 7, 1e9]),
    false,
  ),
});

const single = makeValues({
  count: integer(3, 'A count', { minimum: 0, maximum: 1000 }),
  ratio: number(0.1, 'A ratio', { minimum: 0, maximum: 1 }),
  free: integer(5, 'A number of any size'),
  name: string('', 'A name'),
});

/** The number as it is printed: read as numbers, some would differ that are written alike. */
const digits = (value: Expression<number>) => text`${value}`;

describe('what is computed is the same in both outputs', () => {
  const both = bothPrinters(lists);
  const bothOf = bothPrinters(single, [
    { count: 0 },
    { count: 1000, ratio: 1, free: most },
    { ratio: 0.30000000000000004 },
  ]);

  both('with whole numbers, to the last one that is exact', ({ halves, roots, all, parts }) => ({
    tree: {
      sums: each(halves, 'n', (n) => [add(n.field('a'), n.field('b')), sub(n.field('a'), n.field('b'))]),
      products: each(roots, 'n', (n) => mul(n.field('a'), n.field('b'))),
      order: each(all, 'n', (n) => {
        const [a, b] = [n.field('a'), n.field('b')];
        const compared = [lessThan(a, b), greaterThan(a, b), equals(a, b), lessThan(a, 1), greaterThan(b, -1)];
        return [min(a, b, 3), max(a, b), div(a, 7), mod(a, 7), div(a, -2), mod(a, -2), ...compared];
      }),
      quotients: each(parts, 'n', (n) => [div(n.field('a'), n.field('b')), mod(n.field('a'), n.field('b'))]),
    },
  }));

  both('with fractions, by their digits', ({ fractions: given, wide: wider, small, divisors }) => ({
    tree: {
      each: each(given, 'n', (n) => {
        const [a, b] = [n.field('a'), n.field('b')];
        const whole = [floor, ceil, round].map((of) => of(min(max(a, -1e15), 1e15)));
        const compared = [
          lessThan(a, b),
          greaterThan(a, b),
          equals(add(a, b), 0.3),
          lessThan(a, 1),
          greaterThan(a, 1e-7),
        ];
        const real = [
          add(a, b),
          add(a, b, 0.1, 1),
          sub(a, b),
          mul(a, b),
          div(a, 3),
          div(1, 2.5),
          min(a, b),
          max(a, b, 0.1),
        ];
        return [...real.map(digits), ...whole, ...compared];
      }),
      wide: each(wider, 'n', (n) =>
        [add(n.field('a'), n.field('b')), sub(n.field('a'), n.field('b')), min(n.field('a'), 1e20)].map(digits),
      ),
      small: each(small, 'n', (n) => digits(mul(n.field('a'), n.field('b'), 0.1))),
      quotients: each(divisors, 'n', (n) => digits(div(n.field('a'), n.field('b')))),
    },
  }));

  bothOf('in every place', ({ count, ratio, free, name }) => ({
    tree: {
      field: add(count, 1),
      text: text`${add(count, 1)} and ${mul(ratio, 3)} and ${floor(mul(ratio, count))}`,
      word: text`n-${add(count, 1000000)}`,
      block: text`"n": ${add(count, 1)}\n"floor": ${ceil(ratio)}\n`,
      choice: choose(lessThan(add(count, 1), 4), mul(count, 1000), floor(mul(ratio, count))),
      ratio: choose(greaterThan(ratio, 0.2), ratio, add(ratio, 0.2)),
      equal: [
        equals(add(count, 1), 4),
        equals(floor(ratio), 0),
        equals(mul(ratio, 3), 0.3),
        equals(add(count, ratio), count),
      ],
      when: when(and(greaterThan(count, 0), lessThan(ratio, 1)), { deep: mul(count, count) }),
      literals: [add(1, 2), mul(0.1, 0.2), div(7, 2), div(-7, 2), div(7, 2.5), min(0.5, count), max(count, 1.5)],
      rounded: [floor, ceil, round].flatMap((of) => [of(2.5), of(-2.5), of(0.49999999999999994), of(sub(ratio, 0.5))]),
      clamped: [add(min(free, 100), 1), div(free, 2), mod(free, 10), sub(free, 1)],
      nested: div(sub(mul(add(count, 1), 10), 5), max(count, 1)),
      named: [named('sum', 'A sum.', add(count, 1)), add(named('sum', 'A sum.', add(count, 1)), 1)],
      product: [named('product', 'A product.', mul(ratio, 3)), add(named('product', 'A product.', mul(ratio, 3)), 1)],
      fallback: orElse(name, text`${add(count, 1)}`),
    },
    condition: greaterThan(count, -1),
  }));
});

test('the numbers of this proof include those that are hard', () => {
  const { fractions: given } = lists.properties as unknown as Record<string, { readonly default: readonly Pair[] }>;
  expect(given!.default.length).toBeGreaterThan(300);
});
