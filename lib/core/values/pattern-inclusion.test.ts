import { describe, expect, test } from '@jest/globals';
import { formats } from '../kubernetes/formats';
import { areDisjoint, isWhole, isWithin, longest } from './pattern-inclusion';

const label = '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$';
const subdomain = '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';

describe('one pattern is within another', () => {
  test.each([
    ['^[0-9]+(Mi|Gi|Ti)$', formats.quantity],
    ['^[0-9]+(ms|s|m|h)$', formats.duration],
    ['^a$', '^(a|b)$'],
    ['^a{2,4}$', '^a*$'],
    ['^(ab)*$', '^[ab]*$'],
    ['^(ab)*$', '^(aba?)*b?$'],
    ['^[A-Z]+$', '^[^a-z]*$'],
    ['^x?$', '^x{0,1}$'],
    [label, subdomain],
    ['^\\d+%$', '^[0-9]+%$'],
  ])('%s is in %s', (inner, outer) => {
    expect(isWithin(inner, outer)).toBe(true);
  });

  test.each([
    [formats.quantity, '^[0-9]+(Mi|Gi|Ti)$'],
    ['^[a-z]*$', '^[a-z]+$'],
    ['^a{2,5}$', '^a{2,4}$'],
    ['^[^a]$', '^[b-z]$'],
    [subdomain, label],
    ['^(a|)b?$', '^(a|b)$'],
  ])('%s is not in %s', (inner, outer) => {
    expect(isWithin(inner, outer)).toBe(false);
  });

  test.each(['a', '^a', 'a$', '^a|b$', '^(^a)$', '^a(?=b)$', '^\\ba$'])('of %s nothing is said', (pattern) => {
    expect([isWhole(pattern) && isWithin(pattern, '^a$'), isWithin('^a$', pattern)]).not.toContain(true);
  });
});

test.each([
  ['^[a-z]+$', '^[0-9]*$', true],
  ['^[a-z]*$', '^[0-9]*$', false],
  ['^a[0-9]{2}$', '^a[0-9]{3,}$', true],
  ['^(.|\\n)*$', '^[0-9a-f]{64}$', false],
  ['^nginx:[a-z]+$', '^[0-9a-f]{64}$', true],
  [label, '^[0-9]+(\\.[0-9]+){3}$', true],
  [subdomain, '^[0-9]+(\\.[0-9]+){3}$', false],
  ['a', '^b$', undefined],
])('whether %s and %s share a text', (one, other, expected) => {
  expect(areDisjoint(one, other)).toBe(expected);
  expect(areDisjoint(other, one)).toBe(expected);
});

test('the longest text of a pattern is known where it has one', () => {
  expect([label, '^a?(bc|d){2}$', '^a*$', 'a', '^(){0,9}$'].map(longest)).toEqual([63, 5, Infinity, Infinity, 0]);
});
