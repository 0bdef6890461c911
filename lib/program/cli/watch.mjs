/*
 * `synth --watch`: runs `synth` after each change of what it has read, each time in a fresh process that waits beforehand, so that
 * nothing of one run is left in the next. One run at a time; what changes during a run starts another one.
 */
import { fork } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WarmCompiler } from './warm-compiler.mjs';
import { Watcher } from './watcher.mjs';

const launcher = join(dirname(fileURLToPath(import.meta.url)), 'chartwright.mjs');

const isFlag = (argument) => /^(--watch|-w)$/.test(argument);

/** Whether a command line asks for it. */
export function isWatching([command = 'synth', ...rest]) {
  const all = command.startsWith('-') ? [command, ...rest] : rest;
  if (command !== 'synth' && !command.startsWith('-')) return false;
  return all.some(isFlag) && !all.some((argument) => /^(--help|-h|--check|--stdout)$/.test(argument));
}

/** What always starts a run, beside what runs have read: compilers read some of it, and packages come with the rest. */
const always = ['package.json', 'tsconfig.json', 'cdk8s.yaml'];
/** Where package managers say that packages are other ones now. */
const installed = ['.package-lock.json', '.modules.yaml', '.yarn-state.yml', '.yarn-integrity'];
/** The same where packages lie in no folder. */
const plugAndPlay = '.pnp.cjs';
/** How much of V8's heap new objects have, in MiB: a run is over before it has made more, and before anything is cleared away. */
const heap = ['--min-semi-space-size=16', '--max-semi-space-size=64'];

/** How long a run may go on after a change, at least, before it is taken for one that never ends, in milliseconds. */
const patience = 5000;

/**
 * Runs until it is interrupted.
 *
 * @param app the source file that begins the app
 * @returns the exit code of the process
 */
export async function watch(args, app) {
  const own = args.filter((argument) => !isFlag(argument));
  const packagesAt = [...installed.map((name) => resolve('node_modules', name)), resolve(plugAndPlay)];
  const known = new Set([app, ...always.map((name) => resolve(name)), ...packagesAt]);
  const watcher = new Watcher();
  watcher.watch(known);
  let [packages, before] = [[], undefined];
  let waiting = new Run(own, packages);
  const compiler = new WarmCompiler(app);
  /** Whether the next run is of a CommonJS module, as most are. */
  let isCommon = false;
  let running;
  let longest = 0;
  const ended = interruption(() => running);
  let packagesSaid = packagesAt.map(textOf);
  for (let causes = []; ;) {
    const began = Date.now();
    [running, waiting] = [waiting, undefined];
    // What is read now is compared from here on.
    watcher.mark();
    const compiled = isCommon ? await compiler.compile(running.child.pid) : undefined;
    const run = running.start({ before, since: began - (causes.age ?? 0), causes, compiled });
    const isWaited = await Promise.race([run, ended, stuck(run, watcher, Math.max(patience, 3 * longest))]);
    if (isWaited === 'interrupted') break;
    if (isWaited === 'stuck') {
      say('the run did not come to an end after a change; it is stopped, and begun anew');
      running.kill();
    }
    const { code, report } = await run;
    packages = report?.packages ?? packages;
    if (report) longest = Math.max(longest, Date.now() - began);
    if (code === 0 && report) before = { ...before, ...report.after };
    const sources = report?.sources ?? sourcesBelow(dirname(app));
    // What did not compile does not say what it is made of.
    const isComplete = report?.sources !== undefined && code === 0;
    const read = [...(report?.read ?? []), ...sources];
    watcher.watch(new Set([...known, ...read, ...(isComplete ? [] : watcher.files)]), began);
    waiting = new Run(own, packages);
    // What did not compile leaves no format.
    isCommon = report?.format === 'cjs' || (report?.format === undefined && isCommon);
    if (isCommon) compiler.begin();
    if (code !== 0) say('nothing was changed; the next save tries again');
    else if (causes.length === 0) say(`${watcher.files.size} files are watched; Ctrl-C ends`);
    for (let isReason = false; !isReason;) {
      causes = await Promise.race([watcher.changed(), ended]);
      if (causes === 'interrupted') break;
      const said = packagesAt.map(textOf);
      const haveChanged = said.some((text, i) => text !== packagesSaid[i]);
      packagesSaid = said;
      // Package managers write these files whenever they run, also where they have changed nothing.
      isReason = haveChanged || causes.some((file) => !packagesAt.includes(file));
      if (!isReason) watcher.mark(causes);
      if (!haveChanged) continue;
      // What the waiting process has loaded is of the packages that there were.
      waiting.kill();
      waiting = new Run(own, (packages = []));
      await compiler.forget();
    }
    if (causes === 'interrupted') break;
    say(`${clock()} ${named(causes)}`);
  }
  watcher.close();
  waiting?.kill();
  await compiler.forget();
  await running.ended;
  return 0;
}

/** A process that waits to be a run. */
class Run {
  constructor(args, packages) {
    this.text = '';
    this.child = fork(launcher, args, {
      execArgv: [...process.execArgv, ...heap],
      env: { ...process.env, CHARTWRIGHT_WATCHED: '1' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'],
    });
    this.child.send({ packages });
    this.child.stdio[4].setEncoding('utf8').on('data', (text) => (this.text += text));
    this.child.on('error', () => undefined);
    this.ended = new Promise((settle) => this.child.once('close', (code) => settle(code ?? 1)));
  }

  /** Lets it begin, and waits until it has ended. */
  async start(about) {
    if (this.child.connected) this.child.send(about, () => undefined);
    const code = await this.ended;
    return { code, report: this.text === '' ? undefined : parsed(this.text) };
  }

  /** Stops it at once, whatever it does; the output is as safe as with any crash. */
  kill() {
    this.child.kill('SIGKILL');
    const cache = resolve('node_modules/.cache/chartwright');
    for (const ending of ['cjs', 'mjs', 'inputs.json'])
      rmSync(join(cache, `app-${this.child.pid}.${ending}`), { force: true });
  }
}

/** Comes true when a run goes on for long after something has changed: it may never end. */
async function stuck(run, watcher, most) {
  let isOver = false;
  void run.then(() => (isOver = true));
  for (let since; !isOver;) {
    await new Promise((settle) => setTimeout(settle, 250).unref());
    if (watcher.look().length === 0) continue;
    since ??= Date.now();
    if (Date.now() - since > most) return 'stuck';
  }
  return new Promise(() => undefined);
}

/**
 * Ctrl-C, or the end that somebody else asks for. A run that writes comes to its end first; who asks again does not wait.
 */
function interruption(current) {
  return new Promise((settle) => {
    let times = 0;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (++times > 1) current()?.kill();
        settle('interrupted');
      });
    }
  });
}

const endings = new Set(['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '.json', '.yaml', '.yml']);
/** More are not looked at one by one. */
const mostSources = 5000;

/** The folders and source files below a folder, where nobody can say which of them belong to an app. */
function sourcesBelow(home) {
  const found = [];
  const visit = (folder) => {
    for (const entry of entriesOf(folder)) {
      const place = join(folder, entry.name);
      const isHidden = entry.name.startsWith('.') || entry.name === 'node_modules' || isOutput(place);
      if (isHidden || found.length >= mostSources) continue;
      if (entry.isDirectory()) (found.push(place), visit(place));
      else if (endings.has(extname(entry.name))) found.push(place);
    }
  };
  found.push(home);
  visit(home);
  return found;
}

const isOutput = (folder) => existsSync(join(folder, '.chartwright'));

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `main.ts and 2 others` */
function named(files) {
  const first = relative('.', files[0]) || files[0];
  const others = files.length - 1;
  return others === 0 ? first : `${first} and ${others} other${others === 1 ? '' : 's'}`;
}

const clock = () => new Date().toTimeString().slice(0, 8);

function say(text) {
  process.stderr.write(`${text}\n`);
}
