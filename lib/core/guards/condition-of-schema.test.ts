import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { and, evaluate, refs, string, integer, values } from '../values';
import { fits } from '../values/fits';
import { conditionsOfSchema } from './condition-of-schema';

/* What a schema asks of a text or a number, as conditions of a template: never more than the schema does, and all of it where it can be said. */

const schema = values({ word: string('', 'A word'), count: integer(0, 'A number') });
const { word, count } = refs(schema, {});
const unknown = { patterns: [], longest: Infinity };

const texts = fc.constantFrom('', 'a', 'ab', 'b', 'aab', '1', 'bb.a');
const numbers = fc.integer({ min: -3, max: 5 });
const pattern = fc.constantFrom('^a', 'b$', '^[ab]*$', '^.$', '\\.');
const bound = fc.integer({ min: 0, max: 3 });

type Schema = { readonly [keyword: string]: unknown };
const said = fc.letrec<{ schema: Schema; leaf: Schema }>((tie) => ({
  leaf: fc.record(
    {
      ...{ pattern, minLength: bound, maxLength: bound, minimum: bound, maximum: bound, exclusiveMinimum: bound },
      exclusiveMaximum: bound,
      enum: fc.array(fc.oneof(texts, numbers), { minLength: 1, maxLength: 3 }),
      const: fc.oneof(texts, numbers),
      type: fc.constantFrom('string', 'integer', ['integer', 'string'], ['number', 'string'], 'number'),
    },
    { requiredKeys: [] },
  ),
  schema: fc.oneof(
    { maxDepth: 2 },
    tie('leaf'),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('schema') }),
    fc.record({ if: tie('schema'), then: tie('schema') }),
  ),
})).schema;

const holds = (asked: Schema, value: string | number): boolean => {
  const conditions = conditionsOfSchema(asked, typeof value === 'string' ? word : count, unknown);
  if (conditions.length === 0) return true;
  const release = {
    values: typeof value === 'string' ? { word: value, count: 0 } : { word: '', count: value },
    release: { name: 'shop', namespace: 'here' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
  };
  return evaluate(and(...conditions), release) === true;
};

test('what a schema accepts is never refused', () => {
  fc.assert(
    fc.property(said, fc.oneof(texts, numbers), (asked, value) => {
      fc.pre(fits(asked, value));
      expect(holds(asked, value)).toBe(true);
    }),
    { numRuns: 3000, seed: 16 },
  );
});

test.each<[Schema, readonly (string | number)[]]>([
  [{ pattern: '^a' }, ['', 'b']],
  [{ minLength: 1, maxLength: 2 }, ['', 'aab']],
  [{ type: ['integer', 'string'], minimum: 1, maximum: 3, pattern: '^a' }, ['b', 0, 4]],
  [{ exclusiveMinimum: 1, exclusiveMaximum: 3 }, [1, 3]],
  [{ enum: ['a', 'b', 1] }, ['', 2]],
  [{ const: 'a' }, ['b']],
  [{ not: { pattern: '^a' } }, ['a', 'ab']],
  [{ not: { enum: ['a', 1] } }, ['a', 1]],
  [
    {
      anyOf: [
        { type: 'integer', maximum: 2 },
        { type: 'string', pattern: '^a' },
      ],
    },
    ['b', 3],
  ],
  [{ allOf: [{ pattern: 'b$' }, { pattern: '^a' }] }, ['b', 'a']],
  [{ if: { pattern: '^a' }, then: { maxLength: 1 } }, ['ab']],
])('%j is asked', (asked, refused) => {
  for (const value of refused) expect({ value, holds: holds(asked, value) }).toEqual({ value, holds: false });
});

test('what is known is not asked', () => {
  const asked = { pattern: '^[a-z]+$', minLength: 1, maxLength: 3, not: { pattern: '^[0-9]+$' } };
  expect(conditionsOfSchema(asked, word, { patterns: ['^[ab]{1,3}$'], longest: 3 })).toEqual([]);
  expect(conditionsOfSchema(asked, word, { patterns: ['^[ab]{1,3}$'], longest: 4 })).toHaveLength(1);
  expect(conditionsOfSchema(asked, word, { patterns: ['^[ab0]*$'], longest: 3 })).toHaveLength(2);
});
