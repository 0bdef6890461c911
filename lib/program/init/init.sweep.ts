import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { packedPackage } from '../cli/stranger/packed.fixture';
import { homeOfProjects, projects, script, shell, writeProjects } from './projects.fixture';

/*
 * What the tools of the projects that `init` writes say of them. Types are those of the package as it is published, and both projects are
 * compiled and linted in one run.
 */

let types: string;
beforeAll(async () => {
  types = (await packedPackage()).types;
}, 600_000);

writeProjects();

describe.each(projects.map(([folder, name]) => [folder, name] as const))('the project %s', (folder, name) => {
  test('is synthesized', async () => {
    expect(await script(folder, 'synth')).toMatchObject({ code: 0, stderr: '' });
  });

  test('passes its own tests, and writes down what they have seen for the first time', async () => {
    const tested = await script(folder, 'test', { CI: undefined });
    expect(tested).toMatchObject({ code: 0, stderr: expect.stringMatching(/ passed, \d+ total/) });
    expect(homeOfProjects().exists(`${folder}/systems/__snapshots__/${name}.test.ts.snap`)).toBe(true);
  });

  test('is written as Prettier writes it, whatever was made in it since', async () => {
    expect(await shell(folder, 'prettier --check .')).toMatchObject({ code: 0, stderr: '' });
  });
});

test('tests of a project pass in CI too, where no snapshot is written', async () => {
  const table = homeOfProjects().read('my.Shop/systems/__snapshots__/my-shop.test.ts.snap');
  expect(table).toContain('my-shop-web');
  expect(await script('my.Shop', 'test', { CI: 'true' })).toMatchObject({ code: 0 });
});

test('both projects compile, and ESLint has nothing to say', async () => {
  const paths = { chartwright: [join(types, 'index.d.ts')], 'chartwright/*': [join(types, '*.d.ts')] };
  for (const [folder] of projects) {
    const settings = JSON.parse(homeOfProjects().read(`${folder}/tsconfig.json`)) as { compilerOptions: object };
    Object.assign(settings.compilerOptions, { paths });
    homeOfProjects().write(`${folder}/tsconfig.json`, JSON.stringify(settings));
  }
  const both = {
    extends: './odd/tsconfig.json',
    include: projects.flatMap(([folder]) => [`${folder}/main.ts`, `${folder}/systems`]),
  };
  homeOfProjects().write('tsconfig.json', JSON.stringify(both));
  const [compiled, linted] = await Promise.all([
    shell('.', 'tsc -p .'),
    shell('.', `eslint --max-warnings 0 ${projects.map(([folder]) => folder).join(' ')}`),
  ]);
  expect(compiled).toMatchObject({ code: 0, stdout: '' });
  expect(linted).toMatchObject({ code: 0, stdout: '', stderr: '' });
}, 120_000);
