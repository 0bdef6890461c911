import { describe, expect, test } from '@jest/globals';
import { tokens } from '../../core/values';
import { warm } from './warm';

describe('what a process does before its run', () => {
  test('goes through without a fault, and leaves nothing behind', () => {
    const steps = [...warm()];
    expect(steps.length).toBeGreaterThan(5);
    expect({ lost: tokens.lost(), areJudged: tokens.areJudged, hasStrings: tokens.hasStrings }).toEqual({
      lost: [],
      areJudged: false,
      hasStrings: false,
    });
  });
});
