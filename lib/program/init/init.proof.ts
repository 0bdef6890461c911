import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { homeOfProjects, projects, script, shell, writeProjects } from './projects.fixture';

/* What `init` writes is an app that works; `init.sweep.ts` asks the tools that it sets up for tests, types, style and layout. */

writeProjects();

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
});

test('a folder with files of its user is refused with all of their names, and stays as it is', async () => {
  homeOfProjects().write('mine/main.ts', 'mine');
  homeOfProjects().write('mine/tsconfig.json', '{}');
  homeOfProjects().write('mine/package.json', '{}');
  const { code, stdout, stderr } = await shell('.', 'chartwright init mine');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('mine/main.ts: it is there already [in-the-way]\n');
  expect(stderr).toContain('mine/tsconfig.json: it is there already [in-the-way]\n    Move them away');
  expect((await shell('mine', 'ls -A && cat main.ts tsconfig.json package.json')).stdout).toBe(
    'main.ts\npackage.json\ntsconfig.json\nmine{}{}',
  );
});

test('a package.json that is there is added to, and answers that cannot be are told all at once', async () => {
  homeOfProjects().write('added/package.json', '{ "name": "@acme/added", "dependencies": { "zod": "4.0.0" } }');
  const wrong = await shell('added', 'chartwright init --port 0 --image A --type module');
  expect(wrong.stderr).toContain('package.json: its modules are of the type commonjs');
  const both = await shell('added', 'chartwright init --port 0 --image A');
  expect(both.stderr).toMatch(/--port: "0" is not a port[^]*--image: the image "A"/);
  const { stdout } = await shell('added', 'chartwright init');
  expect(stdout).toContain('guessed: --name added ');
  expect(JSON.parse(homeOfProjects().read('added/package.json'))).toMatchObject({
    name: '@acme/added',
    dependencies: { zod: '4.0.0', chartwright: expect.any(String) },
    scripts: { synth: 'chartwright synth' },
  });
  expect(readFileSync(homeOfProjects().at('added/main.ts'), 'utf8')).toContain("from './systems/added'");
});
