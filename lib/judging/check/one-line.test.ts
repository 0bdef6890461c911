import { expect, test } from '@jest/globals';
import { pattern } from './exceptions';
import { oneLine } from './one-line';

const long = 'x'.repeat(121);

test.each([
  ['there is no Secret "x"', 'there is no Secret "x"'],
  [`"${long.slice(1)}" is fine`, `"${long.slice(1)}" is fine`],
  [`"${long}" is too long`, `"${'x'.repeat(100)}…" (121 characters) is too long`],
  [`"a" and "${long}"; did you mean "b"?`, `"a" and "${'x'.repeat(100)}…" (121 characters); did you mean "b"?`],
  [`"a" ${long} "b"`, `"a" ${long} "b"`],
  ['a\n  b\r\nc', 'a b c'],
])('a message is a line: %j', (message, expected) => {
  expect(oneLine(message)).toBe(expected);
});

test.each([
  ['a.yaml', ['a.yaml'], ['axyaml', 'b/a.yaml', 'a.yaml.txt']],
  ['k8s/*.yaml', ['k8s/a.yaml'], ['k8s/b/a.yaml', 'k8s/a.yml']],
  ['k8s/**', ['k8s/a.yaml', 'k8s/b/c/a.yaml'], ['k8s', 'x/k8s/a.yaml']],
  ['**/a.yaml', ['a.yaml', 'b/c/a.yaml'], ['b/xa.yaml']],
  ['k8s/**/a.yaml', ['k8s/a.yaml', 'k8s/b/c/a.yaml'], ['k8s/xa.yaml']],
  ['[a](b)+.yaml', ['[a](b)+.yaml'], ['abb.yaml']],
])('the pattern %s matches what it says', (glob, matching, others) => {
  expect([...matching, ...others].filter((each) => pattern(glob).test(each))).toEqual(matching);
});
