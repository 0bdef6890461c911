import { describe } from '@jest/globals';
import { bothPrinters } from './both.fixture';
import { sections } from './expressions.fixture';
import { schema, treeOf } from './expressions-page.fixture';

/* Each expression of docs/expressions.md is the same in both outputs. */

const both = bothPrinters(schema, [
  { replicas: 1, ratio: 1, host: '', user: 'u', level: 'debug', isOn: false, share: 5, hosts: [], more: [], ports: [] },
  { replicas: 100, parts: 9, ratio: 0.7, env: { LEVEL: null, A: null }, labels: { team: null } },
]);

describe.each(sections.map(({ title, rows }) => ({ title, rows })))('$title', ({ rows }) => {
  // The labels of all objects say who manages them: Helm, or nobody.
  for (const { code } of rows.filter(({ code, only }) => only === undefined && code !== 'labels')) {
    both(code, (values) => ({ tree: { x: treeOf(code, values) } }));
  }
});
