import { describe, expect, test } from '@jest/globals';
import { judge, type Subject, type Verdict } from './judge-operations.fixture';
import { numberOperations, stringOperations } from './operations.fixture';
import { numberSubjects, stringSubjects as strings } from './subjects.fixture';

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
