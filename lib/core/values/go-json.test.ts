import { expect, test } from '@jest/globals';
import { goJson } from './go-json';

test('keys are sorted by their bytes, not by their UTF-16 units', () => {
  expect(goJson({ '\u{1f600}': 1, '\uffff': 2, b: 3, a: { d: 1, c: 2 } })).toBe(
    '{"a":{"c":2,"d":1},"b":3,"\uffff":2,"\u{1f600}":1}',
  );
});

test('the order of keys does not matter, that of elements does', () => {
  expect(goJson({ a: 1, b: 2 })).toBe(goJson({ b: 2, a: 1 }));
  expect(goJson([1, 2])).not.toBe(goJson([2, 1]));
});
