import { expect, test } from '@jest/globals';
import { allInputs } from '../broken.fixture';
import { referenceRules } from '.';
test.each(allInputs())('%s', (_, input) => {
  expect(referenceRules.flatMap((rule) => rule.check(input).map((b) => `${rule.severity} ${rule.code} ${b.at.construct} ${b.pointer} ${b.message}`))).toEqual([]);
});
