#!/usr/bin/env node
/*
 * Compiles the app (main.ts, or the file named in $CHARTWRIGHT_APP) without checking types, and runs it with the
 * arguments of this command. The app ends with `run(app)`, which reads them.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { appModule } from './app-module.mjs';
import { bundle } from './bundle.mjs';
import { useCompileCache } from './compile-cache.mjs';
import { explainFailure } from './explain-failure.mjs';
import { askedOfFleet, findFleet } from './fleet.mjs';
import { KeptApp } from './kept-app.mjs';
import { KeptRun } from './kept-run.mjs';
import { refuseOwnSynth } from './own-synth.mjs';
import { unfitPeers } from './peers.mjs';
import { showProgress } from './progress.mjs';
import { isWatching, watch } from './watch.mjs';
import { beginWatched } from './watched.mjs';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
/** The commands that look at no app. */
const withoutApp = new Set(['help', 'init', 'completion', 'import']);
const given = process.argv.slice(2);
if (given[0] === '--version' || given[0] === '-v') {
  console.log(require('../../../package.json').version);
  process.exit(0);
}
/** The apps that this folder has where it has several, which are made in one run. */
const fleet = runsWithoutApp(given) ? undefined : findFleet(process.env.CHARTWRIGHT_APP);
const asked = fleet && askedOfFleet(fleet, given);
if (asked?.refused) {
  console.error(asked.refused);
  process.exit(1);
}
if (isWatching(given)) process.exit(await watch(given, appFile()));
// A run ends within a second or so. Most functions that V8 takes the time to optimize would not earn it back: with the budget
// of 66 KB that it gives them by itself, a third of the CPU goes to its compiler threads. What is hot in a large app still is.
// Newer versions of V8 have other figures for it, and no such flag.
if (parseInt(process.versions.v8, 10) < 12) setFlagsFromString('--interrupt-budget=1000000');
/** What a run tells whoever started it for `synth --watch`. */
const watched = await beginWatched();
const wantsApp = !runsWithoutApp(given);
const noApp = `chartwright: there is no ${appFile()}\n    Run this in the folder of your app, or name its file in CHARTWRIGHT_APP.`;
/** Whether nothing can be done here but to say of a mistyped command which one was meant. */
const isMissing = wantsApp && !existsSync(appFile());
const needsApp = wantsApp && !isMissing;
/** A packed library is compiled already; in its repository what is compiled may be of an earlier day. */
const isPacked = !existsSync(join(here, '../../judging/testing'));
const app = needsApp ? appFile() : join(here, 'without-app.ts');
if (isMissing) {
  const isCommand = given[0] !== undefined && !given[0].startsWith('-');
  if (!isCommand || (isPacked && !canLoad('cdk8s'))) {
    console.error(noApp);
    process.exit(1);
  }
  globalThis[Symbol.for('chartwright.missing-app')] = noApp;
}

const { cdk8s, constructs } = require('../../../package.json').peerDependencies;
const unfit = needsApp ? unfitPeers(dirname(app), { cdk8s, constructs }) : [];
if (unfit.length > 0) {
  for (const problem of unfit) console.error(`chartwright: ${problem}`);
  process.exit(1);
}

/** Where the compiled app lies. Source lines are found from where that really is, also where node_modules is a link. */
const { cache, isKept } = cacheIn(needsApp ? process.cwd() : join(here, '../../..'));
process.setSourceMapsEnabled(true);
if (isKept) useCompileCache(join(cache, 'compiled'));
const isCompiled = needsApp || !isPacked;
const place =
  isCompiled && !fleet && isKept && !watched && KeptApp.isPossible() ? new KeptApp(cache, app, 'cjs') : undefined;
const spared = needsApp && place !== undefined && KeptRun.isPossible(given) ? new KeptRun(place, given) : undefined;
if (fleet) {
  const { runFleet, running } = await import('./fleet-run.mjs');
  // Not waited for: an app that never comes to its end is told of when nothing is left to do.
  void runFleet({ fleet, asked, cache, isKept, prepare: () => prepare(() => running.app?.file) });
} else if (spared === undefined || !spared.replay()) await begin();

/** @param running the app that is to come to its end before the process does */
function prepare(running) {
  process.once('exit', (code) => refuseIdle(code, running()));
  spared?.listen();
  if (needsApp) showProgress(`chartwright ${given[0] === undefined || given[0].startsWith('-') ? 'synth' : given[0]}`);
  // Standard output is for what the command prints, which another program may read: what the app says goes to the other stream.
  globalThis[Symbol.for('chartwright.print')] = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  // What fails after the app was read: in an `async function main()` that nobody waits for, or in a timer.
  for (const event of ['unhandledRejection', 'uncaughtException']) {
    process.on(event, (error) => process.exit(explainFailure(error)));
  }
}

async function begin() {
  prepare(() => app);
  try {
    await load('cjs');
  } catch (error) {
    // The app failed while it built its constructs, before it came to `run(app)`.
    process.exitCode = explainFailure(error);
    // What it has asked for before waits until it is read to its end.
    if (runs()) runs().hasFailed = true;
  }
}

/** The source file that begins the app. */
function appFile() {
  return fleet ? fleet[0].file : resolve(process.env.CHARTWRIGHT_APP ?? 'main.ts');
}

/** Whether this package finds another one. */
function canLoad(name) {
  try {
    return require.resolve(name) !== '';
  } catch {
    return false;
  }
}

/** Whether a command line can be carried out in any folder: `check --path` looks at YAML, wherever that is. */
function runsWithoutApp([command, ...rest]) {
  if (command === '--help' || command === '-h' || withoutApp.has(command)) return true;
  return rest.some(
    (argument) => /^(--help|-h)$/.test(argument) || (command === 'check' && /^(--path|-p)/.test(argument)),
  );
}

/**
 * The folder for what is compiled, in the `node_modules` of a folder. Where nothing can be written there, one that lasts as long as
 * this run, which finds the same packages.
 */
function cacheIn(home) {
  const modules = join(home, 'node_modules');
  const place = join(modules, '.cache', 'chartwright');
  try {
    mkdirSync(place, { recursive: true });
    accessSync(place, constants.W_OK);
    return { cache: realpathSync(place), isKept: true };
  } catch {
    const own = realpathSync(mkdtempSync(join(tmpdir(), 'chartwright-')));
    process.once('exit', () => rmSync(own, { recursive: true, force: true }));
    if (existsSync(modules)) symlinkSync(modules, join(own, 'node_modules'), 'junction');
    return { cache: own, isKept: false };
  }
}

/** Reads the app to its end. */
async function load(wanted) {
  if (!needsApp && isPacked) {
    const { App } = require('cdk8s');
    return void require('../../../.build/index.js').run(new App());
  }
  const { file, format, bytes, isKept: isOld } = await compiled(wanted);
  watched?.isLoaded(format);
  // Modules have no `require`, which sources that were written for both may call.
  if (format === 'esm') globalThis.require ??= createRequire(file);
  if (wanted === 'cjs') spared?.observe(format);
  if (needsApp && wanted === 'cjs') refuseOwnSynth(app);
  let times = 0;
  // It is read again where the app is tried with other values.
  const read =
    format === 'esm'
      ? () => import(`${pathToFileURL(file).href}?${times++}`)
      : // As the main module: an app may ask whether it is (`require.main === module`).
        appModule(file, bytes, isOld ? file.replace(/\.cjs$/, '.bin') : undefined);
  const program = (globalThis[Symbol.for('chartwright.program')] = { read, isRead: false });
  try {
    await read();
  } catch (error) {
    // One of its packages can only be imported. All imports come before anything that the app does.
    const isModule = error?.code === 'ERR_REQUIRE_ESM' || error?.code === 'ERR_REQUIRE_ASYNC_MODULE';
    if (!isModule || format !== 'cjs' || runs()) throw error;
    return await load('esm');
  } finally {
    program.isRead = true;
  }
}

/** The compiled app, in the wanted format where it can be: the one that is kept, where that is of the same sources. */
async function compiled(wanted) {
  const stem = join(cache, `app-${process.pid}`);
  const own = (made) => {
    process.once('exit', () => rmSync(made.file, { force: true }));
    return made;
  };
  if (watched?.compiled && wanted === 'cjs')
    return own({ bytes: readFileSync(watched.compiled.file), ...watched.compiled });
  const kept = place === undefined || wanted === 'cjs' ? place : new KeptApp(cache, app, wanted);
  const found = kept?.read();
  if (found?.format === 'cjs') return found;
  if (found !== undefined) {
    // Another run may put another one in its place, and this run reads it once more.
    const file = `${stem}.mjs`;
    writeFileSync(file, found.bytes);
    return own({ ...found, file });
  }
  const since = kept?.now();
  const inputs = kept ? `${stem}.inputs.json` : watched?.inputsFile(stem);
  const made = own(await bundle(app, stem, wanted, inputs).catch(() => process.exit(1)));
  if (kept === undefined) return { ...made, bytes: readFileSync(made.file) };
  process.once('exit', () => rmSync(inputs, { force: true }));
  return kept.keep(made, inputs, since);
}

/** An app that ends without having run anything has made a mistake, unless it has said so itself. */
function refuseIdle(code, app) {
  const { begun, ended } = runs() ?? { begun: 0, ended: 0 };
  if (code !== 0 || app === undefined || (begun > 0 && begun === ended)) return;
  const name = relative('.', app);
  console.error(
    begun === 0
      ? `chartwright: ${name} ended without run(app), so that nothing was done [no-run]\n` +
          `    End it with \`void run(app);\`, where run comes from 'chartwright'; it takes the place of app.synth().`
      : `chartwright: ${name} ended the process before run(app) was done [ended-early]\n` +
          '    Leave out process.exit(), or wait before it: await run(app).',
  );
  process.exitCode = 1;
}

/** What the app has asked for; see runs.ts. */
function runs() {
  return globalThis[Symbol.for('chartwright.runs')];
}
