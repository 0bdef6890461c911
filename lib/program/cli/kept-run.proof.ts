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
import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop, type Outcome, type RunOptions } from './project.fixture';

/* A run is spared only while it would print and write what the one before it has. */

afterAll(removeProjects);

/** The shop with a ConfigMap of what an author's line says. */
const saying = (word: string, before = '') =>
  `${before}\n${shop({ more: `new KubeConfigMap(this, 'data', { data: { word: ${word} } });` })}`;

let project: Project;

/** A project with a cache and a package of its own; it has links to all others. */
function makeProject(main: string) {
  project = new Project(main).ownPackages();
  project.write('node_modules/own/index.js', "exports.word = 'one';\n");
  mkdirSync(cache(), { recursive: true });
}

const cache = () => project.at('node_modules/.cache/chartwright');
const records = () => readdirSync(cache()).filter((name) => /^app-[0-9a-f]{24}\.run\d\.json$/.test(name));
/** Changes with each run that is not spared, which asks the file system for the time there. */
const state = () => statSync(cache(), { bigint: true }).mtimeNs;
const output = 'dist/shop/local/10-configuration/10-data-configmap.k8s.yaml';
const word = () => /word: "?(\w+)/.exec(project.read(output))?.[1];

async function synth(args: readonly string[] = [], options: RunOptions = {}): Promise<Outcome & { isSpared: boolean }> {
  const before = state();
  const env = { CHARTWRIGHT_TRIALS: '0', ...options.env };
  const outcome = await project.chartwright(['synth', ...args], { env });
  return { ...outcome, isSpared: before === state() };
}

/** Runs until nothing changes, and once more, which is spared. */
async function settle(args: readonly string[] = [], options: RunOptions = {}) {
  for (let i = 0; i < 2; i++) expect(await synth(args, options)).toMatchObject({ code: 0, isSpared: false });
  expect(await synth(args, options)).toMatchObject({ code: 0, isSpared: true });
}

test('a run after which nothing has changed is spared, and prints the same', async () => {
  makeProject(saying("'one'"));
  await synth();
  const full = await synth();
  expect(full).toMatchObject({ code: 0, isSpared: false });
  expect(full.stdout).toMatch(/\n0 files written, \d+ unchanged, 0 removed\n$/);
  const { code, stdout, stderr, isSpared } = await synth();
  expect({ code, stdout, stderr, isSpared }).toEqual({
    code: 0,
    stdout: full.stdout,
    stderr: full.stderr,
    isSpared: true,
  });
  // Whoever says it wants it done.
  expect(await synth(['--force'])).toMatchObject({ code: 0, isSpared: false });
  expect(await synth(['--quiet'])).toMatchObject({ code: 0, stdout: '', isSpared: false });
  const printed = ['shop', '-e', 'local', '--stdout'];
  const first = await synth(printed);
  expect(await synth(printed)).toMatchObject({ code: 0, stdout: first.stdout, isSpared: true });
  expect(records().length).toBeLessThanOrEqual(8);
});

describe('a run is not spared after a change of', () => {
  const read = (place: string) => saying(`readFileSync('${place}', 'utf8')`, "import { readFileSync } from 'node:fs';");
  const seen = (test: string) => saying(test, "import { existsSync, readdirSync } from 'node:fs';");
  test.each<[string, string, () => void]>([
    ['a source', saying("'one'"), () => project.write('main.ts', saying("'two'"))],
    ['a file that the app reads', read('word.txt'), () => project.write('word.txt', 'two')],
    [
      'the same by a link',
      read('link.txt'),
      () => (rmSync(project.at('link.txt')), symlinkSync('other.txt', project.at('link.txt'))),
    ],
    ['what is there', seen("existsSync('new.txt') ? 'two' : 'one'"), () => project.write('new.txt', '')],
    [
      'what is in a folder',
      seen("readdirSync('folder').length > 1 ? 'two' : 'one'"),
      () => project.write('folder/b', ''),
    ],
    [
      'a package',
      saying('word', "import { word } from 'own';"),
      () => project.write('node_modules/own/index.js', "exports.word = 'two';\n"),
    ],
    [
      'the package that is found',
      saying('word', "import { word } from 'own';"),
      () => project.write('node_modules/.cache/chartwright/node_modules/own/index.js', "exports.word = 'two';\n"),
    ],
  ])('%s', async (_, main, change) => {
    makeProject(main);
    project.write('word.txt', 'one');
    project.write('other.txt', 'two');
    symlinkSync('word.txt', project.at('link.txt'));
    project.write('folder/a', '');
    await settle();
    expect(word()).toBe('one');
    const times = statSync(project.at('word.txt'));
    change();
    utimesSync(project.at('word.txt'), times.atime, times.mtime);
    expect(await synth()).toMatchObject({ code: 0, isSpared: false });
    expect(word()).toBe('two');
  });

  test('a variable, a file of values, or a file of the output', async () => {
    makeProject(saying("process.env['WORD'] ?? 'none'"));
    project.write('values.yaml', '{}');
    const env = { WORD: 'one' };
    const args = ['--values', 'values.yaml'];
    await settle(args, { env });
    expect(await synth(args, { env: { WORD: 'two' } })).toMatchObject({ code: 0, isSpared: false });
    expect(word()).toBe('two');
    await settle(args, { env: { WORD: 'six' } });
    rmSync(project.at(output));
    expect((await synth(args, { env: { WORD: 'six' } })).isSpared).toBe(false);
    expect(word()).toBe('six');
    writeFileSync(project.at(output), project.read(output).replace('six', 'bad'));
    expect(await synth(args, { env: { WORD: 'six' } })).toMatchObject({ code: 1, isSpared: false });
    expect(await synth(['--force', ...args], { env: { WORD: 'six' } })).toMatchObject({ code: 0 });
    project.write('values.yaml', 'none: 1');
    expect(await synth(args, { env: { WORD: 'six' } })).toMatchObject({ code: 1, isSpared: false });
  });
});

test.each<[string, string, string?]>([
  ['asks the clock', 'Date.now() > 0'],
  ['makes a date of today', 'new Date().getFullYear() > 0'],
  ['asks a clock that it has imported', 'performance.now() > 0', "import { performance } from 'node:perf_hooks';"],
  ['draws lots', 'Math.random() >= 0'],
  ['draws lots of bytes', 'randomBytes(1).length > 0', "import { randomBytes } from 'node:crypto';"],
  ['starts a program', "execFileSync('true').length === 0", "import { execFileSync } from 'node:child_process';"],
  ['asks the machine', "hostname() !== ''", "import { hostname } from 'node:os';"],
  ['asks for its number', 'process.pid > 0'],
  ['writes a file', "writeFileSync('own.txt', '') === undefined", "import { writeFileSync } from 'node:fs';"],
  ['works at its end', "process.on('exit', () => undefined) === process"],
  [
    'works when all is done',
    "void Promise.resolve().then(async () => { await new Promise((s) => setTimeout(s, 300)); require('node:fs').writeFileSync('late.txt', ''); }) === undefined",
  ],
  ['loads a source of its own', "require(process.cwd() + '/own.cjs') === 1"],
  ['loads a module', "void import('own') === undefined"],
  ['asks for a variable of the shell', "process.env['_'] !== 'x'"],
  ['reads what is no file', "readFileSync('/dev/null').length === 0", "import { readFileSync } from 'node:fs';"],
])('a run of an app that %s is never spared', async (_, test, before = '') => {
  makeProject(saying(`String(${test})`, before));
  project.write('own.cjs', 'module.exports = 1;\n');
  // The first run writes, after the second nothing has changed.
  for (let i = 0; i < 2; i++) expect(await synth()).toMatchObject({ code: 0, isSpared: false });
  expect(records()).toEqual([]);
  expect(word()).toBe('true');
});

test('what is kept of a run is damaged, and the run is done', async () => {
  makeProject(saying("'one'"));
  await settle();
  const file = join(cache(), records()[0]!);
  const text = readFileSync(file, 'utf8');
  for (const damaged of [text.slice(0, -9), text.replace('unchanged', 'UNCHANGED'), '']) {
    writeFileSync(file, damaged);
    const { code, stdout } = await synth();
    expect({ code, isSame: / unchanged, /.test(stdout) }).toEqual({ code: 0, isSame: true });
  }
});
