import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Project, removeProjects } from './project.fixture';

/* A compiled app is used again only while it is what its sources would be compiled to. */

afterAll(removeProjects);

const main = "import { word } from './more';\n\nthrow new Error(`it says ${word}`);\n";
const says = (word: string) => `export const word = '${word}';\n`;

let project: Project;

/** A project with a cache of its own, in which no package is. */
beforeEach(() => {
  project = new Project(main);
  rmSync(project.at('node_modules'));
  const own = new Project('').at('node_modules');
  mkdirSync(project.at('node_modules'));
  for (const name of ['cdk8s', 'constructs']) symlinkSync(join(own, name), project.at(`node_modules/${name}`));
  project.write('package.json', '{ "private": true }');
});

const cache = () => project.at('node_modules/.cache/chartwright');
const kept = (ending: string) =>
  readdirSync(cache()).filter((name) => new RegExp(`^app-[0-9a-f]{24}\\.${ending}$`).test(name));

/** What the app says at its end, with the line. */
async function said(env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, stderr } = await project.chartwright(['synth'], { env });
  expect(code).toBe(1);
  return stderr.trim().replace(/^chartwright: (.*) \[failed-app\]$/, '$1');
}

test('a second run compiles nothing, and says the same lines of the sources', async () => {
  project.write('more.ts', `interface Unused {\n  a: string;\n}\n${says('one')}`);
  expect(await said()).toBe('main.ts:3:7: it says one');
  expect([kept('cjs').length, kept('json').length, kept('bin').length]).toEqual([1, 1, 0]);
  const { ino } = statSync(join(cache(), kept('cjs')[0]!));
  expect(await said()).toBe('main.ts:3:7: it says one');
  // Only what was used again is worth it.
  expect(kept('bin')).toHaveLength(1);
  expect(await said()).toBe('main.ts:3:7: it says one');
  expect(statSync(join(cache(), kept('cjs')[0]!)).ino).toBe(ino);
  expect(readdirSync(cache()).filter((name) => /^app-\d+\./.test(name))).toEqual([]);
});

describe('another app is compiled anew:', () => {
  const base = (word: string) => `{ "compilerOptions": { "paths": { "word": ["./${word}.ts"] } } }`;
  const named = "import { word } from 'word';\nthrow new Error(`it says ${word}`);\n";
  test.each<[string, { [file: string]: string }, { [file: string]: string }]>([
    ['a source that is as long as before', { 'more.ts': says('one') }, { 'more.ts': says('two') }],
    [
      'data',
      { 'more.ts': "export { word } from './data.json';", 'data.json': '{ "word": "one" }' },
      { 'data.json': '{ "word": "two" }' },
    ],
    ['a file beside a folder', { 'more/index.ts': says('one') }, { 'more.ts': says('two') }],
    ['a file with another ending', { 'more.ts': says('one') }, { 'more.tsx': says('two') }],
    [
      'a beginning that a folder names',
      { 'more/index.ts': says('one'), 'more/other.ts': says('two') },
      { 'more/package.json': '{ "main": "other.ts" }' },
    ],
    [
      'the same, with the file that it lacked',
      {
        'more/a.tsx': 'export const no = 1',
        'more/index.ts': says('one'),
        'more/package.json': '{ "main": "../far/begin" }',
      },
      { 'far/begin.ts': says('two') },
    ],
    [
      'settings',
      { 'main.ts': named, 'tsconfig.json': base('one'), 'one.ts': says('one'), 'two.ts': says('two') },
      { 'tsconfig.json': base('two') },
    ],
    [
      'settings that others extend',
      {
        'main.ts': named,
        'tsconfig.json': '{\n  // ours\n  "extends": "./base.json", }',
        'base.json': base('one'),
        'one.ts': says('one'),
        'two.ts': says('two'),
      },
      { 'base.json': base('two') },
    ],
    [
      'settings in a folder of sources',
      {
        'main.ts': "import { word } from './below/more';\nthrow new Error(`it says ${word}`);\n",
        'below/more.ts': "export { word } from 'word';",
        'tsconfig.json': base('one'),
        'one.ts': says('one'),
        'two.ts': says('two'),
      },
      { 'below/tsconfig.json': base('../two') },
    ],
    [
      'a place that comes before',
      {
        'main.ts': named,
        'tsconfig.json': '{ "compilerOptions": { "paths": { "w*": ["./first/w*", "./w*"] } } }',
        'word.ts': says('one'),
      },
      { 'first/word.ts': says('two') },
    ],
    [
      'a file that could be missing',
      { 'more.ts': "export let word = 'one';\ntry { word = require('./perhaps').word; } catch {}" },
      { 'perhaps.ts': says('two') },
    ],
  ])('%s', async (_, before, after) => {
    for (const [file, text] of Object.entries(before)) project.write(file, text);
    const times = new Date('2020-01-01');
    for (const file of Object.keys(before)) utimesSync(project.at(file), times, times);
    expect(await said()).toMatch(/it says one$/);
    expect(await said()).toMatch(/it says one$/);
    expect(kept('bin')).toHaveLength(1);
    for (const [file, text] of Object.entries(after)) project.write(file, text);
    for (const file of Object.keys(after)) utimesSync(project.at(file), times, times);
    expect(await said()).toMatch(/it says two$/);
  });

  test('a source that a link leads to elsewhere', async () => {
    project.write('a/more.ts', says('one'));
    project.write('b/more.ts', says('two'));
    symlinkSync('a/more.ts', project.at('more.ts'));
    expect([await said(), await said()]).toEqual(Array(2).fill('main.ts:3:7: it says one'));
    rmSync(project.at('more.ts'));
    symlinkSync('b/more.ts', project.at('more.ts'));
    expect(await said()).toBe('main.ts:3:7: it says two');
  });

  test('files with the same content are the same, whenever they were written', async () => {
    project.write('more.ts', says('one'));
    await said();
    const { mtimeMs } = statSync(join(cache(), kept('cjs')[0]!));
    rmSync(project.at('more.ts'));
    project.write('more.ts', says('one'));
    expect(await said()).toBe('main.ts:3:7: it says one');
    expect(statSync(join(cache(), kept('cjs')[0]!)).mtimeMs).toBe(mtimeMs);
  });
});

test.each(['cjs', 'json', 'bin'])('what is damaged is done without: %s', async (ending) => {
  project.write('more.ts', says('one'));
  expect([await said(), await said()]).toEqual(Array(2).fill('main.ts:3:7: it says one'));
  const file = join(cache(), kept(ending)[0]!);
  const bytes = readFileSync(file);
  for (const damaged of [
    bytes.subarray(0, bytes.length - 9),
    Buffer.from(bytes.toString('latin1').replaceAll('one', 'bad'), 'latin1'),
    '',
  ]) {
    writeFileSync(file, damaged);
    expect(await said()).toBe('main.ts:3:7: it says one');
  }
});

test('runs beside each other, between which sources change, say what theirs were', async () => {
  for (const word of ['one', 'two', 'six']) {
    project.write('more.ts', says(word));
    const runs = await Promise.all(Array.from({ length: 3 }, () => said()));
    expect(new Set(runs)).toEqual(new Set([`main.ts:3:7: it says ${word}`]));
  }
});

test('a module of ECMAScript is kept too, and the latest apps alone', async () => {
  project.write('more.ts', says('one'));
  for (let i = 0; i < 10; i++) project.write(`app-${i}.ts`, `await null;\nthrow new Error('it says ${i}');\n`);
  for (let i = 0; i < 10; i++)
    expect(await said({ CHARTWRIGHT_APP: `app-${i}.ts` })).toBe(`app-${i}.ts:2:7: it says ${i}`);
  expect(kept('json')).toHaveLength(8);
  expect(await said({ CHARTWRIGHT_APP: 'app-9.ts' })).toBe('app-9.ts:2:7: it says 9');
  expect(readdirSync(cache()).filter((name) => /^app-\d+\./.test(name))).toEqual([]);
});
