import { expect, test } from '@jest/globals';
import { ValueDrawing } from '../kit/draw-values';
import { Random } from '../kit/random';
import { smallSubject } from './small.fixture';
import { spoilValue } from './spoil-value';

const drawing = new ValueDrawing(smallSubject().definition.schema);
const random = new Random(1);
const spoilt = (schema: object, value: Parameters<typeof spoilValue>[2]) =>
  new Set(Array.from({ length: 4000 }, () => JSON.stringify(spoilValue(drawing, schema, value, random))));

test('a number goes to its bounds and beyond', () => {
  const found = spoilt({ type: 'integer', minimum: 30000, maximum: 32767 }, 31000);
  for (const each of [29999, 30000, 30001, 32766, 32767, 32768, '""', 'null'])
    expect([...found]).toContain(String(each));
});

test('a text becomes one of another length and form', () => {
  const found = [...spoilt({ type: 'string', maxLength: 5 }, 'abc')].map((each) => JSON.parse(each) as unknown);
  expect(found).toEqual(expect.arrayContaining(['abccc', 'abcccc', '-abc', 'ABC', '', 'a_b']));
});

test('a text never becomes half a character', () => {
  const found = [...spoilt({ type: 'string', maxLength: 3 }, '😀a😀')].map((each) => JSON.parse(each) as unknown);
  expect(found).toEqual(expect.arrayContaining(['😀a', 'a😀', '😀a😀😀']));
  expect(found.filter((each) => typeof each === 'string' && /\p{Surrogate}/u.test(each))).toEqual([]);
});

test('a list loses an element, or has one twice', () => {
  const found = [...spoilt({ type: 'array', items: { type: 'boolean' } }, [true])];
  expect(found).toEqual(expect.arrayContaining(['[]', '[true,true]', '[false]']));
});

test('a map has a field more, or one less, wherever it stands', () => {
  const schema = { properties: { a: { properties: { b: { enum: [1] }, c: { enum: [2] } } } } };
  const found = [...spoilt(schema, { a: { b: 1 } })];
  expect(found).toEqual(
    expect.arrayContaining(['{}', '{"a":{}}', '{"a":{"b":1,"c":2}}', '{"a":{"b":1,"unheardOf":1}}']),
  );
});
