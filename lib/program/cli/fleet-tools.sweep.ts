import { copyFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fleetApp } from './fleet.fixture';
import { commandLine, installedPackage, Project, removeProjects } from './project.fixture';

/* Nx and Turborepo, told what decides and what comes out as docs/fleet.md says, keep and give back what systems come to. */

afterAll(removeProjects);

const repository = join(__dirname, '../../..');
const names = ['shop', 'web'];
let project: Project;

const env = { CI: '1', TURBO_TELEMETRY_DISABLED: '1', NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
const run = async (command: string) => {
  const { code, stdout, stderr } = await project.run(['sh', '-c', command], { env });
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stdout}${stderr}`);
  return stdout;
};

/** The output of all systems, and with it its lists. */
const output = () => project.contents(...names.flatMap((name) => [`systems/${name}/dist`, `systems/${name}/charts`]));

beforeAll(async () => {
  project = new Project('');
  for (const path of ['main.ts', 'node_modules']) rmSync(project.at(path));
  project.write(
    'package.json',
    JSON.stringify({
      name: 'fleet',
      private: true,
      packageManager: 'npm@10.8.2',
      workspaces: ['systems/*'],
      devDependencies: { nx: '24.0.6', turbo: '2.11.11' },
    }),
  );
  project.write('.gitignore', 'node_modules\n.turbo\n.nx\n');
  project.write('shared/team.ts', "export const team = 'platform';\n");
  for (const name of names) {
    project.write(`systems/${name}/main.ts`, fleetApp(name));
    const scripts = { synth: `node ${commandLine()} synth --quiet` };
    project.write(`systems/${name}/package.json`, JSON.stringify({ name, private: true, scripts }));
  }
  for (const file of ['nx.json', 'turbo.json']) copyFileSync(join(repository, 'docs/fleet', file), project.at(file));
  await run('git init --quiet && npm install --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error');
  for (const name of ['cdk8s', 'constructs']) {
    symlinkSync(join(repository, 'node_modules', name), project.at(`node_modules/${name}`));
  }
  symlinkSync(installedPackage(), project.at('node_modules/chartwright'));
}, 600_000);

test.each([
  ['Turborepo', 'npx --no turbo run synth', /(\d) cached, 2 total/],
  ['Nx', 'npx --no nx run-many -t synth --outputStyle=static', /(?:out of|for) (\d) out of 2 tasks/],
])(
  '%s gives back what has not changed, and makes what has',
  async (_, command, form) => {
    const kept = async () => Number(form.exec(await run(command))?.[1] ?? 0);
    const remove = () => {
      for (const name of names)
        for (const folder of ['dist', 'charts'])
          rmSync(project.at(`systems/${name}/${folder}`), { recursive: true, force: true });
    };
    project.write('shared/team.ts', "export const team = 'platform';\n");
    project.write('systems/web/main.ts', fleetApp('web'));
    remove();
    expect(await kept()).toBe(0);
    const made = output();
    expect(readdirSync(project.at('systems/shop/charts'))).toContain('.chartwright');
    remove();
    expect(await kept()).toBe(2);
    expect(output()).toEqual(made);
    project.write('systems/web/main.ts', fleetApp('web', { word: "'two'" }));
    expect(await kept()).toBe(1);
    const changed = Object.entries(output()).filter(([path, content]) => made[path] !== content);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.map(([path]) => path).filter((path) => !path.startsWith('systems/web/'))).toEqual([]);
    project.write('shared/team.ts', "export const team = 'shop';\n");
    expect(await kept()).toBe(0);
  },
  600_000,
);
