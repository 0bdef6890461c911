import { expect, test } from '@jest/globals';
import { calls, judge } from './judged-mistakes.fixture';

/* The unit test makes some of the mistakes. */

test.each(Object.keys(calls))('no single mistake in a call of %s does harm, and each is explained', (name) => {
  expect(judge(name, 1).complaints).toEqual([]);
});
