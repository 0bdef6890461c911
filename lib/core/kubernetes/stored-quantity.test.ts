import { describe, expect, test } from '@jest/globals';
import { storedQuantities } from './stored-quantity.fixture';
import { nanoOf, quantityOfNano, storedQuantity } from './stored-quantity';

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

describe('sums of quantities', () => {
  test('are exact, also where a floating number is not', () => {
    const sum = ['0.1', '200m', '1n'].reduce((all, each) => all + nanoOf(each)!, 0n);
    expect(quantityOfNano(sum, 'count')).toBe('300000001n');
    expect(quantityOfNano(nanoOf('9007199254740993')! + nanoOf('1Ki')!, 'bytes')).toBe('9007199254742017');
  });

  test.each([
    [['512Mi', '1536Mi'], '2Gi'],
    [['1Gi', '384Mi'], '1408Mi'],
    [['1G', '500M'], '1500M'],
    [['0'], '0'],
  ])('of bytes, %p, are %s', (parts, sum) => {
    expect(
      quantityOfNano(
        parts.reduce((all, each) => all + nanoOf(each)!, 0n),
        'bytes',
      ),
    ).toBe(sum);
  });

  test('know no quantity in other texts', () =>
    expect([nanoOf('much'), nanoOf('-1')]).toEqual([undefined, -(10n ** 9n)]));
});
