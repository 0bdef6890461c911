import { expect, test } from '@jest/globals';
import { call, type Helper } from '.';
import { refusedFunctions } from './refused-functions';

const helper = (template: string, uses: readonly Helper[] = []): Helper => ({
  name: 'made',
  description: 'Something made.',
  type: 'string',
  uses,
  template: () => template,
  evaluate: () => '',
});

/** What TypeScript would not let stand there. */
const untyped = (given: unknown) => given as Helper;

test.each(refusedFunctions)('a template that calls %s is refused with the reason and what to do', (name) => {
  expect(() => call(helper(`{{- $x := ${name} "a" }}`))).toThrow(
    new RegExp(`template of "made" of call\\(\\) calls "${name}", which [^]*\\[invalid-argument\\]\\n {4}.*\\.`),
  );
});

test.each([
  ['in parentheses', '{{ b64enc (randAlphaNum 10) }}'],
  ['behind a pipe', '{{ 10 | randAlphaNum }}'],
  ['beside a string', '{{ printf "%s }} lookup" (randAlphaNum 10) }}'],
  ['in a condition', '{{- if (randAlphaNum 3) -}}x{{ end }}'],
])('wherever it is called: %s', (_, template) => {
  expect(() => call(helper(template))).toThrow('calls "randAlphaNum"');
});

test('a template that another one uses is looked at too', () => {
  expect(() => call(helper('x', [helper('{{ now }}')]))).toThrow('calls "now"');
});

test.each([
  ['a text', 'lookup now'],
  ['a string', '{{ printf "now %s `lookup" .Values.x }}{{ `now` }}'],
  ['a comment', '{{- /* now */ -}}x'],
  ['a field', '{{ .Values.now }}{{ $now }}{{ .lookup }}'],
  ['the beginning of a longer name', '{{ nowhere }}'],
])('what only looks like a call is not refused: %s', (_, template) => {
  expect(() => call(helper(template))).not.toThrow();
});

test.each([
  ['lookup', /helper of call\(\) is Helm's "lookup", which asks the cluster/],
  ['uuidv4', /is Helm's "uuidv4", which gives something else at each rendering/],
  ['add', /is the name "add", and not a template[^]*docs\/expressions\.md/],
])('the name "%s" is no template', (name, message) => {
  expect(() => call(untyped(name))).toThrow(message);
});
