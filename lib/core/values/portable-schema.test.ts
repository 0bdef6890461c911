import { expect, test } from '@jest/globals';
import { refusedByGo } from './portable-schema';
import { refs } from './refs';
import { block, blockText, list, string, values } from './schema';

test.each([
  ['(?=x)x', 'the lookaround (?='],
  ['^(?!-)[a-z-]+$', 'the lookaround (?!'],
  ['(?<!a)b', 'the lookaround (?<!'],
  ['^[\\u0041-z]$', 'the escape \\u'],
  ['\\u{1f600}', 'the escape \\u'],
  ['^(?<q>x)\\k<q>$', 'the escape \\k'],
  ['^(x)\\1$', 'the escape \\1'],
  ['\\cA', 'the escape \\c'],
  ['^x{1,2000}$', 'the count {1,2000}, above 1000'],
  ['a[^]b', 'the empty class [^]'],
])('Go refuses %s', (pattern, piece) => {
  expect(refusedByGo(pattern)).toBe(piece);
});

test.each([
  '^[(?=]+$',
  '^\\\\u$',
  '^[\\\\u]$',
  '^(?<q>x)$',
  '(?:a|b){0,1000}',
  '\\[]',
  '[\\]u]',
  '^\\d+\\.\\p{L}$',
  '\\\\1',
])('Go reads %s', (pattern) => {
  expect(refusedByGo(pattern)).toBeUndefined();
});

test.each([
  ['of a text', string('x', 'X', { pattern: '(?=x)x' })],
  ['of elements', list(blockText({ pattern: '(?=x)x' }), [], 'X')],
  ['deep in a block', block({ type: 'object', properties: { a: { pattern: '(?=x)x' } } }, {}, 'X')],
  ['of the keys of a block', block({ type: 'object', patternProperties: { '(?=x)x': {} } }, {}, 'X')],
])('a pattern that Helm cannot read is refused: %s', (_, schema) => {
  expect(() => refs(values({ name: schema }), {})).toThrow(
    /^name: Helm cannot read the pattern "\(\?=x\)x".*\[invalid-pattern\]/,
  );
});

test('what only looks like a pattern is left alone', () => {
  const schema = block({ type: 'object', properties: { pattern: { type: 'string' } } }, { pattern: '(?=x)' }, 'X');
  expect(() => refs(values({ name: schema }), {})).not.toThrow();
});

test('a format is refused wherever it stands, since readers of schemas do not agree on any', () => {
  const schema = block({ type: 'object', properties: { mail: { type: 'string', format: 'email' } } }, {}, 'X');
  expect(() => refs(values({ name: schema }), {})).toThrow(/^name: the format "email" means .* \[unsteady-format\]/);
});

test('a property that is called format is left alone', () => {
  const schema = block({ type: 'object', properties: { format: { type: 'string' } } }, { format: 'email' }, 'X');
  expect(() => refs(values({ name: schema }), {})).not.toThrow();
});
