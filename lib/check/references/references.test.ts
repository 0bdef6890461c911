import { describe, expect, test } from '@jest/globals';
import { allInputs } from '../broken.fixture';
import { referenceRules } from '.';
import { hookRules, hookOrder } from '../hooks';
test.each(allInputs())('%s', (_, input) => {
  expect([...referenceRules, ...hookRules].flatMap((rule) => rule.check(input).map((b) => `${rule.severity} ${rule.code} ${b.at.construct} ${b.pointer} ${b.message}`))).toEqual([]);
  console.log(hookOrder(input));
});
