import { afterAll, describe, expect, test } from '@jest/globals';
import * as published from '../..';
import { everydayMistakes } from './everyday-mistakes.fixture';
import { isExplained, judge } from './judged-mistakes.fixture';
import { outcomeOf } from './outcome.fixture';
import { notCalled } from './not-called.fixture';
import { calls } from './public-calls.fixture';

/*
 * Whatever an author gets wrong in one place works or is refused with its place and what was expected; nothing is wrong without a
 * word, and none of it is a failure of ours. This makes one of 24 mistakes in calls, `mistakes-fuzz.sweep.ts` one of three.
 */

describe('one mistake in a call of', () => {
  let count = 0;

  test.each(Object.keys(calls))('%s does no harm and is explained', (name) => {
    const judged = judge(name, 24);
    count += judged.count;
    expect(judged.complaints).toEqual([]);
  });

  afterAll(() => {
    if (count < 130) throw new Error(`only ${count} mistakes were made`);
  });
});

test('everything that is public is called, or is not for definitions', () => {
  const called = new Set(Object.keys(calls).map((name) => name.split('.')[0]));
  const functions = Object.entries(published).filter(
    ([, value]) => typeof value !== 'string' && typeof value !== 'number',
  );
  const forgotten = functions.map(([name]) => name).filter((name) => !called.has(name) && !(name in notCalled));
  const gone = [...called, ...Object.keys(notCalled)].filter((name) => !(name! in published));
  expect({ forgotten, gone }).toEqual({ forgotten: [], gone: [] });
});

describe('a definition in which', () => {
  test.each(Object.entries(everydayMistakes))('%s', (_, build) => {
    const outcome = outcomeOf(build);
    if (outcome.kind === 'failed') throw outcome.error;
    const problems = outcome.kind === 'refused' ? outcome.problems : [];
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.filter((problem) => !isExplained(problem))).toEqual([]);
  });
});
