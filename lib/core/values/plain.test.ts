import { expect, test } from '@jest/globals';
import { isEndless, isPlain, somePlain } from './plain';

test('a list or map is endless where it is inside itself, and not where it is there twice', () => {
  const shared = { a: 1 };
  const loop: { [key: string]: unknown } = { list: [] };
  (loop['list'] as unknown[]).push({ back: loop });
  expect([isEndless({ x: shared, y: [shared, shared] }), isEndless({ x: [loop] }), isEndless(loop)]).toEqual([
    false,
    true,
    true,
  ]);
});

test('objects of classes are not entered', () => {
  class Own {
    readonly marked = { wanted: true };
  }
  const isWanted = (node: object) => 'wanted' in node;
  expect(somePlain({ list: [{ wanted: 1 }] }, isWanted)).toBe(true);
  expect(somePlain({ own: new Own() }, isWanted)).toBe(false);
  expect([isPlain([]), isPlain(Object.create(null)), isPlain(new Own()), isPlain(null), isPlain('')]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
