import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { shrinkValues } from './shrink-values';

function shrunk(
  values: JsonObject,
  fails: (values: JsonObject) => boolean,
  isAccepted: (values: JsonObject) => boolean = () => true,
) {
  const shrinking = shrinkValues(values, isAccepted);
  let tried = 0;
  let step = shrinking.next();
  for (; !step.done; tried += 1) step = shrinking.next(fails(step.value));
  return { smallest: step.value, tried };
}

const large = { a: { b: [3, 900, { c: 'hello' }], d: true }, e: 12_345_678, f: 'text', g: { h: 1 }, i: false };

test('leaves what makes values fail, as small as it can be', () => {
  const isDeep = (values: JsonObject) => /hell/.test(JSON.stringify(values));
  expect(shrunk(large, isDeep).smallest).toEqual({ a: { b: [{ c: 'hello' }] } });
  const isBig = ({ e = 0 }: JsonObject) => Number(e) > 1000;
  expect(shrunk(large, isBig)).toEqual({ smallest: { e: 1001 }, tried: expect.any(Number) as unknown });
  expect(shrunk(large, isBig).tried).toBeLessThan(200);
  expect(shrunk(large, () => true).smallest).toEqual({});
});

test('tries no values that the schema refuses', () => {
  const needsF = (values: JsonObject) => 'f' in values && String(values['f']).length > 1;
  expect(shrunk(large, () => true, needsF).smallest).toEqual({ f: 'te' });
});

test('gives up after a while with the smallest that it has', () => {
  const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`key${i}`, i]));
  const shrinking = shrinkValues(many, () => true, 10);
  let step = shrinking.next();
  let tried = 0;
  for (; !step.done; tried += 1) step = shrinking.next(false);
  expect({ tried, value: step.value }).toEqual({ tried: 10, value: many });
});
