/*
 * One run of `synth --watch`, in a process of its own: nothing of an earlier run is left in it. The process is started before it is needed,
 * loads the packages that the run before has loaded, and waits. At its end it tells what it has read.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { dirname, resolve, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { useCompileCache } from './compile-cache.mjs';

const require = createRequire(import.meta.url);
/** Says that a process is such a run. */
const mark = 'CHARTWRIGHT_WATCHED';
/** The descriptor on which a run tells what it has read. */
const reportTo = 4;

/**
 * Waits until the run is wanted, where this process is one of `synth --watch`.
 *
 * @returns undefined in any other process
 */
export async function beginWatched() {
  if (process.env[mark] === undefined) return undefined;
  delete process.env[mark];
  // Ctrl-C reaches all processes of a terminal: the first one lets this run come to its end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
  const next = inbox();
  const { packages } = await next();
  if (packages.length > 0) useCompileCache(resolve('node_modules/.cache/chartwright/compiled'));
  for (const file of packages) attempt(() => require(file));
  const about = next();
  await warmUntil(about);
  const { before, since, causes, compiled } = await about;
  process.disconnect();
  const read = recordReads();
  // What the library knows of it; see watch-changes.ts.
  const run = { before, since, causes, after: {} };
  globalThis[Symbol.for('chartwright.watched')] = run;
  let inputs = compiled?.inputs;
  let format;
  process.once('exit', () => {
    const files = Object.keys(require.cache);
    const sources = inputs === undefined ? undefined : attempt(() => sourcesOf(fs.readFileSync(inputs, 'utf8')));
    if (inputs !== undefined) fs.rmSync(inputs, { force: true });
    const report = {
      sources,
      read: [...read, ...files.filter((file) => !isOfPackage(file))],
      packages: files.filter(isOfPackage),
      after: run.after,
      format,
    };
    writeAll(JSON.stringify(report));
  });
  return {
    /** The compiled app, where that is ready. */
    compiled,
    /** Takes note of the format that the app was loaded in. */
    isLoaded: (as) => (format = as),
    /** Where the compiler says which sources there are. */
    inputsFile: (stem) => (inputs = `${stem}.inputs.json`),
  };
}

const isOfPackage = (file) => file.includes(`${sep}node_modules${sep}`);

/** Gives the messages of the process that started this one, one after the other; with its end this one ends. */
function inbox() {
  const [arrived, waiting] = [[], []];
  process.once('disconnect', () => waiting.length > 0 && process.exit());
  process.on('message', (given) => {
    const settle = waiting.shift();
    if (settle === undefined) arrived.push(given);
    else settle(given);
  });
  return () => new Promise((settle) => (arrived.length > 0 ? settle(arrived.shift()) : waiting.push(settle)));
}

/** How often: what V8 learns the first time, it uses from the second one on, and the third brings no more than it costs. */
const rounds = 2;

/** Does what takes V8 longest, until that is done or something is wanted. */
async function warmUntil(wanted) {
  let isWanted = false;
  void wanted.then(() => (isWanted = true));
  try {
    for (let round = 0; round < rounds; round++) {
      for (const _ of globalThis[Symbol.for('chartwright.warm')]?.() ?? []) {
        await setImmediate();
        if (isWanted) return;
      }
    }
  } catch {
    // The run is slower, and the same.
  }
}

/** The source files that a metafile of esbuild names. */
const sourcesOf = (text) =>
  Object.keys(JSON.parse(text).inputs)
    .filter((path) => !/^[a-z-]{2,}:/.test(path))
    .map((path) => resolve(path))
    .filter((path) => !isOfPackage(path));

const readers = ['readFileSync', 'readFile', 'createReadStream', 'existsSync', 'readdirSync', 'readdir', 'opendirSync'];
const openers = ['openSync', 'open'];
const writers = ['writeFileSync', 'writeFile', 'appendFileSync', 'appendFile', 'createWriteStream'];

/**
 * Notes each file and folder that the program looks at from now on, also where there is none: what is there later is a change. What
 * the program writes itself is not among them.
 */
function recordReads() {
  const read = new Set();
  const written = new Set();
  const pathOf = (place) => {
    if (place instanceof URL) return attempt(() => fileURLToPath(place));
    return typeof place === 'string' ? resolve(place) : undefined;
  };
  let isOver = false;
  const note = (place) => {
    const path = isOver ? undefined : pathOf(place);
    if (path !== undefined && !isOfPackage(path) && !written.has(path)) read.add(path);
  };
  const noteWritten = (place) => {
    const path = pathOf(place);
    if (path === undefined) return;
    written.add(path);
    read.delete(path);
  };
  const wrap = (holder, names, noteEach) => {
    for (const name of names) {
      const original = holder[name];
      if (typeof original !== 'function') continue;
      holder[name] = Object.assign(function (...args) {
        noteEach(...args);
        return original.apply(this, args);
      }, original);
    }
  };
  const noteOpened = (place, flags) =>
    typeof flags === 'string' && /[wa+]/.test(flags) ? noteWritten(place) : note(place);
  const promised = (names) => names.filter((name) => !/Sync$|Stream$/.test(name));
  wrap(fs, readers, note);
  wrap(fs, openers, noteOpened);
  wrap(fs, writers, noteWritten);
  wrap(fs.promises, promised(readers), note);
  wrap(fs.promises, promised(openers), noteOpened);
  wrap(fs.promises, promised(writers), noteWritten);
  syncBuiltinESMExports();
  /** Our own output is read to see whether it has changed. */
  globalThis[Symbol.for('chartwright.unwatch')] = (files) => {
    for (const file of files) {
      noteWritten(file);
      for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) read.delete(folder);
    }
    isOver = true;
  };
  return read;
}

function writeAll(text) {
  const bytes = Buffer.from(text);
  attempt(() => {
    for (let start = 0; start < bytes.length;) start += fs.writeSync(reportTo, bytes, start);
  });
}

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
