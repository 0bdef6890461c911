/*
 * A run of `synth` in which nothing had changed, and what it had looked at: as long as all that is the same, another run would print
 * the same and write nothing, and is spared. See observe-run.mjs for what nobody can know; then nothing is kept.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import Module from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';
import { digestOf } from './app-inputs.mjs';
import { keepCompiled } from './compile-cache.mjs';
import { markOf, observeRun, ofShells, stateOf } from './observe-run.mjs';

/** Bytes of what a run prints. */
const mostText = 1_000_000;

/** Where systems say in which time zone they are; `TZ` is a variable. */
export const timeZone = '/etc/localtime';

const here = dirname(fileURLToPath(import.meta.url));

export class KeptRun {
  /**
   * @param place the kept app; see kept-app.mjs
   * @param args the command line
   */
  constructor(place, args) {
    this.place = place;
    const environment = Object.entries(process.env)
      .filter(([name]) => !ofShells.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const streams = [process.stdout, process.stderr].map(({ isTTY, columns }) => [isTTY, columns]);
    const about = [place.stem, args, environment, streams, process.version, process.execPath];
    this.about = digestOf(JSON.stringify(about));
    // As many command lines as there are such names are kept for an app.
    this.file = `${place.stem}.run${parseInt(this.about[0], 16) % 8}.json`;
  }

  /** Whether a command line may be spared. Whoever says `--force` or `--check` wants it done. */
  static isPossible(args) {
    const isSynth = args[0] === undefined || args[0] === 'synth' || args[0].startsWith('-');
    const isWanted = args.some((argument) => /^(?:--force|--check|--watch|-w|--help|-h)(?:=|$)/.test(argument));
    const isPlain =
      process.execArgv.length === 0 && process.env.NODE_OPTIONS === undefined && process.send === undefined;
    return isSynth && !isWanted && isPlain && process.env.NODE_V8_COVERAGE === undefined;
  }

  /** Prints what the run has printed. False where something is other than it was then. */
  replay() {
    const record = attempt(() => JSON.parse(readFileSync(this.file, 'utf8')));
    if (record?.about !== this.about || record.digest !== digestOf(JSON.stringify(record.of))) return false;
    const { parts, looked, roots, said } = record.of;
    if (looked.some(([path, mark]) => markOf(path) !== mark) || roots.some(hasLeftovers)) return false;
    if (this.place.record()?.parts.join() !== parts.join()) return false;
    for (const [stream, text] of said) process[stream].write(text);
    return true;
  }

  /** Takes note of what is printed from now on. */
  listen() {
    this.said = [];
    this.reasons = new Set();
    for (const stream of ['stdout', 'stderr']) {
      const { write } = process[stream];
      process[stream].write = (text, ...others) => {
        if (typeof text === 'string') this.said.push([stream, text]);
        else this.reasons.add('bytes');
        return write.call(process[stream], text, ...others);
      };
    }
  }

  /**
   * Begins to note what the app does, which is about to be loaded. It is known whether the run can be kept when it has ended.
   *
   * @param format that the app was compiled to
   */
  observe(format) {
    const since = this.place.now();
    const written = new Set();
    const roots = new Set();
    const notes = { reasons: this.reasons, looked: new Map() };
    const run = observeRun(() => notes);
    if (format !== 'cjs') run.note('module');
    globalThis[Symbol.for('chartwright.observed')] = {
      unnoted: run.unnoted,
      wrote: ({ root, files, isSteady }) => {
        roots.add(root);
        for (const file of files) written.add(file);
        if (!isSteady) run.note('output');
      },
    };
    const ends = ['exit', 'beforeExit'];
    const listeners = () => ends.flatMap((event) => process.listeners(event));
    const known = new Set([...listeners(), keepCompiled]);
    process.prependOnceListener('exit', (code) => {
      run.unnoted(() => rmSync(this.file, { force: true }));
      const isPlain = listeners().every((each) => known.has(each)) && this.said.join().length <= mostText;
      if (code !== 0 || !isPlain || this.reasons.size > 0 || run.usesNetwork() || since === undefined) return;
      attempt(() => run.unnoted(() => this.keep(notes.looked, [...written], [...roots], since)));
    });
  }

  /** Whether a file is what the app or its packages were compiled to: they decide, and it does not. */
  isCompiled(path) {
    return path === this.place.compiled || path.startsWith(join(this.place.folder, 'compiled') + sep);
  }

  keep(seen, written, roots, since) {
    const { parts } = this.place.record() ?? {};
    const files = Object.keys(Module._cache);
    if (parts === undefined || files.some(importsModules)) return;
    const own = readdirSync(here).map((name) => join(here, name));
    const all = new Set(
      [...seen.keys(), ...written, ...files, ...own, timeZone].filter((path) => !this.isCompiled(path)),
    );
    const states = [...all].map((path) => [path, stateOf(path)]);
    // What was written since is not what was read, or may be written again before its times tell.
    const isOther = ([path, state]) => state.changed >= since || (seen.get(path) ?? state.mark) !== state.mark;
    if (states.some((each) => each[1] === undefined || isOther(each))) return;
    const folders = new Set([...files, join(process.cwd(), 'any')].flatMap(foldersOf));
    const looked = [
      ...states.map(([path, { mark }]) => [path, mark]),
      ...[...folders].map((path) => [path, markOf(path)]),
    ];
    const of = { parts, roots, looked, said: this.said };
    this.place.put(this.file, JSON.stringify({ about: this.about, digest: digestOf(JSON.stringify(of)), of }));
  }
}

/** Whether a module may load modules of ECMAScript, which nobody notes. */
export const importsModules = (file) =>
  types.isModuleNamespaceObject(Module._cache[file].exports) ||
  /\bimport\s*\(/.test(withoutRemarks(readFileSync(file, 'latin1')));

/** A source without the lines that are nothing but comments, in which types are imported. */
const withoutRemarks = (text) => text.replace(/^\s*(?:\*|\/\/|\/\*(?:(?!\*\/).)*\*\/\s*$).*$/gm, '');

/** Where Node.js looks for packages from a file, and the folder of the package that a file belongs to. */
export function foldersOf(file) {
  const found = [];
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) !== 'node_modules') found.push(join(folder, 'node_modules'));
  }
  return found;
}

/** What is left of a run that was killed, which the next one clears away. */
export const hasLeftovers = (root) =>
  (attempt(() => readdirSync(root)) ?? []).some((name) => name.startsWith('.chartwright-'));

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
