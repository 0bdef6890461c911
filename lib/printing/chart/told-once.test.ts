import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Sayings } from './told-once';

const { part } = fc.letrec<{ part: unknown }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('', 'a', 'a",', 0, 1.5, true, null),
    fc.array(tie('part'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'title', '"'), fc.oneof(fc.constant(undefined), tie('part')), {
      noNullPrototype: true,
    }),
  ),
}));

test('parts have one saying where their JSON is the same, which knows how long that is', () => {
  const sayings = new Sayings();
  const texts = new Map<unknown, string>();
  let again = 0;
  fc.assert(
    fc.property(part, (each) => {
      const [saying, text] = [sayings.of(each), JSON.stringify(each)];
      expect(saying.length).toBe(text.length);
      if (texts.has(saying)) again += 1;
      else expect([...texts.values()]).not.toContain(text);
      expect(texts.get(saying) ?? text).toBe(text);
      texts.set(saying, text);
    }),
    { numRuns: 800, seed: 5 },
  );
  expect(again).toBeGreaterThan(100);
});

test('a part is compared without what nobody asks about', () => {
  const sayings = new Sayings();
  const title = new Set(['title']);
  expect(sayings.of({ title: 'x', type: 'string' }, title)).toBe(sayings.of({ type: 'string' }));
  expect(sayings.of({ title: 'x', items: { title: 'y' } }, title)).toBe(sayings.of({ items: { title: 'y' } }));
  expect(sayings.of({ a: 1, b: 2 })).not.toBe(sayings.of({ b: 2, a: 1 }));
});
