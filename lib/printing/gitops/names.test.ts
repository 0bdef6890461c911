import { describe, expect, test } from '@jest/globals';
import { longestReleaseName, Names } from './names';

describe('the name of an object', () => {
  test('is the system and its environment', () => {
    expect(new Names([['shop', 'production']]).of(['shop', 'production'])).toBe('shop-production');
  });

  test('has a digest where other parts read the same', () => {
    const names = new Names([
      ['shop', 'eu-production'],
      ['shop-eu', 'production'],
      ['shop', 'staging'],
    ]);
    const [first, second] = [names.of(['shop', 'eu-production']), names.of(['shop-eu', 'production'])];
    expect(first).toMatch(/^shop-eu-production-[0-9a-f]{8}$/);
    expect(second).toMatch(/^shop-eu-production-[0-9a-f]{8}$/);
    expect(first).not.toBe(second);
    expect(names.of(['shop', 'staging'])).toBe('shop-staging');
  });

  test('of two environments that differ in case or in a dot stays two', () => {
    const names = new Names([]);
    const all = ['EU.1', 'eu.1', 'eu-1', 'eu_1'].map((environment) => names.of(['shop', environment]));
    expect(new Set(all).size).toBe(4);
    expect(all[2]).toBe('shop-eu-1');
    for (const name of all) expect(name).toMatch(/^shop-eu-1(-[0-9a-f]{8})?$/);
  });

  test.each([
    [63, '-40-workload'],
    [longestReleaseName, ''],
  ])('is never longer than %d characters, whatever is made of it', (longest, ending) => {
    for (let length = 1; length < 90; length++) {
      const name = new Names([]).of(['s'.repeat(length), 'production'], { ending, longest });
      expect(name.length).toBeLessThanOrEqual(longest);
      expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    }
    expect(new Names([]).of(['s'.repeat(60), 'a'], { ending, longest })).not.toBe(
      new Names([]).of(['s'.repeat(60), 'b'], { ending, longest }),
    );
  });
});
