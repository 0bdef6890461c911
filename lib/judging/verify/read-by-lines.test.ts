import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mutatedTexts, randomTexts } from '../../core/yaml/random-yaml.fixture';
import { keyCases, scalarCases } from '../../core/yaml/yaml-cases.fixture';
import { documentCases, manifestCases } from '../../core/yaml/yaml-documents.fixture';
import { readByLines } from './read-by-lines';
import { readManifests } from './read-manifests';

/*
 * What is read by lines is what readManifests reads, and nothing is that has a fault. EQUIVALENCE_SEED=7 draws other texts,
 * EQUIVALENCE_RUNS=10000 more of them.
 */

const seed = Number(process.env['EQUIVALENCE_SEED'] ?? 3);
const numRuns = Number(process.env['EQUIVALENCE_RUNS'] ?? 100);

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

/** Texts at several depths of an object. */
const withinObjects = (texts: readonly string[]) =>
  texts.flatMap((text) => [
    `${head}${text}`,
    `${head}data:\n${text.replace(/^(?=.)/gm, '  ')}`,
    `---\n# Source: x/templates/a.yaml\n${head}spec:\n  list:\n  - first: 1\n${text.replace(/^(?=.)/gm, '    ')}  other: 2\n`,
    `${head}list:\n- - ${text.replaceAll(/\n(?=.)/g, '\n    ')}`,
  ]);

/** How many of some texts are read by lines, all of them as they should be. */
function countOf(texts: readonly string[]): number {
  const read = texts.flatMap((text) => {
    const found = readByLines(text);
    return found ? [{ text, found }] : [];
  });
  expect(read).toEqual(read.map(({ text }) => ({ text, found: readManifests(text) })));
  return read.length;
}

const files = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

const printed = readdirSync('charts', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => files(join('dist', name, 'production')));

test('most objects of the systems are read by lines', () => {
  expect(countOf(printed)).toBeGreaterThan(printed.length * 0.9);
});

test('the templates of an object and of lists, blocks and quoted keys are', () => {
  const text = `---
# Source: x/templates/a.yaml
${head}  labels: {}
data:
  "quoted key": "a\\n\\u00e9: #"
  literal: |2-
      deeper

    text

  kept: |+
    text

  number: 012
list:
- a: 1

  b:
    - |
      x
    - - c
      - d: [1, { e: f }]
last: 'it''s' # so
`;
  expect(countOf([text])).toBe(1);
});

test.each([
  ['a key twice', 'a: 1\na: 2\n'],
  ['nothing behind a key', 'a:\nb: 1\n'],
  ['a key deeper than its neighbours', 'a: 1\n  b: 2\n'],
  ['a key less deep than its neighbours', 'a:\n    b: 1\n  c: 2\n'],
  ['a text of several lines', 'a: x\n  y\n'],
  ['a quoted text of several lines', 'a: "x\n  y"\n'],
  ['an alias', 'a: &a 1\nb: *a\n'],
  ['an alias within braces', 'a: {x: &a 1}\nb: {x: *a}\n'],
  ['a list that goes on in another column', 'a:\n  - 1\n- 2\n'],
  ['a merged map', '<<: {a: 1}\n'],
  ['blanks at the end of a line', 'a: 1 \n'],
  ['a line of blanks in a block', 'a: |\n  x\n   \n  y\n'],
  ['a comment', '# c\na: 1\n'],
  ['two quotes that close one another', 'a: "x\nb: y"\n'],
  ['a second document', '---\na: 1\n'],
  ['no line break at its end', 'a: 1'],
])('an object with %s is not', (_, text) => {
  expect(countOf([`${head}${text}`])).toBe(0);
});

test('what is not an object is not', () => {
  expect(countOf(['', '---\n', 'a: 1\n', '- a\n', 'a\n', '{}\n', '---\n# Source: x/templates/a.yaml\n\n'])).toBe(0);
});

describe('within an object', () => {
  const cases = [...scalarCases, ...keyCases, ...documentCases].map(({ text }) => text);
  test('no case of the reader is read otherwise', () => {
    expect(countOf([...withinObjects(cases), ...manifestCases.map(({ text }) => text)])).toBeGreaterThan(100);
  });

  const kinds = { ...randomTexts, 'an object with mistakes': mutatedTexts(printed) };
  test.each(Object.entries(kinds))('%s is not read otherwise', (kind, arbitrary) => {
    const texts = fc.sample(arbitrary, { numRuns, seed });
    const count = countOf(kind === 'an object with mistakes' ? texts : withinObjects(texts));
    if (kind === 'a text of anchors') expect(count).toBe(0);
    else expect(count).toBeGreaterThan(numRuns / 20);
  });
});
