import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boolean, choose, evaluate, integer, oneOf, orElse, refs, releaseName, string, text, values } from '../values';
import type { Expression, Shape } from '../values';
import { leafAt } from './leaf-at';
import { longestOfTexts, patternOfTexts } from './texts-of';

const schema = values({
  label: string('a', 'A label', { pattern: '^[a-z]([-a-z]{0,5}[a-z])?$' }),
  short: string('', 'A short text', { maxLength: 4 }),
  tier: oneOf(['gold', 'a.b', ''], 'gold', 'Tier'),
  count: integer(1, 'Count', { minimum: 0 }),
  balance: integer(1, 'Balance', { minimum: -99, maximum: 9 }),
  any: string('', 'Any text'),
  isPublic: boolean(true, 'Public'),
});
const { label, short, tier, count, balance, any, isPublic } = refs(schema, {});
const shapesOf = ({ node }: Expression) =>
  node.kind === 'reference' ? [leafAt(schema, node.path) as unknown as Shape] : [];

const made: readonly Expression[] = [
  text`${label}-${tier}`,
  text`${short}.${count}.${balance}`,
  text`(${isPublic})${any}`,
  text`${releaseName}/${label}`,
  choose(isPublic, text`a${tier}`, text`${count}`),
  text`${orElse(short, 'none')}`,
];

test.each(made.map((each, i) => [i, each] as const))('text %d is within its pattern and length', (_, expression) => {
  const [pattern, longest] = [patternOfTexts(expression, shapesOf), longestOfTexts(expression, shapesOf)];
  const drawn = fc.record({
    label: fc.stringMatching(/^[a-z]([-a-z]{0,5}[a-z])?$/),
    short: fc.stringMatching(/^[A-Za-z0-9_.é]{0,4}$/u),
    tier: fc.constantFrom('gold', 'a.b', ''),
    count: fc.nat(),
    balance: fc.integer({ min: -99, max: 9 }),
    any: fc.stringMatching(/^[a-z ]{0,9}$/),
    isPublic: fc.boolean(),
  });
  fc.assert(
    fc.property(drawn, fc.constantFrom('shop', 'my.site', '1a'), (given, name) => {
      const release = { values: given, release: { name, namespace: 'here' } };
      const became = String(
        evaluate(expression, { ...release, chart: { name: 'shop', version: '1.0.0', appVersion: '1' } }) ?? '',
      );
      expect(became).toMatch(new RegExp(pattern, 'u'));
      expect([...became].length).toBeLessThanOrEqual(longest);
    }),
    { numRuns: 200, seed: 16 },
  );
});

test('where nobody knows what a value may be, nothing is said of the text', () => {
  const nowhere = () => [];
  expect('Any\ntext-').toMatch(new RegExp(patternOfTexts(text`${label}-`, nowhere)));
  expect(longestOfTexts(text`${label}-`, nowhere)).toBe(Infinity);
});

test('the length is known where the parts have one', () => {
  expect(longestOfTexts(text`${label}-${tier}`, shapesOf)).toBe(7 + 1 + 4);
  // A whole number has 16 digits at most.
  expect(longestOfTexts(text`${short}.${count}`, shapesOf)).toBe(4 + 1 + 16);
  expect(longestOfTexts(text`${short}.${any}`, shapesOf)).toBe(Infinity);
});
