import { describe, expect, test } from '@jest/globals';
import {
  add,
  block,
  ceil,
  div,
  each,
  floor,
  integer,
  length,
  list,
  lessThan,
  max,
  min,
  mod,
  mul,
  number,
  numberToken,
  refs,
  string,
  sub,
  values,
  type Expression,
} from '.';

/** What TypeScript would not let stand there. */
const untyped = (given: unknown) => given as Expression<number>;

const largest = Number.MAX_SAFE_INTEGER;

const schema = values({
  replicas: integer(3, 'Replicas', { minimum: 1, maximum: 100 }),
  any: integer(3, 'Any whole number'),
  signed: integer(0, 'Above or below', { minimum: -5, maximum: 7 }),
  ratio: number(0.5, 'Ratio', { minimum: 0, maximum: 1 }),
  free: number(0.5, 'Any number'),
  open: block<number>({ type: 'integer' }, 1, 'A whole number of any size'),
  odd: block<number>({ type: 'integer', enum: [-1, 1, 3] }, 1, 'One of a few'),
  above: block<number>({ type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 9 }, 1, 'Between'),
  host: string('db', 'Host'),
  hosts: list<string>(string('', 'Host'), [], 'Hosts', { minItems: 1, maxItems: 9 }),
});
const owner = {};
const { replicas, any, signed, ratio, free, open, odd, above, host, hosts } = refs(schema, owner);

const boundsOf = ({ shape, valueType }: Expression) => [valueType, shape.minimum, shape.maximum];

describe('the bounds of the schema are carried on', () => {
  test.each<[string, Expression, string, number | undefined, number | undefined]>([
    ['a sum', add(replicas, 1), 'integer', 2, 101],
    ['a difference', sub(replicas, signed), 'integer', -6, 105],
    ['a product of what is above and below zero', mul(signed, signed), 'integer', -35, 49],
    ['a product with a fraction', mul(replicas, ratio), 'number', 0, 100],
    ['a product of decimals', mul(ratio, 0.1), 'number', 0, 0.1],
    ['a whole quotient', div(replicas, 7), 'integer', 0, 14],
    ['a quotient by what is above and below zero, never 0', div(replicas, odd), 'integer', -100, 100],
    ['a decimal quotient', div(ratio, 3), 'number', 0, 0.3333333333333333],
    ['a rest', mod(any, 7), 'integer', 0, 6],
    ['a rest of what is below zero', mod(signed, 3), 'integer', -2, 2],
    ['the smallest', min(any, 10), 'integer', 0, 10],
    ['the smallest of what has no bounds', min(free, 2), 'number', undefined, 2],
    ['the largest', max(open, 1), 'integer', 1, undefined],
    ['rounded down', floor(mul(replicas, 0.5)), 'integer', 0, 50],
    ['rounded up', ceil(ratio), 'integer', 0, 1],
    ['of exclusive bounds', add(above, 0), 'integer', 1, 8],
    ['how many elements', length(hosts), 'integer', 1, 9],
    ['just as much as is exact', add(any, 0), 'integer', 0, largest],
  ])('%s', (_, expression, type, least, most) => {
    expect(boundsOf(expression)).toEqual([type, least, most]);
  });
});

describe('what the schema lets go wrong is refused where it is written', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'a sum that may be too large',
      () => add(any, 1),
      /add\(the value any, 1\) may come to 9007199254740992 by the schema, beyond 2\^53 - 1.*\[invalid-arithmetic\]\n {4}Say how large the value any may be: integer\(3, 'Replicas', \{ maximum: 100 \}\)/,
    ],
    ['a product that may be too large', () => mul(any, 2), /beyond 2\^53 - 1/],
    ['a number that has no bounds', () => sub(open, 1), /may come to any number by the schema|any number below zero/],
    ['decimals without bounds', () => mul(free, 2), /beyond 1\.8 \* 10\^308/],
    ['rounding what has no bounds', () => floor(free), /beyond 2\^53 - 1/],
    ['a division by what may be zero', () => div(replicas, signed), /divides by the value signed, which may be 0/],
    ['a division by zero', () => div(replicas, 0), /divides by 0, which may be 0/],
    ['a rest of a division by what may be zero', () => mod(replicas, any), /max\(number, 1\)/],
    ['a quotient that may be too large', () => div(1e300, max(ratio, 1e-300)), /beyond 1\.8/],
    ['a rest of fractions', () => mod(ratio, 2), /a number with a fraction/],
    ['a text', () => add(untyped(host), 1), /number of add\(\) is a string, and no number/],
    ['a literal that is no number', () => add(replicas, untyped('1')), /numbers\[0\] of add\(\) must be a number/],
    ['no number', () => add(NaN), /must be a number/],
    ['infinity', () => max(replicas, Infinity), /must be a number/],
  ])('%s', (_, made, message) => {
    expect(made).toThrow(message);
  });

  test('what the remedies say is taken', () => {
    expect(boundsOf(add(min(any, 100), 1))).toEqual(['integer', 1, 101]);
    expect(boundsOf(div(replicas, max(signed, 1)))).toEqual(['integer', 0, 100]);
  });
});

test('a whole number is what it is when rounded', () => {
  expect(floor(replicas)).toBe(replicas);
  expect(add(replicas)).toBe(replicas);
});

test('a token of a number is computed with as the value that it stands for', () => {
  const { node } = add(numberToken(replicas), 1);
  expect(node.kind === 'arithmetic' && node.operands[0]).toBe(replicas);
});

test('fields of elements carry their bounds', () => {
  const pairs = block<{ n: number }[]>(
    { type: 'array', items: { type: 'object', properties: { n: { type: 'integer', minimum: 1, maximum: 5 } } } },
    [],
    'Pairs',
  );
  each(refs(values({ pairs }), owner).pairs, 'pair', (pair) => {
    expect(boundsOf(add(pair.field('n'), 1))).toEqual(['integer', 2, 6]);
    return lessThan(pair.field('n'), 3);
  });
});
