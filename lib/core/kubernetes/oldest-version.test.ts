import { expect, test } from '@jest/globals';
import { oldestKubernetes } from '../values/cluster';
import { kubernetesVersions } from './definitions';
import { oldestRelease, oldestVersion } from './oldest-version';

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

test.each([
  [undefined, '1.28.0'],
  ['>=1.28.0-0', '1.28.0'],
  ['>=1.20.0-0', '1.28.0'],
  ['>=1.30.4-0', '1.30.4'],
  ['>1.30.4', '1.30.5'],
  ['>1.30', '1.31.0'],
  ['~1.32', '1.32.0'],
  ['1.29.3 - 1.31', '1.29.3'],
  ['1.33.x || =1.30.2', '1.30.2'],
  ['>=1.31.0-0 <1.35.7', '1.31.0'],
  ['>=1.99.0', '1.99.0'],
  ['<1.35.0', '1.28.0'],
  ['>=2', '1.28.0'],
])('plain output of a chart for %s is for %s where nothing else is said', (range, version) => {
  expect(oldestRelease(range)).toBe(version);
});

test('the version that is assumed is the oldest one that is known', () => {
  expect(oldestKubernetes).toBe(`${kubernetesVersions[0]}.0`);
});
