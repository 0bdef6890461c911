import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from './expression';
import { fits } from './fits';
import { addDefinitions, leafErrors } from './leaf-validator';
import { sameJson } from './same-json';
import type { TSchema } from './schema';

type Schema = { readonly [keyword: string]: unknown };

const text = fc.constantFrom('', 'a', 'ab', 'b', 'é', '\u{1f600}', '\u{1f600}a', '1');
const number = fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 1e21);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab', ''), tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const count = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'array', 'object', 'null');
const pattern = fc.constantFrom('^a', 'b$', '^[ab]*$', '^.$');
const { schema } = fc.letrec<{ schema: Schema | boolean; few: readonly (Schema | boolean)[] }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    fc.record({ $ref: fc.constantFrom('#/definitions/fits.Pair', '#/definitions/fits.Tree') }),
    fc.record(
      {
        type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
        enum: fc.array(value, { minLength: 1, maxLength: 3 }),
        const: value,
        minimum: number,
        exclusiveMaximum: number,
        pattern,
        minLength: count,
        maxLength: count,
        minItems: count,
        uniqueItems: fc.boolean(),
        minProperties: count,
        required: fc.subarray(['a', 'b']),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        maximum: number,
        exclusiveMinimum: number,
        maxItems: count,
        maxProperties: count,
        items: fc.oneof(tie('schema'), tie('few')),
        additionalItems: tie('schema'),
        contains: tie('schema'),
        properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { noNullPrototype: true }),
        patternProperties: fc.dictionary(pattern, tie('schema'), { maxKeys: 1, noNullPrototype: true }),
        additionalProperties: tie('schema'),
        propertyNames: tie('schema'),
        dependencies: fc.constantFrom({ a: ['b'] }, { b: { minProperties: 2 } }),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        allOf: tie('few'),
        anyOf: tie('few'),
        oneOf: tie('few'),
        not: tie('schema'),
        if: tie('schema'),
        then: tie('schema'),
        else: tie('schema'),
      },
      { requiredKeys: [] },
    ),
  ),
  few: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
}));

describe('a value fits a schema', () => {
  addDefinitions({
    'fits.Pair': { type: 'array', items: { $ref: '#/definitions/fits.Tree' }, minItems: 2, maxItems: 2 },
    'fits.Tree': {
      anyOf: [
        { type: 'string', maxLength: 1 },
        { type: 'object', additionalProperties: { $ref: '#/definitions/fits.Tree' } },
      ],
    },
  });

  test('where the compiled validator finds nothing wrong with it, whatever the schema', () => {
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 5, maxLength: 10 }), (inner, values) => {
        const leaf = { description: 'x', allOf: [inner] };
        for (const each of values) {
          const isAccepted = leafErrors(leaf as unknown as TSchema, each).length === 0;
          expect({ each, inner, fits: fits(leaf, each) }).toEqual({ each, inner, fits: isAccepted });
          seen[`${isAccepted}`] += 1;
        }
      }),
      { numRuns: 300, seed: 7 },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(300);
  });

  test.each<[string, Schema, Json, boolean]>([
    ['characters are counted, not halves of them', { maxLength: 1 }, '\u{1f600}', true],
    ['as few as they are', { minLength: 2 }, '\u{1f600}', false],
    ['the order of keys says nothing', { const: { a: 1, b: 2 } }, { b: 2, a: 1 }, true],
    ['nor does it tell elements apart', { uniqueItems: true }, [{ a: 1, b: 2 }, { b: 2, a: 1 }], false], // prettier-ignore
    ['a text is not the number that it shows', { uniqueItems: true }, [1, '1'], true],
    ['what is undefined is not asked', { minLength: undefined }, '', true],
  ])('%s', (_, asked, given, expected) => {
    expect(fits(asked, given)).toBe(expected);
  });
});

test('two values say the same where their JSON differs in nothing but the order of keys', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(sameJson(a, structuredClone(a))).toBe(true);
      expect(sameJson(a, b)).toBe(sameJson(b, a));
      if (JSON.stringify(a) === JSON.stringify(b)) expect(sameJson(a, b)).toBe(true);
    }),
    { numRuns: 500, seed: 2 },
  );
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameJson([], {})).toBe(false);
});
