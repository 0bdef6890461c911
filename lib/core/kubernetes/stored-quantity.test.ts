import { describe, expect, test } from '@jest/globals';
import { storedQuantities } from './stored-quantity.fixture';
import { storedQuantity } from './stored-quantity';

describe('a quantity', () => {
  test.each(storedQuantities)('%s is stored as %s', (written, stored) => {
    expect(storedQuantity(written)).toBe(stored);
  });

  test('that is stored stays as it is', () => {
    expect(storedQuantities.map(([, stored]) => storedQuantity(stored))).toEqual(
      storedQuantities.map(([, stored]) => stored),
    );
  });

  test('may be written as a number, and is stored as a text', () => {
    expect([1, 0.5, 1000, 0, 1.5, 0.25].map(storedQuantity)).toEqual(['1', '500m', '1k', '0', '1500m', '250m']);
  });

  test('that is none, or beyond all units, is stored in no form', () => {
    expect(['', 'much', '1Kb', '1e500', '1000E'].map(storedQuantity)).toEqual(Array(5).fill(undefined));
  });
});
