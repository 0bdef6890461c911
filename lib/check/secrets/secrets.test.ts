import { describe, expect, test } from '@jest/globals';
import { allInputs, breachesOf } from '../broken.fixture';
import { semanticRules } from '../semantics';
import { operationsRules } from '../operations';
import { securityRules } from '../security';
import { secretRules } from './index';

describe('all', () => {
  test.each(allInputs())('%s breaks none', (_name, input) => {
    const out = [...secretRules, ...semanticRules, ...operationsRules, ...securityRules].flatMap((rule) => rule.check(input).map((b) => `${rule.code} ${b.at.object['kind'] as string} ${(b.at.object['metadata'] as {name: string}).name} ${b.pointer} ${b.message}`));
    expect(out).toEqual([]);
  });
});
