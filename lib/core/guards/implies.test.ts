import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fits } from '../values/fits';
import { implies, remaining } from './implies';
import type { JsonSchema } from './json-schema';

const labelKey = { pattern: '^([a-z.]*/)?[a-z]{1,63}$', maxLength: 253 };
const port = { type: 'integer', minimum: 0, maximum: 32767, not: { minimum: 1, maximum: 29999 } };
const percentage = { type: ['integer', 'string'], minimum: 1, maximum: 100, pattern: '^([1-9][0-9]?%|100%)?$' };

describe('what a schema says already', () => {
  test.each<[string, JsonSchema, JsonSchema]>([
    [
      'ports of nodes',
      port,
      { type: 'integer', minimum: -5, anyOf: [{ const: 0 }, { minimum: 30000, maximum: 32767 }] },
    ],
    [
      'percentages',
      percentage,
      { type: ['integer', 'string'], anyOf: [{ const: '' }, { minimum: 0, pattern: '^0*(100|[0-9]{1,2})%$' }] },
    ],
    ['lengths', { propertyNames: labelKey }, { propertyNames: { not: { type: 'string', pattern: '^[^/]{254}' } } }],
    ['fields', { properties: { a: port } }, { properties: { a: { maximum: 40000 } } }],
    ['parts', { allOf: [{ required: ['a'] }, { required: ['b', 'c'] }] }, { required: ['c', 'a'] }],
    ['a text or nothing', { pattern: '^(a[.]|bc)?$' }, { anyOf: [{ const: '' }, { pattern: '^(a[.]|bc)$' }] }],
    ['fields that are not named', { additionalProperties: port }, { properties: { a: { maximum: 40000 } } }],
    ['lists of whole numbers', { type: ['array', 'integer'] }, { type: ['array', 'number'] }],
    ['what holds always, under a condition', { minItems: 2 }, { if: { maxItems: 9 }, then: { minItems: 1 } }],
  ])('%s', (_what, schema, wanted) => {
    expect(implies(schema, wanted)).toBe(true);
  });

  test.each<[string, JsonSchema, JsonSchema]>([
    [
      'a number in a gap',
      { ...port, not: { minimum: 1, maximum: 29998 } },
      { anyOf: [{ const: 0 }, { minimum: 30000 }] },
    ],
    ['a text', percentage, { pattern: '^[1-9]' }],
    [
      'a key that is short enough',
      { propertyNames: { ...labelKey, maxLength: 254 } },
      { propertyNames: { not: { pattern: '^[^/]{254}' } } },
    ],
    ['a part of a text', { pattern: '^(a)(b)?$' }, { anyOf: [{ const: '' }, { pattern: '^(a)(b)$' }] }],
    ['a number that need not be whole', { type: ['array', 'number'] }, { type: ['array', 'integer'] }],
    ['a field that nobody asks about', { properties: { a: port } }, { properties: { b: { maximum: 40000 } } }],
    ['other fields', { properties: { a: {} }, additionalProperties: port }, { additionalProperties: port }],
    ['the other case', { minItems: 2 }, { if: { maxItems: 9 }, then: { minItems: 1 }, else: { maxItems: 20 } }],
  ])('is not %s', (_what, schema, wanted) => {
    expect(implies(schema, wanted)).toBe(false);
  });

  test('is left out of what is asked, field by field', () => {
    const wanted = { properties: { a: { maximum: 40000 }, b: { maximum: 9 } } };
    expect(remaining({ properties: { a: port } }, wanted)).toEqual({ properties: { b: { maximum: 9 } } });
    expect(remaining({ properties: { a: port, b: { maximum: 3 } } }, wanted)).toBeUndefined();
    expect(remaining({ properties: { a: port } }, { properties: { a: { maximum: 40000 } }, required: ['a'] })).toEqual({
      properties: {},
      required: ['a'],
    });
  });

  test('accepts no value that is refused by what it is said to say', () => {
    const scalar: fc.Arbitrary<JsonSchema> = fc.oneof(
      fc.record(
        {
          type: fc.constantFrom<unknown>('integer', 'string', ['integer', 'string']),
          minimum: fc.integer({ min: -3, max: 3 }),
          maximum: fc.integer({ min: -3, max: 3 }),
          pattern: fc.constantFrom('^a?$', '^[ab]*$', '^(a|b)$', '^b$', '^[a-c]+$'),
          maxLength: fc.integer({ min: 0, max: 3 }),
          not: fc.constantFrom({ const: 0 }, { minimum: 1, maximum: 2 }, { pattern: '^b' }),
          anyOf: fc.constantFrom([{ const: '' }, { pattern: '^a$' }], [{ const: 0 }, { minimum: 2 }]),
        },
        { requiredKeys: [] },
      ),
    );
    const whole = fc.oneof(
      scalar,
      fc.record({ items: scalar, minItems: fc.integer({ min: 0, max: 2 }) }, { requiredKeys: [] }),
      fc.record(
        {
          properties: fc.dictionary(fc.constantFrom('a', 'b'), scalar),
          additionalProperties: scalar,
          propertyNames: fc.constantFrom({ pattern: '^a$' }, { pattern: '^[ab]*$' }),
          required: fc.subarray(['a', 'b']),
          allOf: fc.array(scalar, { maxLength: 2 }),
        },
        { requiredKeys: [] },
      ),
    );
    const text = fc.constantFrom('', 'a', 'b', 'ab', 'c');
    const value = fc.oneof(
      fc.integer({ min: -4, max: 4 }),
      text,
      fc.array(fc.oneof(text, fc.integer({ min: -4, max: 4 })), { maxLength: 3 }),
      fc.dictionary(text, fc.oneof(text, fc.integer({ min: -4, max: 4 }))),
    );
    let said = 0;
    fc.assert(
      fc.property(whole, whole, fc.array(value, { minLength: 30, maxLength: 40 }), (schema, wanted, values) => {
        if (!implies(schema, wanted)) return;
        said += 1;
        for (const each of values) if (fits(schema, each)) expect(fits(wanted, each)).toBe(true);
      }),
      { numRuns: 20_000, seed: 3 },
    );
    expect(said).toBeGreaterThan(500);
  });
});
