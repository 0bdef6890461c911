import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';

/** Every form in which an author's code may take a reference for its value; each line that must be refused says by which rule. */
const snippet = `import { boolean, choose, integer, list, object, oneOf, refs, string, values as make } from './index';
import type { Expression, Templated } from './index';
const Values = make({ on: boolean(true, 'On'), a: string('a', 'A'), b: string('b', 'B'), count: integer(1, 'Count'), level: oneOf(['x', 'y'], 'x', 'Level'), names: list<string>(string('', 'Name'), [], 'Names'), group: object({ on: boolean(true, 'On') }, 'Group') });
const values = refs(Values, {});
export const found: unknown[] = [];
if (values.on) found.push('if'); // @typescript-eslint/no-unnecessary-condition
if (values.group) found.push('if'); // @typescript-eslint/no-unnecessary-condition
if (found.length > 1 && values.on) found.push('if'); // @typescript-eslint/no-unnecessary-condition
if (!values.group.on) found.push('if not'); // @typescript-eslint/no-unnecessary-condition
found.push(values.on ? 1 : 2); // @typescript-eslint/no-unnecessary-condition
found.push(!values.on); // chartwright/reference-as-value
found.push(!!values.on); // chartwright/reference-as-value
found.push(values.a || values.b); // @typescript-eslint/no-unnecessary-condition
found.push(values.count || 1); // @typescript-eslint/no-unnecessary-condition
found.push(values.a ?? values.b); // @typescript-eslint/no-unnecessary-condition
found.push(values.on && values.b); // @typescript-eslint/no-unnecessary-condition
found.push(values.group?.on); // @typescript-eslint/no-unnecessary-condition
found.push(found.filter(() => values.on)); // @typescript-eslint/no-unnecessary-condition
found.push(Boolean(values.on)); // chartwright/reference-as-value
found.push([values.on, values.a].filter(Boolean)); // chartwright/reference-as-value
found.push([values.on].some(Boolean), 'some'); // chartwright/reference-as-value
found.push(values.a === values.b); // chartwright/reference-as-value
found.push(values.a !== values.b); // chartwright/reference-as-value
found.push((values.a as unknown) === 'a', values.level === (found[0] as never)); // chartwright/reference-as-value
found.push(values.a == values.b); // chartwright/reference-as-value eqeqeq
switch (values.level as Expression) { // chartwright/reference-as-value
  case found[0]: found.pop();
}
switch (found[0]) {
  case values.level: found.pop(); // chartwright/reference-as-value
}
found.push('http://' + values.a); // @typescript-eslint/restrict-plus-operands
found.push(values.a + values.b); // @typescript-eslint/restrict-plus-operands
found.push('http://' + String(values.a), \`http://\${String(values.b)}\`, \`http://\${values.b}\`);
found.push(choose(values.on, values.a, values.b), values.names);
export const sum = found.length + 1;
if (found.length > 1) found.pop();
export function given(when?: Expression<boolean>, port: Templated<number> = 80): unknown[] {
  if (when) found.push(when);
  if (when !== undefined && port === 80) found.push([when, undefined].filter(Boolean));
  return found.filter(Boolean);
}
// After these loops, which never end, nothing is known of the value any more.
while (!values.on) found.pop(); // @typescript-eslint/no-unnecessary-condition
do found.pop(); while (values.on); // @typescript-eslint/no-unnecessary-condition
for (; values.on; ) found.pop(); // @typescript-eslint/no-unnecessary-condition
`;

/** Texts of files that the project might have; each line that must be refused says by which rule. */
const ownSnippets = {
  'lib/core/values/own-snippet.ts': `import { synthesize } from '../manifest'; // no-restricted-imports
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
  'lib/printing/trees/own-snippet.ts': `import { WebService } from '../authoring/workloads/presets/web-service'; // no-restricted-imports
import { text } from '../values';
export const used = [WebService, text];
`,
  'lib/core/values/own-snippet.test.ts': `import { describe, test, xit } from '@jest/globals'; // no-restricted-syntax
test.only('a', () => undefined); // no-restricted-syntax
test.only.each([1])('b', () => undefined); // no-restricted-syntax
test['skip']('c', () => undefined); // no-restricted-syntax
describe.skip('d', () => undefined); // no-restricted-syntax
(Math.random() > 1 ? test : test.skip)('e', () => undefined); // no-restricted-syntax
test.todo('f'); // no-restricted-syntax
xit('g', () => undefined); // no-restricted-syntax
test('h', () => undefined);
`,
  'lib/core/values/long.ts': `${'\n'.repeat(350)}export const last = 1; // max-lines
`,
  'lib/core/values/long.test.ts': '\n'.repeat(499),
};

/** Where the first text would be; no file is there. */
const snippetFile = 'lib/core/values/snippet.ts';

/**
 * In a process of its own, for jest cannot load ESM settings. The compiler reads these texts and what they import, not the whole project:
 * that ESLint finds the types of a project by itself, the lint of what `init` writes shows.
 */
const script = `
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import settings from './lib/eslint.mjs';
const texts = ${JSON.stringify({ [snippetFile]: snippet, ...ownSnippets })};
const { options } = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, { ...ts.sys, readDirectory: () => [] });
const host = ts.createCompilerHost(options, true);
const { fileExists, readFile } = host;
const byPlace = new Map(Object.entries(texts).map(([file, text]) => [resolve(file), text]));
host.fileExists = (file) => byPlace.has(file) || fileExists(file);
host.readFile = (file) => byPlace.get(file) ?? readFile(file);
const program = ts.createProgram([...byPlace.keys()], options, host);
const typed = { languageOptions: { parserOptions: { projectService: false, programs: [program] } } };
const [exported, own] = [
  new ESLint({ overrideConfigFile: true, overrideConfig: [...settings, typed] }),
  new ESLint({ overrideConfig: typed }),
];
const found = {};
for (const [filePath, text] of Object.entries(texts)) {
  const [{ messages }] = await (filePath === '${snippetFile}' ? exported : own).lintText(text, { filePath });
  found[filePath] = messages.map(({ line, ruleId }) => line + ' ' + ruleId);
}
console.log(JSON.stringify(found));
`;

/** What was found, by file. */
let found: { readonly [file: string]: string[] };

beforeAll(() => {
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(__dirname, '..'),
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  found = JSON.parse(run.stdout) as typeof found;
}, 180_000);

/** What the lines of a text say must be found in them. */
const expectedIn = (text: string) =>
  text.split('\n').flatMap((line, i) => {
    const rules = / \/\/ (\S+(?: \S+)*)$/.exec(line)?.[1]?.split(' ') ?? [];
    return rules.map((rule) => `${i + 1} ${rule}`);
  });

test('the exported settings refuse a reference as a condition and as an operand, and nothing that is right', () => {
  expect([...new Set(found[snippetFile])].sort()).toEqual(expectedIn(snippet).sort());
});

test('lint refuses a reference as a condition, what a layer may not import, an escape from the types, tests that are left out, and long files', () => {
  for (const [file, text] of Object.entries(ownSnippets)) {
    const rules = found[file]!.filter((each) =>
      /no-restricted-(imports|syntax)|unnecessary-condition|no-explicit-any|max-lines/.test(each),
    );
    expect([...new Set(rules)]).toEqual(expectedIn(text));
  }
});
