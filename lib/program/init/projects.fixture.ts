import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { commandLine, Project, removeProjects } from '../cli/project.fixture';

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

/** The folder that the two projects are in. */
let home: Project;
export const homeOfProjects = (): Project => home;

/** Runs a line of a shell in a folder of the home, as a package manager runs a script. */
export const shell = (folder: string, line: string, env: NodeJS.ProcessEnv = {}) =>
  home.run(['sh', '-c', `cd "$0" && ${line}`, folder], {
    env: { PATH: `${home.at('bin')}:${home.at('node_modules/.bin')}:${process.env['PATH']}`, ...env },
  });

const scriptsOf = (folder: string) =>
  (JSON.parse(home.read(`${folder}/package.json`)) as { readonly scripts: { readonly [name: string]: string } })
    .scripts;

/** Runs a script of a project. */
export const script = (folder: string, name: string, env?: NodeJS.ProcessEnv) =>
  shell(folder, scriptsOf(folder)[name]!, env);

/** Two projects as `init` writes them, by their folder, the name of the chart and its environments. */
export const projects = [
  ['my.Shop', 'my-shop', ['local', 'production']],
  ['odd', 'todo', ['dev', 'staging', 'prod-eu']],
] as const;

/** Lets `init` write the projects before the tests of a file: one that was asked nothing, and one of odd answers. */
export function writeProjects(): void {
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
}
