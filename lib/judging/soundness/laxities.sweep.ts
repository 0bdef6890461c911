import { afterAll, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { printSystems } from '../verify/systems.fixture';
import { constraintsOf } from './laxities.fixture';

const { systems, remove } = printSystems((name) => name === 'sovd-webapp');
afterAll(remove);

test('all', () => {
  const [subject] = systems;
  const all = constraintsOf(subject!);
  const start = Date.now();
  const lines = [];
  for (const { name, seek } of all) {
    const t = Date.now();
    const { found, tried } = seek(1);
    lines.push(`${found === undefined ? 'MISSED' : 'FOUND'}\t${tried}\t${Date.now() - t}\t${name}\t${found ?? ''}`);
    writeFileSync('/tmp/w/lsp-read/laxities.txt', lines.join('\n'));
    if (Date.now() - start > 420_000) break;
  }
  expect(all.length).toBeGreaterThan(1);
}, 600_000);
