import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { commandLine, Project, removeProjects, shop } from './project.fixture';

/** How long a run may take on a machine that does much else, in milliseconds. */
const patience = 30_000;

/** A process of `synth --watch`, and what it has said. */
class Watching {
  readonly child: ChildProcess;
  private said = '';
  private read = 0;

  constructor(project: Project, env: NodeJS.ProcessEnv = {}) {
    const { CDK8S_OUTDIR: _outdir, CHARTWRIGHT_APP: _app, ...own } = process.env;
    this.child = spawn(process.execPath, [commandLine(), 'synth', '--watch'], {
      cwd: project.folder,
      env: { ...own, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    started.push(this);
  }

  /** Waits until something new is said that matches, and gives what is new up to there. */
  async until(wanted: RegExp): Promise<string> {
    const deadline = Date.now() + patience;
    for (;;) {
      const found = wanted.exec(this.said.slice(this.read));
      if (found) {
        const start = this.read;
        this.read += found.index + found[0].length;
        return this.said.slice(start, this.read);
      }
      if (Date.now() > deadline) throw new Error(`nothing like ${wanted} in: ${this.said.slice(this.read)}`);
      await new Promise((settle) => setTimeout(settle, 20));
    }
  }

  async end(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    if (this.child.exitCode === null) {
      const closed = once(this.child, 'close');
      this.child.kill(signal);
      await closed;
    }
    return this.child.exitCode;
  }
}

const started: Watching[] = [];
afterEach(() => Promise.all(started.splice(0).map((each) => each.end())));
afterAll(removeProjects);

const app = shop({
  local: "{ host: readFileSync('host.txt', 'utf8').trim() }",
}).replace('import { ApiObject', "import { readFileSync } from 'node:fs';\nimport { ApiObject");

function projectWith(main: string): Project {
  const project = new Project(main);
  project.write('package.json', '{ "private": true }');
  project.write('host.txt', 'first\n');
  return project;
}

describe('synth --watch', () => {
  test('shows the objects that a save changes, tells an error, and recovers from it', async () => {
    const project = projectWith(app);
    const watching = new Watching(project);
    const first = await watching.until(/Ctrl-C ends\n/);
    expect(first).toContain('shop local: 1 object');
    expect(project.read('dist/shop/local/10-configuration/10-settings-configmap.k8s.yaml')).toContain('HOST: first');

    project.write('host.txt', 'second\n');
    const changed = await watching.until(/\d+ ms\n/);
    expect(changed).toContain(
      'host.txt\n~ ConfigMap/shop-settings (shop: local)\n    /data/HOST: "first" -> "second"\n',
    );
    expect(project.read('dist/shop/local/10-configuration/10-settings-configmap.k8s.yaml')).toContain('HOST: second');

    const before = project.contents();
    project.write('main.ts', `${app}\nconst unfinished = (`);
    const failed = await watching.until(/the next save tries again\n/);
    expect(failed).toContain('main.ts:');
    project.write('main.ts', app.replace('integer(2,', "integer('two',"));
    const refused = await watching.until(/the next save tries again\n/);
    expect(refused).toContain('must be a whole number, but is "two"');
    expect(project.contents()).toEqual(before);

    project.write(
      'main.ts',
      app.replace('-banner`', '-flag`').replace('integer(2,', 'integer(4,').replace('enabled: true', ''),
    );
    const mended = await watching.until(/\d+ ms\n/);
    expect(mended).toContain('/data/REPLICAS: "2" -> "4"');
    expect(await watching.end()).toBe(0);
    expect(readdirSync(project.folder).filter((name) => name.startsWith('.chartwright'))).toEqual([]);
  });

  test('notices objects that come and go, and files that a source begins to import', async () => {
    const project = projectWith(app);
    const watching = new Watching(project);
    await watching.until(/Ctrl-C ends\n/);
    project.write('more.ts', "export const level = 'info';\n");
    const importing = app
      .replace('\nconst {', "\nimport { level } from './more';\nconst {")
      .replace(
        'const banner =',
        "new KubeConfigMap(this, 'more', { metadata: { name: 'more' }, data: { LEVEL: level } });\n    const banner =",
      );
    project.write('main.ts', importing);
    expect(await watching.until(/\d+ ms\n/)).toContain('+ ConfigMap/more (shop: local, production)');
    project.write('more.ts', "export const level = 'debug';\n");
    expect(await watching.until(/\d+ ms\n/)).toContain(
      'more.ts\n~ ConfigMap/more (shop: local, production)\n    /data/LEVEL: "info" -> "debug"',
    );
    project.write('main.ts', app);
    expect(await watching.until(/\d+ ms\n/)).toContain('- ConfigMap/more (shop: local, production)');
  });

  test('runs once more for a save during a run, and looks itself where the system tells nothing', async () => {
    const project = projectWith(
      app.replace('const app =', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);\nconst app ='),
    );
    const watching = new Watching(project, { CHARTWRIGHT_POLL: '1' });
    await watching.until(/Ctrl-C ends\n/);
    project.write('host.txt', 'second\n');
    await watching.until(/host\.txt\n/);
    await new Promise((settle) => setTimeout(settle, 150));
    project.write('host.txt', 'third\n');
    await watching.until(/-> "third"\n/);
    expect(project.read('dist/shop/local/10-configuration/10-settings-configmap.k8s.yaml')).toContain('HOST: third');
  });

  test('runs once more when other packages are installed, and not when a package manager has changed nothing', async () => {
    const project = projectWith(app);
    const list = 'node_modules/.package-lock.json';
    project.write(list, '{ "packages": {} }');
    const watching = new Watching(project);
    await watching.until(/Ctrl-C ends\n/);
    project.write(list, '{ "packages": {} }');
    await new Promise((settle) => setTimeout(settle, 300));
    project.write('host.txt', 'second\n');
    expect(await watching.until(/\d+ ms\n/)).not.toContain('nothing changed');
    project.write(list, '{ "packages": { "other": {} } }');
    expect(await watching.until(/\d+ ms\n/)).toMatch(/package-lock\.json\nnothing changed; \d+ ms/);
  });

  test('writes after a warm-up what a fresh run writes', async () => {
    const project = projectWith(app);
    const watching = new Watching(project);
    await watching.until(/Ctrl-C ends\n/);
    // Long enough for the process that waits to make its own system to the end.
    await new Promise((settle) => setTimeout(settle, 3000));
    project.write('host.txt', 'second\n');
    await watching.until(/\d+ ms\n/);
    await watching.end();
    expect(await project.chartwright(['synth', '--check', '--quiet'])).toMatchObject({ code: 0, stdout: '' });
  });

  test('stops a run that does not end once its source is another one', async () => {
    const project = projectWith(app);
    const watching = new Watching(project);
    await watching.until(/Ctrl-C ends\n/);
    project.write('main.ts', `console.error('on and on');\nfor (;;);\n${app}`);
    await watching.until(/on and on\n/);
    project.write('main.ts', app.replace('integer(2,', 'integer(3,'));
    expect(await watching.until(/"2" -> "3"/)).toContain('the run did not come to an end');
  });
});
