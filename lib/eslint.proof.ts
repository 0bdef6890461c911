import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** An author's code; each line that must be refused says by which rule. */
const snippet = `import { boolean, choose, list, refs, string, values as make } from './index';
const values = refs(make({ on: boolean(true, 'On'), a: string('a', 'A'), b: string('b', 'B'), names: list(string('', 'Name'), [], 'Names') }), {});
export const found: unknown[] = [];
if (values.on) found.push('if'); // no-unnecessary-condition
while (!values.on) found.pop(); // no-unnecessary-condition
found.push(values.on ? 1 : 2); // no-unnecessary-condition
found.push(values.a || values.b); // no-unnecessary-condition
found.push(values.a ?? values.b); // no-unnecessary-condition
found.push(values.on && values.b); // no-unnecessary-condition
found.push('http://' + values.a); // restrict-plus-operands
found.push(values.a + values.b); // restrict-plus-operands
found.push('http://' + String(values.a), \`http://\${String(values.b)}\`, \`http://\${values.b}\`);
found.push(choose(values.on, values.a, values.b), values.names);
export const sum = found.length + 1;
if (found.length > 1) found.pop();
`;

/** In a process of its own, for jest cannot load ESM settings. */
const script = `
import { ESLint } from 'eslint';
import settings from './lib/eslint.mjs';
const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: settings });
const [{ messages }] = await eslint.lintText(${JSON.stringify(snippet)}, { filePath: 'lib/values/text.ts' });
console.log(JSON.stringify(messages.map(({ line, ruleId }) => line + ' ' + ruleId)));
`;

test('the exported settings refuse a reference as a condition and as an operand, and nothing that is right', () => {
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(__dirname, '..'),
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  const expected = snippet.split('\n').flatMap((line, i) => {
    const rule = / \/\/ (\S+)$/.exec(line)?.[1];
    return rule === undefined ? [] : [`${i + 1} @typescript-eslint/${rule}`];
  });
  expect([...new Set(JSON.parse(run.stdout) as string[])]).toEqual(expected);
}, 180_000);
