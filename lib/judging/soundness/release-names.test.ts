import { expect, test } from '@jest/globals';
import { Random } from '../kit/random';
import { drawNamespace, drawRelease } from './release-names';

const random = new Random(4);
const many = (draw: typeof drawRelease) => Array.from({ length: 2000 }, () => draw(random, 'shop'));
const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';

test('releases have names that Helm takes: of 53 characters at most, some with dots or a digit first', () => {
  const names = many(drawRelease);
  for (const name of names) expect(name).toMatch(new RegExp(`^(?=.{1,53}$)${label}(\\.${label})*$`));
  for (const name of ['shop', 'my.site', '2024-demo', 'true', '123']) expect(names).toContain(name);
  expect(names.some((name) => name.length === 53)).toBe(true);
});

test('namespaces have names that a cluster takes: labels of 63 characters at most', () => {
  const names = many(drawNamespace);
  for (const name of names) expect(name).toMatch(new RegExp(`^(?=.{1,63}$)${label}$`));
  expect(new Set(names).size).toBeGreaterThan(300);
});
