import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** Text in place of that of a file of the project; each line that must be refused says by which rule. */
const snippets = {
  'lib/values/text.ts': `import { synthesize } from '../manifest'; // no-restricted-imports
import { App } from 'cdk8s'; // no-restricted-imports
import { boolean, integer, refs, values } from './index';
export const used = [synthesize, App];
const { enabled: on, count } = refs(values({ enabled: boolean(true, 'On'), count: integer(1, 'Count') }), {});
export const a: string[] = [];
if (on) a.push('if'); // @typescript-eslint/no-unnecessary-condition
if (!on) a.push('not'); // @typescript-eslint/no-unnecessary-condition
export const b = on ? 'x' : 'y'; // @typescript-eslint/no-unnecessary-condition
export const c = on && 'x'; // @typescript-eslint/no-unnecessary-condition
export const d = count ?? 3; // @typescript-eslint/no-unnecessary-condition
export const e = a.filter(() => on); // @typescript-eslint/no-unnecessary-condition
export const same: any = 1; // @typescript-eslint/no-explicit-any
export const fine = [on, count];
`,
  'lib/print/yaml-scalar.ts': `import { WebService } from '../authoring/workloads/presets/web-service'; // no-restricted-imports
import { text } from '../values';
export const used = [WebService, text];
`,
  'lib/values/go-json.test.ts': `import { describe, test, xit } from '@jest/globals'; // no-restricted-syntax
test.only('a', () => undefined); // no-restricted-syntax
test.only.each([1])('b', () => undefined); // no-restricted-syntax
test['skip']('c', () => undefined); // no-restricted-syntax
describe.skip('d', () => undefined); // no-restricted-syntax
(Math.random() > 1 ? test : test.skip)('e', () => undefined); // no-restricted-syntax
test.todo('f'); // no-restricted-syntax
xit('g', () => undefined); // no-restricted-syntax
test('h', () => undefined);
`,
};

/** Lints the snippets with the project's own settings; in a process of its own, for jest cannot load ESM settings. */
const script = `
import { ESLint } from 'eslint';
const eslint = new ESLint();
const results = {};
for (const [filePath, text] of Object.entries(${JSON.stringify(snippets)})) {
  const [{ messages }] = await eslint.lintText(text, { filePath });
  results[filePath] = messages.map(({ line, ruleId }) => line + ' ' + ruleId);
}
console.log(JSON.stringify(results));
`;

test('lint refuses a reference as a condition, what a layer may not import, an escape from the types, and tests that are left out', () => {
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  const found = JSON.parse(run.stdout) as Record<string, string[]>;
  for (const [file, text] of Object.entries(snippets)) {
    const expected = text.split('\n').flatMap((line, i) => {
      const rule = / \/\/ (\S+)$/.exec(line)?.[1];
      return rule === undefined ? [] : [`${i + 1} ${rule}`];
    });
    const rules = found[file]!.filter((each) =>
      /no-restricted-(imports|syntax)|unnecessary-condition|no-explicit-any/.test(each),
    );
    expect([...new Set(rules)]).toEqual(expected);
  }
}, 120_000);
