import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as cluster from '../../core/manifest/capabilities';
import { expressionsIn, type ExpressionNode } from '../../core/values';
import { sections } from './expressions.fixture';
import { printPage, treeOf } from './expressions-page.fixture';

const codes = sections.flatMap(({ rows }) => rows.map(({ code }) => code));

test('docs/expressions.md is what the printers print: npm run expressions', () => {
  expect(readFileSync(join(process.cwd(), 'docs/expressions.md'), 'utf8')).toBe(printPage());
});

/** What gives no expression of its own, or is a token. */
const others = new Set(['token', 'numberToken', 'nameToken']);

test('every public function that makes an expression is on the page', () => {
  const source = readFileSync(join(process.cwd(), 'lib/index.ts'), 'utf8');
  const [, listed = ''] = /\/\/ Expressions\.\nexport \{([^}]*)\}/.exec(source)!;
  const names = listed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => /^[a-z]\w*$/.test(name) && !others.has(name));
  const asked = Object.keys(cluster).filter((name) => /^(has|is|kubernetes)[A-Z]/.test(name));
  expect(names.length).toBeGreaterThan(50);
  expect(asked.length).toBe(5);
  const missing = [...names, ...asked].filter((name) => !codes.some((code) => new RegExp(`\\b${name}\\b`).test(code)));
  expect(missing).toEqual([]);
});

/** The closed set; `without` is what `entries` and `overlaid` become beside literal keys. */
const kinds: { readonly [K in Exclude<ExpressionNode['kind'], 'without'>]: true } = {
  reference: true,
  builtin: true,
  item: true,
  text: true,
  choose: true,
  and: true,
  or: true,
  not: true,
  equals: true,
  isSet: true,
  concat: true,
  overlay: true,
  json: true,
  transform: true,
  arithmetic: true,
  compare: true,
  length: true,
  template: true,
  search: true,
  matches: true,
  kubernetesAtLeast: true,
  hasApi: true,
  join: true,
  items: true,
  when: true,
  optional: true,
  each: true,
  digest: true,
  named: true,
  helper: true,
  file: true,
};

test('every kind of expression is on the page', () => {
  const shown = new Set<string>(codes.flatMap((code) => [...expressionsIn(treeOf(code))].map(({ node }) => node.kind)));
  expect(Object.keys(kinds).filter((kind) => !shown.has(kind))).toEqual([]);
});

test('a row that makes nothing printable is refused', () => {
  expect(() => treeOf('undefined')).toThrow('makes nothing');
});
