import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { helmVersions, kubectl } from '../../judging/verify/tools';

const repository = join(__dirname, '../../..');
/** Of `lib/judging/testing/build-library.js`: the library and the systems of this repository, compiled into one package. */
const systemsFolder = join(repository, '.build/with-systems');
/** Likewise: this repository as it is installed, and beside it what V8 makes of packages. */
const installedFolder = join(repository, 'node_modules/.cache/chartwright-installed');

export interface Outcome {
  readonly pid: number | undefined;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** File mode mask, as the shell takes it. */
  readonly umask?: string;
}

/** A folder of an author, with an app of their own, outside this repository. */
export class Project {
  readonly folder: string;

  /** @param modules what its `node_modules` leads to. @default all packages of this repository, and itself */
  constructor(main: string, below = '.', modules = packages()) {
    const home = mkdtempSync(join(tmpdir(), 'chartwright-project-'));
    this.folder = join(home, below);
    mkdirSync(this.folder, { recursive: true });
    symlinkSync(modules, join(this.folder, 'node_modules'));
    this.write('main.ts', main);
    cleanups.push(() => rmSync(home, { recursive: true, force: true }));
  }

  /** Gives it a `node_modules` of its own, without a cache and with links to all packages. */
  ownPackages(): this {
    const all = realpathSync(this.at('node_modules'));
    rmSync(this.at('node_modules'));
    for (const name of readdirSync(all).filter((each) => each !== '.cache')) {
      mkdirSync(dirname(this.at(`node_modules/${name}`)), { recursive: true });
      symlinkSync(join(all, name), this.at(`node_modules/${name}`));
    }
    return this;
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), text);
  }

  at(path: string): string {
    return join(this.folder, path);
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }

  exists(path: string): boolean {
    return existsSync(this.at(path));
  }

  /** Runs the real command line. */
  chartwright(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return this.run([process.execPath, commandLine(), ...args], options);
  }

  /**
   * Runs several commands for the app of `main.ts` one after the other in one process, which costs far less than one for each. The app
   * ends with `void run(app);`, and is built once.
   */
  async commands(all: readonly (readonly string[])[]): Promise<Omit<Outcome, 'pid'>[]> {
    const each = `void (async () => {
      for (const argv of ${JSON.stringify(all)}) {
        process.exitCode = undefined;
        await run(app, argv);
        const end = '\\0' + process.exitCode + '\\0';
        globalThis[Symbol.for('chartwright.print')](end);
        process.stderr.write(end);
      }
      process.exitCode = 0;
    })();`;
    this.write(
      'commands.ts',
      this.read('main.ts').replace(/(?:void )?\brun\(app\);/, () => each),
    );
    const { code, stdout, stderr } = await this.chartwright([], { env: { CHARTWRIGHT_APP: 'commands.ts' } });
    rmSync(this.at('commands.ts'));
    const [printed, said] = [stdout.split('\0'), stderr.split('\0')];
    if (code !== 0 || printed.length !== 2 * all.length + 1)
      throw new Error(`a run that ended with ${code}: ${stderr}`);
    return all.map((_, i) => ({ code: Number(printed[2 * i + 1]), stdout: printed[2 * i]!, stderr: said[2 * i]! }));
  }

  run(command: readonly string[], { env = {}, umask = '022' }: RunOptions = {}): Promise<Outcome> {
    const { CDK8S_OUTDIR: _outdir, CHARTWRIGHT_APP: _app, ...own } = process.env;
    const shell = ['-c', `umask ${umask}; exec "$@"`, 'sh', ...command];
    const child = spawn('/bin/sh', shell, {
      cwd: this.folder,
      env: { ...own, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
    return new Promise((resolve) => child.on('close', (code) => resolve({ pid: child.pid, code, stdout, stderr })));
  }

  /** Each file of the output, with what is in it and how it lies on disk. */
  files(...folders: string[]): Map<string, { digest: string; mode: string; inode: number; changed: number }> {
    const found = new Map<string, { digest: string; mode: string; inode: number; changed: number }>();
    for (const folder of folders.length > 0 ? folders : ['dist', 'charts']) {
      if (!this.exists(folder)) continue;
      for (const entry of readdirSync(this.at(folder), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        const { mode, ino: inode, ctimeMs: changed } = statSync(file);
        const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
        found.set(file.slice(this.folder.length + 1), { digest, mode: (mode & 0o777).toString(8), inode, changed });
      }
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** How many files the output has, the lists of what was written not counted. */
  count(): number {
    return [...this.files().keys()].filter((path) => !path.endsWith('/.chartwright')).length;
  }

  /** The bytes and modes of the output, by path. */
  contents(...folders: string[]): { [path: string]: string } {
    return Object.fromEntries(
      [...this.files(...folders)].map(([path, { digest, mode }]) => [path, `${mode} ${digest}`]),
    );
  }
}

/** The packages of all projects: those of this repository, and itself. */
function packages(): string {
  if (packagesFolder !== undefined) return packagesFolder;
  const home = mkdtempSync(join(tmpdir(), 'chartwright-packages-'));
  const folder = join(home, 'node_modules');
  mkdirSync(folder);
  const own = join(repository, 'node_modules');
  for (const name of readdirSync(own).filter((each) => each !== '.cache'))
    symlinkSync(join(own, name), join(folder, name));
  symlinkSync(installedPackage(), join(folder, 'chartwright'));
  symlinkSync(systemsFolder, join(folder, 'chartwright-with-systems'));
  linkCaches(folder);
  cleanups.push(() => {
    rmSync(home, { recursive: true, force: true });
    packagesFolder = undefined;
  });
  return (packagesFolder = folder);
}

/**
 * Gives projects the programs that `verify` runs, which each folder of packages would unpack anew, and what V8 made of packages for
 * others.
 */
function linkCaches(modules: string): void {
  const cache = join(modules, '.cache/chartwright');
  const compiled = join(installedFolder, 'compiled');
  for (const folder of [cache, compiled]) mkdirSync(folder, { recursive: true });
  symlinkSync(compiled, join(cache, 'compiled'));
  for (const { path } of [...helmVersions(repository), kubectl(repository)])
    symlinkSync(dirname(path), join(cache, basename(dirname(path))));
}

/** This repository as an installed package. */
export const installedPackage = (): string => join(installedFolder, 'node_modules/chartwright');

/** The command line of the installed package. */
export const commandLine = (): string => join(installedPackage(), 'lib/program/cli/chartwright.mjs');

let packagesFolder: string | undefined;

const cleanups: (() => void)[] = [];

/** Removes all projects. */
export const removeProjects = (): void => cleanups.splice(0).forEach((clean) => clean());

/** An app with the system that this repository is best known by. */
export const sovdWebapp = `
import { App } from 'cdk8s';
import { run, SovdWebapp } from 'chartwright-with-systems';

const app = new App();
new SovdWebapp(app);
void run(app);
`;

export interface ShopOptions {
  /** TypeScript: the values of the local environment. */
  readonly local?: string;
  /** TypeScript: the values of the production environment. */
  readonly production?: string;
  /** TypeScript: what follows the objects in the constructor. */
  readonly more?: string;
  /** TypeScript: what follows the chart. */
  readonly after?: string;
}

/** A small app with one system, `shop`, of one ConfigMap and, where `banner.enabled`, another. */
export const shop = ({
  local = `{}`,
  production = `{ host: placeholder('db.example.com', 'the database') }`,
  more = '',
  after = '',
}: ShopOptions = {}): string => `
import { ApiObject, App } from 'cdk8s';
import { Condition, Hook, HelmChart, k8s, run } from 'chartwright';
import { entries, fullname, integer, join, list, object, placeholder, string, stringMap, text, toggle, values } from 'chartwright';

const { KubeConfigMap } = k8s;

const Values = values({
  host: string('localhost', 'Host of the database', { minLength: 1 }),
  replicaCount: integer(2, 'Number of pods', { minimum: 1, maximum: 9 }),
  labels: stringMap({ team: 'shop', tier: 'web' }, 'Labels'),
  names: list<string>(string('', 'A name'), ['first'], 'Names'),
  limits: object({ orders: integer(10, 'Orders'), items: integer(20, 'Items') }, 'Limits'),
  banner: toggle(false, { text: string('Hello', 'What it says') }, 'A banner'),
});

class Shop extends HelmChart<typeof Values> {
  constructor(scope: App) {
    super(scope, 'shop', {
      values: Values,
      environments: { local: { values: ${local} }, production: { values: ${production} } },
      version: '0.3.0',
      appVersion: '0.3.0',
      description: 'A shop',
    });
    const { values } = this;
    new KubeConfigMap(this, 'settings', {
      metadata: { name: text\`\${fullname}-settings\`, annotations: { ...entries(values.labels) } },
      data: {
        HOST: values.host,
        REPLICAS: text\`\${values.replicaCount}\`,
        ORDERS: text\`\${values.limits.orders}\`,
        NAMES: join(values.names, ','),
        ITEMS: text\`\${values.limits.items}\`,
      },
    });
    const banner = new KubeConfigMap(this, 'banner', {
      metadata: { name: text\`\${fullname}-banner\` },
      data: { TEXT: values.banner.text },
    });
    Condition.of(banner).when(values.banner.enabled);
    ${more}
  }
}

void ApiObject;
const app = new App();
new Shop(app);
${after}
void run(app);
`;
