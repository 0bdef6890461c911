import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandLine, Project, removeProjects } from '../cli/project.fixture';

/*
 * Two projects as init writes them, and what their own scripts say of them: one that was asked nothing, and one of odd answers. Types are
 * those of the sources of this repository, and both are compiled and linted in one run.
 */

const digest = `sha256:${'0a'.repeat(32)}`;
const oddFlags = [
  ...[
    '--name',
    'todo',
    '--image',
    `registry.example.com:5000/team/todo@${digest}`,
    '--port',
    '80',
    '--type',
    'commonjs',
  ],
  ...['--environments', 'dev,staging,prod-eu', '--package-manager', 'pnpm'],
];
const repository = join(__dirname, '../../..');

let home: Project;

/** Runs a line of a shell in a folder of the home, as a package manager runs a script. */
const shell = (folder: string, line: string, env: NodeJS.ProcessEnv = {}) =>
  home.run(['sh', '-c', `cd "$0" && ${line}`, folder], {
    env: { PATH: `${home.at('bin')}:${home.at('node_modules/.bin')}:${process.env['PATH']}`, ...env },
  });

const scriptsOf = (folder: string) =>
  (JSON.parse(home.read(`${folder}/package.json`)) as { readonly scripts: { readonly [name: string]: string } })
    .scripts;

/** Runs a script of a project. */
const script = (folder: string, name: string, env?: NodeJS.ProcessEnv) => shell(folder, scriptsOf(folder)[name]!, env);

beforeAll(async () => {
  home = new Project('');
  rmSync(home.at('main.ts'));
  mkdirSync(home.at('bin'));
  writeFileSync(home.at('bin/chartwright'), `#!/bin/sh\nexec "${process.execPath}" "${commandLine()}" "$@"\n`);
  chmodSync(home.at('bin/chartwright'), 0o755);
  const outcomes = [
    await shell('.', 'chartwright init my.Shop --yes', { npm_config_user_agent: undefined }),
    await shell('.', `chartwright init odd ${oddFlags.join(' ')}`),
  ];
  for (const { code, stderr } of outcomes) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
afterAll(removeProjects);

const projects = [
  ['my.Shop', 'my-shop', ['local', 'production']],
  ['odd', 'todo', ['dev', 'staging', 'prod-eu']],
] as const;

describe.each(projects)('the project %s', (folder, name, environments) => {
  test('is synthesized, checked and verified without a finding', async () => {
    const synthesized = await script(folder, 'synth');
    expect(synthesized).toMatchObject({ code: 0, stderr: '' });
    const checked = await script(folder, 'check');
    expect(checked.stdout).toMatch(/^0 errors, 0 warnings in \d+ objects\n$/);
    const verified = await script(folder, 'verify');
    expect(verified).toMatchObject({ code: 0, stderr: '' });
    for (const environment of environments)
      expect(verified.stdout).toMatch(new RegExp(`^${name} ${environment}: \\d+ objects, equal`, 'm'));
  });

  test('passes its own tests, and writes down what they have seen for the first time', async () => {
    const tested = await script(folder, 'test', { CI: undefined });
    expect(tested).toMatchObject({ code: 0, stderr: expect.stringMatching(/ passed, \d+ total/) });
    expect(home.exists(`${folder}/systems/__snapshots__/${name}.test.ts.snap`)).toBe(true);
  });

  test('is written as Prettier writes it, whatever was made in it since', async () => {
    expect(await shell(folder, 'prettier --check .')).toMatchObject({ code: 0, stderr: '' });
  });
});

test('tests of a project pass in CI too, where no snapshot is written', async () => {
  const table = home.read('my.Shop/systems/__snapshots__/my-shop.test.ts.snap');
  expect(table).toContain('my-shop-web');
  expect(await script('my.Shop', 'test', { CI: 'true' })).toMatchObject({ code: 0 });
});

test('both projects compile, and ESLint has nothing to say', async () => {
  const paths = { chartwright: [join(repository, 'lib')], 'chartwright/jest': [join(repository, 'lib/jest.ts')] };
  for (const [folder] of projects) {
    const settings = JSON.parse(home.read(`${folder}/tsconfig.json`)) as { compilerOptions: object };
    Object.assign(settings.compilerOptions, { paths });
    home.write(`${folder}/tsconfig.json`, JSON.stringify(settings));
  }
  const both = {
    extends: './odd/tsconfig.json',
    include: projects.flatMap(([folder]) => [`${folder}/main.ts`, `${folder}/systems`]),
  };
  home.write('tsconfig.json', JSON.stringify(both));
  const [compiled, linted] = await Promise.all([
    shell('.', 'tsc -p .'),
    shell('.', `eslint --max-warnings 0 ${projects.map(([folder]) => folder).join(' ')}`),
  ]);
  expect(compiled).toMatchObject({ code: 0, stdout: '' });
  expect(linted).toMatchObject({ code: 0, stdout: '', stderr: '' });
}, 120_000);

test('a folder with files of its user is refused with all of their names, and stays as it is', async () => {
  home.write('mine/main.ts', 'mine');
  home.write('mine/tsconfig.json', '{}');
  home.write('mine/package.json', '{}');
  const { code, stdout, stderr } = await shell('.', 'chartwright init mine');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('mine/main.ts: it is there already [in-the-way]\n');
  expect(stderr).toContain('mine/tsconfig.json: it is there already [in-the-way]\n    Move them away');
  expect((await shell('mine', 'ls -A && cat main.ts tsconfig.json package.json')).stdout).toBe(
    'main.ts\npackage.json\ntsconfig.json\nmine{}{}',
  );
});

test('a package.json that is there is added to, and answers that cannot be are told all at once', async () => {
  home.write('added/package.json', '{ "name": "@acme/added", "dependencies": { "zod": "4.0.0" } }');
  const wrong = await shell('added', 'chartwright init --port 0 --image A --type module');
  expect(wrong.stderr).toContain('package.json: its modules are of the type commonjs');
  const both = await shell('added', 'chartwright init --port 0 --image A');
  expect(both.stderr).toMatch(/--port: "0" is not a port[^]*--image: the image "A"/);
  const { stdout } = await shell('added', 'chartwright init');
  expect(stdout).toContain('guessed: --name added ');
  expect(JSON.parse(home.read('added/package.json'))).toMatchObject({
    name: '@acme/added',
    dependencies: { zod: '4.0.0', chartwright: expect.any(String) },
    scripts: { synth: 'chartwright synth' },
  });
  expect(readFileSync(home.at('added/main.ts'), 'utf8')).toContain("from './systems/added'");
});
