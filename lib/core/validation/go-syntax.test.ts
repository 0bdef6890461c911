import { expect, test } from '@jest/globals';
import { wrongGoPattern } from './go-syntax';
import { wrongIndexes } from './indexes';

test.each([
  '',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$",
  '^\\/([^\\/\\\\]|\\\\.)*$',
  '(?i)^(?P<first>a|b)+?\\x2d*\\pL\\p{Greek}\\Q((\\E$',
  '\\x{41}+[\\w\\d_-]+[]a]?[^]a]*[[:alpha:]-]',
  'a{0,1000}|()*|^*',
  'a{,5}{',
  '(?s:.)(?-i)b',
])('%s is an expression of Go', (pattern) => {
  expect(wrongGoPattern(pattern)).toBeUndefined();
});

test.each([
  ['(a', 'a "(" has no ")" after it'],
  ['a)', 'a ")" has no "(" before it'],
  ['[a', 'a "[" has no "]" after it'],
  ['[z-a]', 'the range "z-a" has its ends in the wrong order'],
  ['^(?!a)', '"(?!" is not a part of Go\'s regular expressions'],
  ['(?<=a)b', '"(?<=" is not a part of Go\'s regular expressions'],
  ['(?>a)', '"(?>" is not a part of Go\'s regular expressions'],
  ['(a)\\1', '"\\1" refers back, which Go cannot'],
  ['\\u0041', '"\\u" is not an escape of Go\'s regular expressions'],
  ['[\\h]', '"\\h" is not an escape of Go\'s regular expressions'],
  ['a\\', 'ends in a backslash'],
  ['*a', 'nothing stands before "*" that could be repeated'],
  ['a|+', 'nothing stands before "+" that could be repeated'],
  ['a**', '"*" repeats what is repeated already'],
  ['a{1001}', '"{1001}" asks for more than 1000 times'],
  ['a{3,2}', '"{3,2}" has its ends in the wrong order'],
])('Go does not read %s', (pattern, message) => {
  expect(wrongGoPattern(pattern)).toBe(message);
});

test.each([
  ['0', 1],
  ['0,2-4,9', 5],
  ['a', '"a" is neither an index nor a range such as 3-5'],
  ['0-', '"0-" is neither an index nor a range such as 3-5'],
  ['5,3', '"3" is not in ascending order'],
  ['3-2', '"3-2" is not in ascending order'],
  ['0-10', 'the index 10 is not less than completions, 10'],
])('the indexes %s of a Job with 10 completions: %s', (text, expected) => {
  expect(wrongIndexes(text, 10)).toBe(expected);
});
