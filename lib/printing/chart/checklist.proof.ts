import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { items, subjectsOf } from './checklist/checklist.fixture';

/* What docs/charts.md promises of every chart, on the chart of every system. */

const subjects = subjectsOf();
afterAll(() => subjects.forEach((subject) => subject.remove()));

describe.each(subjects.map((subject) => [subject.name, subject] as const))('the chart of %s', (_, subject) => {
  // All at once: what they let Helm render is then rendered together.
  let checked: readonly PromiseSettledResult<readonly string[]>[];
  beforeAll(async () => {
    checked = await Promise.allSettled(items.map(async ({ check }) => check(subject)));
  }, 300_000);

  test.each(items.map((item, i) => [`${item.number}. ${item.title}`, i] as const))('%s', (_title, i) => {
    expect(checked[i]).toEqual({ status: 'fulfilled', value: [] });
  });
});

test('docs/charts.md lists the same items under the same numbers', () => {
  const document = readFileSync(join(__dirname, '../../../docs/charts.md'), 'utf8');
  const headings = Array.from(document.matchAll(/^### (\d+)\. (.*)$/gm), ([, number, title]) => `${number}. ${title}`);
  expect(headings).toEqual(items.map(({ number, title }) => `${number}. ${title}`));
});
