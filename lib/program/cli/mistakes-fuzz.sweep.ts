import { describe, expect, test } from '@jest/globals';
import { judge } from './judged-mistakes.fixture';
import { calls } from './public-calls.fixture';

/* MISTAKES_EVERY=1 makes all of the mistakes, which takes half a minute. */
const every = Number(process.env['MISTAKES_EVERY'] ?? 3);

describe('one mistake in a call of', () => {
  test.each(Object.keys(calls))('%s does no harm and is explained', (name) => {
    expect(judge(name, every).complaints).toEqual([]);
  });
});
