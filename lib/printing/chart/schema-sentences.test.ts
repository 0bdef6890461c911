import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import type { JsonSchema } from '../../core/guards/json-schema';
import { withSentences } from './schema-sentences';

const ajv = new Ajv({ strict: false });

/** A rule that editors say nothing of, beside a condition that stands there already. */
const besideCondition: JsonSchema = {
  type: 'string',
  not: { pattern: '^-' },
  errorMessage: 'must not begin with a dash',
  if: { maxLength: 3 },
  then: { pattern: '^[a-z-]*$' },
};

describe('a sentence of a rule beside a condition', () => {
  const told = withSentences(besideCondition);

  test.each([
    ['abc', true],
    ['ABC', false],
    ['ABCD', true],
    ['-bc', false],
    ['-BCD', false],
  ])('of %s is the verdict that of the rule and the condition: %s', (value, expected) => {
    expect([besideCondition, told].map((schema) => ajv.compile(schema)(value))).toEqual([expected, expected]);
  });

  test('leaves the condition where it is, and stands in one of its own', () => {
    expect(told['if']).toEqual({ maxLength: 3 });
    expect(told['allOf']).toEqual([
      {
        if: { not: { pattern: '^-' } },
        else: { const: 'must not begin with a dash', errorMessage: 'must not begin with a dash' },
      },
    ]);
  });

  test('stands behind the rules that are there', () => {
    const { allOf } = withSentences({ ...besideCondition, allOf: [{ minLength: 2 }] });
    expect((allOf as readonly JsonSchema[]).map((each) => Object.keys(each))).toEqual([['minLength'], ['if', 'else']]);
  });
});
