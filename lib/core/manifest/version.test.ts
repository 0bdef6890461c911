import { describe, expect, test } from '@jest/globals';

import { compareVersions, isVersion } from './version';

describe('versions', () => {
  test.each(['0.0.0', '1.20.300', '1.0.0-rc.1', '1.0.0-0a.-', '1.0.0+001', '1.0.0-x-y.0+b.1'])('%s is one', (text) => {
    expect(isVersion(text)).toBe(true);
  });

  test.each(['', '1', '1.0', 'v1.0.0', '01.0.0', '1.0.0-', '1.0.0-01', '1.0.0-a..b', '1.0.0+', '1.0.0 ', '1.0.0\n'])(
    '%j is none',
    (text) => {
      expect(isVersion(text)).toBe(false);
    },
  );

  test('are ordered as semver.org says', () => {
    const ascending = [
      ...['1.0.0-1', '1.0.0-2', '1.0.0-10', '1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta'],
      ...['1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0'],
    ];

    for (const [index, version] of ascending.entries()) {
      const order = ascending.map((other) => Math.sign(compareVersions(other, version)));
      expect(order).toEqual(ascending.map((_, other) => Math.sign(other - index)));
    }
  });

  test('build metadata does not count', () => {
    expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0);
  });
});
