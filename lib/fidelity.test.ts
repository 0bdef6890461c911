import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { systems } from './systems';

/* The page that says which test shows what of the specifications is held to the tests. */

const root = join(__dirname, '..');
const page = readFileSync(join(root, 'docs/fidelity.md'), 'utf8');
const rows = [...page.matchAll(/^\| (.*?) +\| `(lib\/\S+)` +\| (.*?) +\|$/gm)].map(([, wanted, file, title]) => ({
  wanted: wanted!,
  file: file!,
  title: title!,
}));

/** The titles of tests in a source: texts in quotes, whatever stands around them. */
const titlesIn = (source: string): readonly string[] =>
  [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|"([^"\n]*)"/g)].map(([, single, double]) => single ?? double!);

test('each row names a file that is there, and a test that is in it', () => {
  expect(rows.length).toBeGreaterThan(100);
  const wrong = rows.filter(({ file, title }) => {
    const path = join(root, file);
    return !existsSync(path) || !titlesIn(readFileSync(path, 'utf8')).includes(title);
  });
  expect(wrong).toEqual([]);
});

test('every line of its tables is such a row', () => {
  const lines = page.split('\n').filter((line) => line.startsWith('|') && !/^\| (what is wanted|-+) /.test(line));
  expect(lines.length).toBe(rows.length);
});

test('every system has its table, and what is not shown', () => {
  const names = systems.map((System) => new System(new App()).node.id);
  for (const name of names) {
    const [, section = ''] = page.split(`\n## ${name}\n`);
    const [own] = section.split('\n## ');
    expect(own).toMatch(/^\| what is wanted /m);
    expect(own).toMatch(/^Not shown: /m);
  }
});
