import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/* What is known of an expression or a schema is in it: a copy, a spread or another copy of this library would lose what is beside it. */

const folders = ['core/values', 'core/manifest', 'printing/trees'];
const sources = folders.flatMap((folder) => {
  const files = readdirSync(join(__dirname, '../..', folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.ts$/.test(file) && !/\.(test|proof|fixture)\.ts$/.test(file))
    .map((file) => [`${folder}/${file}`, readFileSync(join(__dirname, '../..', folder, file), 'utf8')] as const);
});

test('nothing is kept in a WeakMap or WeakSet but what is said of constructs', () => {
  const found = sources.flatMap(([file, text]) =>
    Array.from(text.matchAll(/\bWeak(?:Map|Set)\b(?:<(\w+))?/g), ([whole, of]) => ({ file, whole, of })),
  );
  expect(sources.length).toBeGreaterThan(80);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(({ of }) => of !== 'IConstruct')).toEqual([]);
});
