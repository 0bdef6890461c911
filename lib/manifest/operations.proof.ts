import { describe, expect, test } from '@jest/globals';
import {
  block,
  boolean,
  integer,
  nameToken,
  number,
  numberToken,
  oneOf,
  string,
  token,
  validateValues,
  values,
  type Expression,
  type Json,
} from '../values';
import { hostileStrings } from '../verify/hostile.fixture';
import { judge, type Subject, type Verdict } from './judge-operations.fixture';
import { numberOperations, stringOperations } from './operations.fixture';

const label = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$';
const free = string('', 'Any text');
const name = string('a', 'A name', { pattern: label });
const share = block<string | number>({ type: ['integer', 'string'] }, '', 'A number or a percentage');

const accepted = [...hostileStrings, 'e\u0301', 'Stra\u00dfe', '\u0130', 'a--b', '../x', 'a.b.c'].filter(
  (value) => validateValues(values({ value: free }), { value }, 'here').length === 0,
);
const numbers = [0, 1, 7, 80, 255, 1024, 8080, 65_535, 12_345_678];
const fractions = [0, 0.5, 0.1, 1, 2.25, 1e21, 80, 1e-7];

const asText = (reference: Expression) => String(reference);
const asToken = (reference: Expression) => token(reference as Expression<string>);
const text = (value: Json) => String(value);

const strings: readonly (readonly [string, Subject<string>])[] = [
  ['any text', { leaf: free, take: asText, values: accepted, given: text }],
  ['any text, as a token', { leaf: free, take: asToken, values: accepted, given: text }],
  ['a name', { leaf: name, take: asText, values: ['a', 'a1-b', '0', '1e3', 'x'.repeat(70)], given: text }],
  ['a name, as a token', { leaf: name, take: asToken, values: ['a', 'a1-b', '1e3'], given: text }],
  [
    'a name, as a name',
    { leaf: name, take: (r) => nameToken(r as Expression<string>), values: ['a', 'a1-b', '1e3'], given: text },
  ],
  ['a whole number', { leaf: integer(0, 'A number'), take: asText, values: numbers, given: text }],
  ['a fraction', { leaf: number(0, 'A number'), take: asText, values: fractions, given: text }],
  ['a boolean', { leaf: boolean(true, 'On'), take: asText, values: [true, false], given: text }],
  [
    'a word',
    { leaf: oneOf(['Info', 'de.bug'], 'Info', 'A word'), take: asText, values: ['Info', 'de.bug'], given: text },
  ],
  ['a share', { leaf: share, take: asText, values: ['50%', 5, '', '"', 12_345_678], given: text }],
];

/** Whether a string has a part, and where: with the token in the object as well, `false` and -1 leave no trace of it. */
const isQuestion = /^(endsWith|includes|indexOf|isWellFormed|lastIndexOf|localeCompare|match|search|startsWith)\(/;
const answers = stringOperations.filter(({ name }) => !isQuestion.test(name));

const kept = <T>(subject: Subject<T>): Subject<T> => ({ ...subject, isKept: true });

const isCode = (verdict: Verdict, operation: string) => verdict.refused.get(operation);

describe('whatever a program does with the token of a string is right or refused', () => {
  test.each(strings)('%s', (_, subject) => {
    const verdict = judge(stringOperations, subject);
    expect(verdict.wrong).toEqual([]);
    for (const operation of ['toString()', 'a text around it', 'joined', 'repeat(2)', 'concat("a")', 'in a map']) {
      expect(verdict.right).toContain(operation);
    }
    for (const operation of ['base64', 'hex', 'reversed', 'slice(0, 5)', 'toUpperCase()', 'padStart(100, "-")']) {
      expect(verdict.refused.has(operation)).toBe(true);
    }
  });

  test.each(strings.filter((_, i) => [0, 1, 3, 5, 9].includes(i)))(
    '%s, which is in the object as well',
    (_, subject) => {
      expect(judge(answers, kept(subject)).wrong).toEqual([]);
    },
  );

  test('what the JSON of texts and values says is said', () => {
    const written = stringOperations.filter((operation) => operation.name.includes('JSON'));
    for (const [, subject] of strings) {
      const { right } = judge(written, subject);
      const json = [
        'JSON',
        'JSON of an object',
        'JSON, indented',
        'JSON of JSON',
        'JSON of JSON of JSON',
        'JSON in a text',
      ];
      expect(right).toEqual(expect.arrayContaining(json));
    }
  });

  test('most is found in the first build, with the expression to use', () => {
    const verdict = judge(stringOperations, strings[0]![1]);
    for (const operation of [
      'base64',
      'base64url',
      'hex',
      'encodeURIComponent',
      'toLowerCase()',
      'trim()',
      'split(".")',
    ]) {
      expect([operation, isCode(verdict, operation)]).toEqual([operation, 'mangled-token']);
    }
  });
});

const numberSubjects: readonly (readonly [string, Subject<number>])[] = [
  [
    'a whole number',
    { leaf: integer(0, 'A number'), take: (r) => numberToken(r as Expression<number>), values: numbers, given: Number },
  ],
  [
    'one that may be negative',
    {
      leaf: integer(0, 'A number', { minimum: -100 }),
      take: (r) => numberToken(r as Expression<number>),
      values: [...numbers, -1, -100],
      given: Number,
    },
  ],
  [
    'a fraction',
    {
      leaf: number(0, 'A number'),
      take: (r) => numberToken(r as Expression<number>),
      values: fractions,
      given: Number,
    },
  ],
];

describe('whatever a program does with the token of a number is right or refused', () => {
  test.each(numberSubjects)('%s', (_, subject) => {
    const verdict = judge(numberOperations, subject);
    expect(verdict.wrong).toEqual([]);
    for (const operation of ['valueOf()', 'in a text', 'in m', 'JSON', 'in a list', '+']) {
      expect(verdict.right).toContain(operation);
    }
    for (const operation of [
      '+ 1',
      '+ 0.5',
      '* 2',
      '/ 60',
      'rounded / 1024',
      '* itself',
      '| 0',
      'toString(16)',
      '+ 1 in a text',
    ]) {
      expect([operation, isCode(verdict, operation)]).toEqual([operation, 'mangled-token']);
    }
    for (const operation of ['at least 5', 'at most 5', '% 10', '& 1', 'cut', 'padded to two']) {
      expect(verdict.refused.has(operation)).toBe(true);
    }
  });

  test.each(numberSubjects.slice(1))('%s, which is in the object as well', (_, subject) => {
    expect(judge(numberOperations, kept(subject)).wrong).toEqual([]);
  });
});
