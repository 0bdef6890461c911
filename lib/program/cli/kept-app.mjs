/*
 * A compiled app beside what it was made of: a run in which that is the same need not compile. What is kept can be thrown away at any
 * moment; what is damaged, or is half of one run and half of another, is done without.
 */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areSame, digestOf, inputsOf } from './app-inputs.mjs';
import { timeBy } from './file-clock.mjs';
import { linkedSources } from './linked-sources.mjs';

const require = createRequire(import.meta.url);

/** How many apps are kept in a folder; those that were used last. */
const most = 8;
const day = 24 * 60 * 60 * 1000;

/** The end of a compiled file, which has its source map. */
const mapMark = '\n//# sourceMappingURL=';

/** What decides how an app is compiled, beside its sources. */
const compilers = ['bundle.mjs', 'app-inputs.mjs', 'kept-app.mjs'];

export class KeptApp {
  /**
   * @param folder where compiled apps are kept
   * @param app the source file that begins the app
   * @param wanted the format that the run begins with, `cjs` or `esm`
   */
  constructor(folder, app, wanted) {
    const form = compilers.map((name) => readFileSync(fileURLToPath(new URL(name, import.meta.url))));
    const { NODE_PATH, PWD } = process.env;
    const about = [app, wanted, process.cwd(), PWD, NODE_PATH, linkedSources(app), esbuildVersion(), process.platform];
    this.folder = folder;
    this.stem = join(folder, `app-${digestOf(...form, JSON.stringify(about)).slice(0, 24)}`);
  }

  /** Whether it is known what compiles, and that it looks for sources in folders alone. */
  static isPossible() {
    return process.env.ESBUILD_BINARY_PATH === undefined && process.versions.pnp === undefined;
  }

  /** What is known of the compiled app, which is of just these sources; undefined where there is none. */
  record() {
    this.known ??= this.readRecord() ?? null;
    return this.known ?? undefined;
  }

  readRecord() {
    try {
      const record = `${this.stem}.json`;
      const { format, parts, inputs } = JSON.parse(readFileSync(record, 'utf8'));
      const same = areSame(inputs);
      if (same === undefined) return undefined;
      if (same.isOther) this.put(record, JSON.stringify({ format, parts, inputs: same.inputs }));
      else if (statSync(record).mtimeMs < Date.now() - day) utimesSync(record, new Date(), new Date());
      return { format, parts };
    } catch {
      return undefined;
    }
  }

  /** The compiled app; undefined where there is none of just these sources. */
  read() {
    const { format, parts } = this.record() ?? {};
    try {
      const file = `${this.stem}.${endings[format]}`;
      const bytes = readFileSync(file);
      return digestsOf(bytes).join() === parts.join() ? { file, format, bytes, isKept: true } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Where it is, as a CommonJS module. */
  get compiled() {
    return `${this.stem}.cjs`;
  }

  /** The time by the clock of the file system; undefined where it cannot be asked. */
  now() {
    return timeBy(`${this.stem}.${process.pid}`);
  }

  /**
   * Keeps what was made, where it is known of what.
   *
   * @param metafile a file in which esbuild has said that
   * @param since when it had not yet begun, see `now`
   */
  keep({ file, format }, metafile, since) {
    const bytes = readFileSync(file);
    try {
      const inputs =
        since === undefined ? undefined : inputsOf(JSON.parse(readFileSync(metafile, 'utf8')).inputs, since);
      if (inputs !== undefined) {
        const parts = digestsOf(bytes);
        this.put(`${this.stem}.${endings[format]}`, bytes);
        this.put(`${this.stem}.json`, JSON.stringify({ format, parts, inputs }));
        this.known = { format, parts };
        this.prune();
        if (format === 'cjs') return { file: `${this.stem}.cjs`, format, bytes };
      }
    } catch {
      // The next run compiles once more.
    }
    return { file, format, bytes };
  }

  /** Other runs see the whole of it or nothing. */
  put(file, content) {
    const own = `${file}.${process.pid}`;
    try {
      writeFileSync(own, content);
      renameSync(own, file);
    } finally {
      rmSync(own, { force: true });
    }
  }

  /** Removes the apps that were used longest ago, and what runs that were killed have left a day ago. */
  prune() {
    const names = readdirSync(this.folder).filter((name) => name.startsWith('app-'));
    const ages = new Map(
      names.map((name) => [name, statSync(join(this.folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0]),
    );
    const stems = names.flatMap((name) => /^(app-[0-9a-f]{24})\.json$/.exec(name)?.[1] ?? []);
    const latest = stems.sort((a, b) => ages.get(`${b}.json`) - ages.get(`${a}.json`)).slice(0, most);
    for (const name of names) {
      const stem = /^(app-[0-9a-f]{24})\.(?:json|cjs|mjs|bin|run\d\.json)$/.exec(name)?.[1];
      const isOld = stems.includes(stem) ? !latest.includes(stem) : ages.get(name) < Date.now() - day;
      if (isOld) rmSync(join(this.folder, name), { force: true });
    }
  }
}

const endings = { cjs: 'cjs', esm: 'mjs' };

/**
 * The two parts of a compiled file.
 *
 * @returns the program and the reference to its source map, with which it ends; that is empty where it has none
 */
export function partsOf(bytes) {
  const at = bytes.lastIndexOf(mapMark);
  return at < 0 ? [bytes, bytes.subarray(bytes.length)] : [bytes.subarray(0, at + 1), bytes.subarray(at + 1)];
}

const digestsOf = (bytes) => partsOf(bytes).map((part) => digestOf(part));

const esbuildVersion = () => require('esbuild/package.json').version;
