import { expect, test } from '@jest/globals';
import {
  DefinitionError,
  block,
  boolean,
  evaluate,
  integer,
  isSet,
  list,
  number,
  optional,
  orElse,
  refs,
  string,
  stringMap,
  values,
  type Expression,
  type Json,
} from '.';

const schema = values({
  count: integer(0, 'A count'),
  ratio: number(0, 'A ratio'),
  flag: boolean(false, 'A flag'),
  text: string('', 'A text'),
  share: block<string | number>({ type: ['integer', 'string'] }, '', 'A number or a percentage'),
  names: list<string>(string('', 'A name'), [], 'Names'),
  labels: stringMap({}, 'Labels'),
});
const { count, ratio, flag, text, share, names, labels } = refs(schema, {});

const value = (tree: Expression, values: { [key: string]: Json }) =>
  evaluate(tree, {
    values,
    release: { name: 'demo', namespace: 'space' },
    chart: { name: 'x', version: '1.0.0', appVersion: '1' },
  });

test.each<[string, Expression, RegExp]>([
  ['a whole number', count, /0 is a value/],
  ['a number', ratio, /0 is a value/],
  ['a boolean', flag, /false is a value/],
])('%s is never empty: whoever asks is told, also without types', (_, expression, message) => {
  // What JavaScript may pass, or a cast.
  const given = expression as Expression<string>;
  for (const ask of [() => isSet(given), () => optional(given), () => orElse(given, 'x')]) {
    expect(ask).toThrow(DefinitionError);
    expect(ask).toThrow(message);
  }
});

test.each<[string, Expression, Json, boolean]>([
  ['an empty string', text, '', false],
  ['a blank', text, ' ', true],
  ['the string 0', text, '0', true],
  ['0 where a string may stand', share, 0, true],
  ['an empty string where a number may stand', share, '', false],
  ['an empty list', names, [], false],
  ['a list of an empty string', names, [''], true],
  ['an empty map', labels, {}, false],
  ['a map', labels, { a: '' }, true],
])('%s', (_, expression, given, expected) => {
  const { node } = expression;
  const key = node.kind === 'reference' ? node.path[0]! : '';
  expect(value(isSet(expression), { [key]: given })).toBe(expected);
  expect(value(optional(expression), { [key]: given })).toEqual(expected ? given : undefined);
});

test('0 replicas stay 0 replicas', () => {
  expect(value(orElse(share, 3), { share: 0 })).toBe(0);
  expect(value(orElse(share, 3), { share: '' })).toBe(3);
});
