import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';

import { outputOf, readTree, remove, temporaryFolder, writeTree } from './test-disk';
import { writeOutput } from './write-output';

const OWNED = ['dist', 'charts'];
const NOBODY = 65534;

let folder = '';
let root = '';
let program = '';

beforeAll(() => {
  folder = temporaryFolder();
  program = join(folder, 'write-output.cjs');
  buildSync({ entryPoints: [join(__dirname, 'write-output.ts')], outfile: program, bundle: true, platform: 'node' });
});

afterAll(() => {
  remove(folder);
});

beforeEach(() => {
  root = join(folder, 'root');
  mkdirSync(root);
});

afterEach(() => {
  remove(root);
});

/**
 * A whole output: most files have other content in each version, some are there in one only, one changes into a folder.
 * A few are so large that most moments fall into the writing of one.
 */
function version(label: string): Record<string, string> {
  const files: Record<string, string> = { 'charts/index.yaml': `${label}\n`, 'dist/same.yaml': 'same\n' };
  for (let index = 0; index < 60; index++) {
    files[`dist/system-${index % 5}/${index}.yaml`] = `${label} ${index}\n`.repeat(index < 4 ? 150_000 : 100 * index);
    files[`dist/only-${label}/${index}.yaml`] = `${label}\n`;
  }
  files[label === 'A' ? 'dist/shape' : 'dist/shape/file.yaml'] = `${label}\n`;
  return files;
}

const VERSIONS = { A: version('A'), B: version('B') };

/** Runs a script that has writeOutput, the root and the versions at hand; resolves when it has ended. */
function run(
  script: string,
  options: { uid?: number; gid?: number } = {},
): { child: ChildProcess; ended: Promise<string> } {
  const preamble =
    `const { writeOutput } = require(${JSON.stringify(program)}); const root = ${JSON.stringify(root)};` +
    `const owned = ${JSON.stringify(OWNED)};` +
    `const load = (file) => new Map(Object.entries(JSON.parse(require('node:fs').readFileSync(file, 'utf8'))));`;
  const child = spawn(process.execPath, ['-e', preamble + script], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  child.stderr.on('data', (data: Buffer) => (text += data.toString()));
  return { child, ended: new Promise((resolve) => child.once('close', () => resolve(text))) };
}

function storeVersions(): { A: string; B: string } {
  const places = { A: join(folder, 'A.json'), B: join(folder, 'B.json') };
  writeFileSync(places.A, JSON.stringify(VERSIONS.A));
  writeFileSync(places.B, JSON.stringify(VERSIONS.B));
  return places;
}

/** Paths of files that are neither the old nor the new ones. */
function torn(files: Readonly<Record<string, string>>): string[] {
  return Object.keys(files).filter((path) => files[path] !== VERSIONS.A[path] && files[path] !== VERSIONS.B[path]);
}

test('a run that is killed at any moment leaves each file whole, and the next run heals', async () => {
  const places = storeVersions();
  const script =
    `const versions = [load(${JSON.stringify(places.A)}), load(${JSON.stringify(places.B)})];` +
    `console.log('ready'); for (let i = 0; ; i++) writeOutput(root, versions[i % 2], owned);`;
  const started = performance.now();
  writeOutput(root, new Map(Object.entries(VERSIONS.A)), OWNED);
  const duration = performance.now() - started;
  let interrupted = 0;
  for (let kill = 0; kill < 20; kill++) {
    writeTree(root, { 'foreign.txt': 'foreign' });
    const { child, ended } = run(script);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    await setTimeout(3 * duration * Math.random());
    child.kill('SIGKILL');
    await ended;

    const left = Object.entries(outputOf(readTree(root)));
    const output = left.filter(([path]) => !path.startsWith('.chartwright-') && path !== 'foreign.txt');
    expect(torn(Object.fromEntries(output))).toEqual([]);
    interrupted += existsSync(join(root, `.chartwright-${child.pid}`)) ? 1 : 0;

    const healed = kill % 2 === 0 ? VERSIONS.A : VERSIONS.B;
    writeOutput(root, new Map(Object.entries(healed)), OWNED);
    expect(outputOf(readTree(root))).toEqual({ ...healed, 'foreign.txt': 'foreign' });
  }
  expect(interrupted).toBeGreaterThan(5);
}, 60_000);

test('runs at the same time on the same root leave the output of one of them', async () => {
  const places = storeVersions();
  const script = (place: string): string =>
    `const files = load(${JSON.stringify(place)}); for (let i = 0; i < 10; i++) writeOutput(root, files, owned, { waitMs: 20000 });`;
  const runs = [places.A, places.B, places.A, places.B].map((place) => run(script(place)));

  expect(await Promise.all(runs.map(({ ended }) => ended))).toEqual(['', '', '', '']);
  expect([VERSIONS.A, VERSIONS.B]).toContainEqual(outputOf(readTree(root)));
}, 60_000);

describe('a folder that may not be written to', () => {
  /** The superuser may write everywhere, so that a test that runs as one lets somebody else try. */
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const script = `try { writeOutput(root, new Map([['dist/a/x.yaml', 'new'], ['dist/b/x.yaml', 'new']]), ['dist']) } catch (error) { console.log(error.message) }`;

  function hand(...paths: string[]): void {
    if (user.uid !== undefined) {
      paths.forEach((path) => chownSync(join(root, path), NOBODY, NOBODY));
    }
  }

  test('inside the output is found before the first change', async () => {
    const old = { 'dist/a/x.yaml': 'old', 'dist/b/x.yaml': 'old' };
    writeOutput(root, new Map(Object.entries(old)), ['dist']);
    hand('.', 'dist', 'dist/.chartwright', 'dist/a', 'dist/a/x.yaml', 'dist/b', 'dist/b/x.yaml');
    chmodSync(join(root, 'dist/b'), 0o555);

    expect(await run(script, user).ended).toBe(
      `${root}/dist/b is not writable, so nothing was changed. Make it writable (chmod u+wx) and run again.\n`,
    );
    expect(outputOf(readTree(root))).toEqual(old);
    chmodSync(join(root, 'dist/b'), 0o755);
  });

  test('as the root is said so', async () => {
    hand('.');
    chmodSync(root, 0o555);

    expect(await run(script, user).ended).toMatch(/^Cannot write to .*, so nothing was changed: EACCES/);
    chmodSync(root, 0o755);
  });
});
