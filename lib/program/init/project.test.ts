import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { answersOf } from './answers';
import { guesses } from './guesses';
import { mergeIgnored, mergePackage, packageProblem } from './merge';
import { sourceFor } from './own-source';
import { gitIgnore, packageOf, projectFiles } from './project-files';
import { commandsOf } from './template/commands';
import { runtime, versions } from './versions';
import { inTheWay, writeProject } from './write-project';

const root = mkdtempSync(join(tmpdir(), 'chartwright-init-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const answers = answersOf(guesses({ folder: 'shop' }));
const own = packageOf(answers);

let folders = 0;
/** A folder with some files. */
function folder(files: { readonly [path: string]: string } = {}): string {
  const made = join(root, `folder-${folders++}`);
  mkdirSync(made);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(made, path, '..'), { recursive: true });
    writeFileSync(join(made, path), text);
  }
  return made;
}

/** All that is in a folder: files with their text. */
const contents = (at: string) =>
  Object.fromEntries(
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(at.length + 1), readFileSync(path, 'utf8')]),
  );

describe('the packages of a project', () => {
  const { version, dependencies, devDependencies } = JSON.parse(
    readFileSync(join(__dirname, '../../../package.json'), 'utf8'),
  ) as { version: string; dependencies: Record<string, string>; devDependencies: Record<string, string> };

  test('have the versions that this repository is tested with', () => {
    const here: Record<string, string> = { ...dependencies, ...devDependencies, chartwright: version };
    expect(versions).toEqual(Object.fromEntries(Object.keys(versions).map((name) => [name, here[name]])));
  });

  test('are those that an app needs, and for who works on it all others', () => {
    expect(Object.keys(own['dependencies'] as object)).toEqual([...runtime]);
    expect(Object.keys({ ...(own['dependencies'] as object), ...(own['devDependencies'] as object) }).sort()).toEqual(
      Object.keys(versions).sort(),
    );
  });

  test('are never the project itself', () => {
    expect(packageOf({ ...answers, name: 'jest' })['name']).toBe('jest-system');
    expect(packageOf({ ...answers, name: 'shop' })['name']).toBe('shop');
  });

  test.each([
    [undefined, undefined],
    ['0.1.0', undefined],
    ['^0.1.0', undefined],
    ['file:../../tmp/chartwright-0.1.0.tgz', 'file:../../tmp/chartwright-0.1.0.tgz'],
    ['file:chartwright-0.1.0.tgz', 'file:../../cache/npx/chartwright-0.1.0.tgz'],
    ['git+https://git.acme.com/chartwright.git#main', 'git+https://git.acme.com/chartwright.git#main'],
  ])('have this library from where the one that runs is from, %s', (said, source) => {
    expect(sourceFor(said, '/cache/npx', '/home/shop')).toBe(source);
  });
});

describe('a package.json that is there', () => {
  const merge = (theirs: object, files: readonly string[] = []) => {
    const { text, notes } = mergePackage(JSON.stringify(theirs), own, { files });
    return { merged: JSON.parse(text) as Record<string, Record<string, string>>, notes };
  };

  test('keeps all that it has, and gains what it lacks', () => {
    const theirs = {
      name: 'theirs',
      version: '3.0.0',
      description: 'Mine',
      scripts: { lint: 'biome', build: 'make' },
      dependencies: { chartwright: 'file:chartwright-0.1.0.tgz', zod: '4.0.0' },
      optionalDependencies: { typescript: '5.8.0' },
    };
    const { merged, notes } = merge(theirs);
    expect(merged).toMatchObject(theirs);
    expect(merged['type']).toBeUndefined();
    expect(merged['scripts']).toMatchObject({ synth: 'chartwright synth', test: 'jest' });
    expect(Object.keys(merged['dependencies']!)).toEqual(['cdk8s', 'chartwright', 'constructs', 'zod']);
    expect(merged['devDependencies']).toMatchObject({ jest: versions.jest });
    expect(merged['devDependencies']).not.toHaveProperty('typescript');
    expect(notes).toEqual(['package.json keeps its script "lint"; that of a new project is: eslint .']);
  });

  test('has no tests where npm says so', () => {
    const { merged, notes } = merge({ scripts: { test: 'echo "Error: no test specified" && exit 1' } });
    expect(merged['scripts']!['test']).toBe('jest');
    expect(notes).toEqual([]);
  });

  test('leaves settings to the files that have them', () => {
    const { merged, notes } = merge({}, ['jest.config.ts', '.prettierrc.json']);
    expect([merged['jest'], merged['prettier']]).toEqual([undefined, undefined]);
    expect(notes.map((note) => note.split(' ')[0])).toEqual(['jest.config.ts', '.prettierrc.json']);
  });

  test('keeps its indentation, and is as it was the second time', () => {
    const { text } = mergePackage('{\n\t"name": "x"\n}\n', own, { files: [] });
    expect(text).toMatch(/^\{\n\t"name": "x",\n\t"scripts": \{\n\t\t"synth"/);
    expect(mergePackage(text, own, { files: [] })).toEqual({ text, notes: [] });
  });

  test.each([
    ['{', undefined, 'it is not JSON: '],
    ['[]', undefined, 'it is not an object'],
    ['{ "scripts": [] }', undefined, 'its "scripts" is not an object'],
    ['{}', 'module', 'its modules are of the type commonjs, and not module'],
    ['{ "type": "module" }', 'commonjs', 'its modules are of the type module, and not commonjs'],
  ])('is refused where nothing can be added to it: %s', (text, type, message) => {
    expect(packageProblem(text, type)?.message).toContain(message);
  });

  test.each([
    ['\ufeff{}', 'commonjs'],
    ['{ "type": "module" }', 'module'],
    ['{ "type": "module" }', undefined],
  ])('is not refused otherwise: %s', (text, type) => {
    expect(packageProblem(text, type)).toBeUndefined();
  });
});

test('a .gitignore that is there gains the lines that it lacks', () => {
  expect(mergeIgnored('/node_modules\n*.log', ['node_modules/', '# Why', 'charts/*.tgz'])).toBe(
    '/node_modules\n*.log\ncharts/*.tgz\n',
  );
  expect(mergeIgnored(`${gitIgnore.join('\n')}\n`, gitIgnore)).toBeUndefined();
});

describe('a project', () => {
  const made = projectFiles(answers);
  const none = new Map<string, string>();

  test('goes to a new folder, with those above it, and leaves nothing else', () => {
    const home = folder();
    expect(writeProject(join(home, 'a/shop'), { made, changed: none })).toEqual([...made.keys()].sort());
    expect(contents(home)).toEqual(
      Object.fromEntries([...made].map(([path, text]) => [`a/shop/${path}`, text]).sort()),
    );
  });

  test('finds every file in the way, also where a folder should be, and links that lead nowhere', () => {
    const at = folder({ 'main.ts': 'mine', systems: 'a file', 'README.md': made.get('README.md')!, other: 'x' });
    symlinkSync('nowhere', join(at, 'tsconfig.json'));
    symlinkSync('nowhere', join(at, '.github'));
    expect(inTheWay(at, made)).toEqual(['.github', 'main.ts', 'systems', 'tsconfig.json']);
    expect(inTheWay(folder(), made)).toEqual([]);
    expect(inTheWay(join(root, 'no-folder'), made)).toEqual([]);
  });

  test('goes beside what is in a folder, and leaves alone what has its text already', () => {
    const at = folder({ 'README.md': made.get('README.md')!, 'systems/other.ts': 'mine', 'package.json': '{}' });
    const changed = new Map([['package.json', '{ "a": 1 }']]);
    const written = writeProject(at, { made, changed });
    expect(written).toEqual([...made.keys(), 'package.json'].filter((path) => path !== 'README.md').sort());
    expect(contents(at)).toEqual({
      ...Object.fromEntries(made),
      'package.json': '{ "a": 1 }',
      'systems/other.ts': 'mine',
    });
  });

  test('is written to what a link leads to, with its mode', () => {
    const at = folder({ 'real.json': '{}' });
    symlinkSync('real.json', join(at, 'package.json'));
    const { mode } = statSync(join(at, 'real.json'));
    writeProject(at, { made: none, changed: new Map([['package.json', '{ "a": 1 }']]) });
    expect(readFileSync(join(at, 'real.json'), 'utf8')).toBe('{ "a": 1 }');
    expect(statSync(join(at, 'real.json')).mode).toBe(mode);
  });

  test('is taken back where something came in the way meanwhile', () => {
    const last = [...made.keys()].at(-1)!;
    const at = folder({ [last]: 'mine', 'package.json': '{}' });
    const before = contents(at);
    expect(() => writeProject(at, { made, changed: new Map([['package.json', '{ "a": 1 }']]) })).toThrow('EEXIST');
    expect(contents(at)).toEqual(before);
    expect(existsSync(join(at, 'systems'))).toBe(false);
  });

  test('is taken back where what it is added to has gone', () => {
    const at = folder({ other: 'mine', '.gitignore': 'a\n' });
    const changed = new Map([
      ['.gitignore', 'b\n'],
      ['package.json', '{}'],
    ]);
    expect(() => writeProject(at, { made, changed })).toThrow('ENOENT');
    expect(contents(at)).toEqual({ other: 'mine', '.gitignore': 'a\n' });
  });
});

describe('the settings of a project', () => {
  const made = (path: string) => projectFiles(answers).get(path);

  test('say to npm and to every pnpm which scripts of packages need not run', () => {
    const scripts = { '@parcel/watcher': false, esbuild: false, 'unrs-resolver': false };
    expect(own['allowScripts']).toEqual(scripts);
    const pnpm = { ...answers, packageManager: { name: 'pnpm' } } as const;
    expect(packageOf(pnpm)).not.toHaveProperty('allowScripts');
    expect(parse(projectFiles(pnpm).get('pnpm-workspace.yaml')!)).toEqual({
      ignoredBuiltDependencies: Object.keys(scripts),
      allowBuilds: scripts,
    });
  });

  test('hold the committed output to its sources by the command that is for it', () => {
    expect(made('.github/workflows/ci.yaml')).toContain('run: npx chartwright synth --check\n');
    expect(made('.github/workflows/ci.yaml')).not.toContain('git diff');
  });

  test('leave alone what tools write', () => {
    expect(made('eslint.config.mjs')).toContain("globalIgnores(['charts', 'dist', 'imports'])");
    expect(made('.prettierignore')).toContain('\nimports\n');
  });

  test('say to a yarn of today which it is, and where packages go', () => {
    const berry = { ...answers, packageManager: { name: 'yarn', version: '4.5.0' } } as const;
    expect(packageOf(berry)['packageManager']).toBe('yarn@4.5.0');
    expect(projectFiles(berry).get('.yarnrc.yml')).toBe('nodeLinker: node-modules\n');
    expect(projectFiles({ ...answers, packageManager: { name: 'yarn' } }).has('.yarnrc.yml')).toBe(false);
  });
});

describe('the commands of a project', () => {
  test.each([
    [{ name: 'npm' }, 'npm ci', 'npx chartwright diff', undefined],
    [
      { name: 'pnpm', version: '9.1.0' },
      'pnpm install --frozen-lockfile',
      'pnpm exec chartwright diff',
      'npm install --global pnpm@9.1.0',
    ],
    [
      { name: 'yarn' },
      'yarn install --frozen-lockfile',
      'yarn run chartwright diff',
      'npm install --global yarn@1.22.22',
    ],
    [{ name: 'yarn', version: '4.5.0' }, 'yarn install --immutable', 'yarn run chartwright diff', 'corepack enable'],
  ] as const)('are those of %j', (packageManager, installLocked, command, setUp) => {
    const commands = commandsOf(packageManager);
    expect([commands.installLocked, commands.exec('chartwright diff'), commands.setUp]).toEqual([
      installLocked,
      command,
      setUp,
    ]);
    const text = [...projectFiles({ ...answers, packageManager })]
      .filter(([path]) => /README|ci\.yaml|prettierignore/.test(path))
      .map(([, each]) => each)
      .join('\n');
    expect(text).toContain(installLocked);
    expect(text).toContain(commands.lockFile);
    if (packageManager.name !== 'npm') expect(text).not.toMatch(/\b(npm ci|npx |npm run|npm test|package-lock)/);
  });
});
