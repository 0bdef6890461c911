import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { provedQuickly } from '../../judging/verify/systems.fixture';
import { items } from './checklist/checklist.fixture';
import { proveChecklist } from './checklist/prove-checklist.fixture';

/* What docs/charts.md promises of every chart, on the chart of one system; `checklist.sweep.ts` has those of all others. */

proveChecklist(provedQuickly);

test('docs/charts.md lists the same items under the same numbers', () => {
  const document = readFileSync(join(__dirname, '../../../docs/charts.md'), 'utf8');
  const headings = Array.from(document.matchAll(/^### (\d+)\. (.*)$/gm), ([, number, title]) => `${number}. ${title}`);
  expect(headings).toEqual(items.map(({ number, title }) => `${number}. ${title}`));
});
