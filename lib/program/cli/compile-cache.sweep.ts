import { readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';

/* What is kept of earlier runs makes a run faster, and nothing else. */

afterAll(removeProjects);

const main = `import { word } from 'own';\n${shop({ more: `new KubeConfigMap(this, 'data', { data: { word } });` })}`;
/** A package that is large enough to be kept. */
const source = (word: string) => `exports.word = '${word}';\n${'// words\n'.repeat(2000)}`;

let project: Project;
let kept: string;

/** A project with packages of its own: links to those of the others, and one more. */
beforeEach(() => {
  project = new Project(main);
  const shared = realpathSync(project.at('node_modules'));
  rmSync(project.at('node_modules'));
  for (const name of readdirSync(shared).filter((each) => each !== '.cache')) {
    mkdirSync(dirname(project.at(`node_modules/${name}`)), { recursive: true });
    symlinkSync(join(shared, name), project.at(`node_modules/${name}`));
  }
  project.write('node_modules/own/index.js', source('first'));
  kept = project.at('node_modules/.cache/chartwright/compiled');
});

const word = async () => {
  const { code, stderr } = await project.chartwright(['synth', '--quiet']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return /word: (\w+)/.exec(project.read('dist/shop/local/10-configuration/10-data-configmap.k8s.yaml'))?.[1];
};

test('a package that has changed is compiled anew, also when it is as long as before', async () => {
  expect(await word()).toBe('first');
  expect(await word()).toBe('first');
  project.write('node_modules/own/index.js', source('other'));
  expect(await word()).toBe('other');
});

test('what is kept is damaged, is done without, and made anew', async () => {
  expect(await word()).toBe('first');
  const files = readdirSync(kept).map((name) => join(kept, name));
  expect(files.length).toBeGreaterThan(5);
  const before = files.map((file) => readFileSync(file));
  files.forEach((file, i) => {
    const bytes = Buffer.from(before[i]!);
    // In the middle, at the end, and all of it.
    if (i % 3 === 0) bytes.fill(0x5a, Math.floor(bytes.length / 2), bytes.length - 20);
    writeFileSync(file, i % 3 === 1 ? bytes.subarray(0, bytes.length - 9) : i % 3 === 2 ? '' : bytes);
  });
  const damaged = files.map((file) => readFileSync(file));
  expect(await word()).toBe('first');
  files.forEach((file, i) => expect(readFileSync(file).equals(damaged[i]!)).toBe(false));
});

test('where nothing can be kept, runs are as they are elsewhere, and leave nothing behind', async () => {
  project.write('node_modules/.cache', 'not a folder');
  mkdirSync(project.at('temporary'));
  const env = { TMPDIR: project.at('temporary') };
  const { code, stderr } = await project.chartwright(['synth', '--quiet'], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(project.read('dist/shop/local/10-configuration/10-data-configmap.k8s.yaml')).toContain('word: first\n');
  project.write('main.ts', 'const here: number = 1;\n\n  throw new Error(`no ${here}`);\n');
  expect((await project.chartwright(['synth'], { env })).stderr).toContain('main.ts:3:9: no 1 [failed-app]');
  expect(readdirSync(project.at('temporary'))).toEqual([]);
});

test('runs at the same time share what is kept', async () => {
  const options = { env: { CHARTWRIGHT_TRIALS: '0' } };
  const runs = await Promise.all(
    Array.from({ length: 4 }, () => project.chartwright(['synth', 'shop', '-e', 'local', '--stdout'], options)),
  );
  expect(new Set(runs.map(({ code, stdout }) => `${code} ${stdout}`)).size).toBe(1);
  expect(runs[0]).toMatchObject({ code: 0, stdout: expect.stringContaining('word: first\n') });
  expect(readdirSync(kept).filter((name) => !name.endsWith('.bin'))).toEqual([]);
});
