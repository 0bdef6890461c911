import { expect, test } from '@jest/globals';
import { kubernetesVersions } from '../../../core/kubernetes/definitions';
import { oldestVersion } from './oldest-version';

test.each([
  ['>=1.30.0-0', '1.30'],
  ['>= 1.30, < 1.40', '1.30'],
  ['<1.33 >=1.29', '1.29'],
  ['>1.30', '1.31'],
  ['>1.30.4', '1.30'],
  ['^1.31.0-0', '1.31'],
  ['~1.32', '1.32'],
  ['=>v1.30.0', '1.30'],
  ['1.29 - 1.31', '1.29'],
  ['1.33.x', '1.33'],
  ['=1.30.2', '1.30'],
  ['1.32.x || ~1.30.0', '1.30'],
  ['>=1.28 !=1.31', '1.28'],
])('a chart for %s must fit %s', (range, version) => {
  expect(oldestVersion(range)).toBe(version);
});

test('of a range that begins before all that is known the oldest is taken, of one after it the newest', () => {
  expect(oldestVersion('>=1.19.0-0')).toBe(kubernetesVersions[0]);
  expect(oldestVersion('^1')).toBe(kubernetesVersions[0]);
  expect(oldestVersion('>=1.99.0')).toBe(kubernetesVersions.at(-1));
  expect(oldestVersion('>=2')).toBe(kubernetesVersions.at(-1));
});

test.each(['*', '<1.35.0', '>=1.30 || <1.20', '!=1.30.1', 'x'])(
  '%s says of no version that it is the oldest',
  (range) => {
    expect(oldestVersion(range)).toBe(undefined);
  },
);
