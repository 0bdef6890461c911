/*
 * What each app of a fleet has come to, beside everything that decided it: as long as that is the same and the output is still there, the
 * app need not be loaded. All is known by content, so that what one machine keeps is of use to another in the same place.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf, listingOf, lookedPlaces } from './app-inputs.mjs';
import { foldersOf, importsModules, timeZone } from './kept-run.mjs';
import { everyVariable, ofShells } from './observe-run.mjs';
import { Prints } from './prints.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** The file with what is kept of a fleet as a whole; no app is called so. */
export const wholeFile = '+whole.json';

/** How many command lines are kept. */
const most = 4;

/** What programs read of the environment without asking for it by way of `process.env`. */
const unasked = /^(?:TZ|LANG|LC_.*|NODE_.*)$/;

export class FleetRecords {
  grounds = new Map();
  prints = new Prints();

  /**
   * @param cache the folder for what is kept
   * @param deciding what the command line says that decides about the output of each app
   */
  constructor(cache, deciding) {
    this.cache = cache;
    const about = [deciding, process.cwd(), process.version, process.platform, process.execArgv];
    this.folder = join(cache, 'fleet', digestOf(JSON.stringify(about)).slice(0, 24));
    mkdirSync(this.folder, { recursive: true });
  }

  /** Where it is kept what an app has come to. */
  fileOf({ name }) {
    return join(this.folder, `${name}.json`);
  }

  /**
   * What an app would come to, where that is there already.
   *
   * @param links where packages of a workspace lead, see linked-sources.mjs
   * @param isAbsent whether a file may be missing from the output
   */
  standing(app, links, isAbsent) {
    const { digest, of } = readJson(this.fileOf(app)) ?? {};
    if (of === undefined || digest !== digestOf(JSON.stringify(of))) return undefined;
    const { links: before, ground, looked, listings, places, outputs, entry } = of;
    if (before !== links || !this.isGround(ground)) return undefined;
    if (!looked.every((each) => this.prints.isSame(each))) return undefined;
    if (listings.some(([folder, listing]) => this.listing(folder, places) !== listing)) return undefined;
    const isThere = ([path, mark, its]) => {
      const file = join(places.root, path);
      const state = this.prints.state(file);
      return state?.mark === mark || (state?.mark === 'none' ? isAbsent(path) : this.prints.digest(file) === its);
    };
    if (!outputs.every(isThere)) return undefined;
    if (outputs.some(([path, mark]) => this.prints.state(join(places.root, path)).mark !== mark)) this.refresh(app, of);
    return { name: app.name, places, files: outputs.map(([path, , its]) => [path, its]), entry };
  }

  /** Notes the marks of today, so that what is as it was need not be read again. */
  refresh(app, of) {
    const settled = Date.now() - 3000;
    const states = of.outputs.map(([path]) => this.prints.state(join(of.places.root, path)));
    if (states.some((state) => state.mark === 'none' || state.changed >= settled)) return;
    const outputs = of.outputs.map(([path, , its], i) => [path, states[i].mark, its]);
    this.put(this.fileOf(app), { ...of, outputs });
  }

  /**
   * Notes what has decided about an app that has just been made; before its output is written.
   *
   * @param sources what esbuild's metafile says of its sources
   * @param notes what it looked at, see observe-run.mjs
   * @param since when the run had not yet begun
   * @returns undefined where that cannot be said
   */
  decided({ sources, notes, asked, links, places }, since) {
    const found = lookedPlaces(sources);
    if (found === undefined || notes.reasons.size > 0 || since === undefined) return undefined;
    const paths = [...found.files, ...found.settings.looked, ...notes.looked.keys()];
    const looked = [...new Set(paths)].filter((path) => !this.isOwn(path)).map((path) => this.prints.entry(path));
    const isOther = ([path, mark]) => {
      const state = this.prints.state(path);
      return state === undefined || state.changed >= since || (notes.looked.get(path) ?? mark) !== mark;
    };
    if (looked.some(isOther)) return undefined;
    const ground = this.ground(asked, since);
    if (ground === undefined) return undefined;
    const listings = found.folders.map((folder) => [folder, this.listing(folder, places)]);
    return { links, ground, looked, listings, places };
  }

  /** Keeps it, with the output that is there now. */
  keep(app, decided, { files, entry }) {
    const prints = new Prints();
    const outputs = Array.from(files, ([path, content]) => {
      const file = join(decided.places.root, path);
      const its = digestOf(content);
      return prints.digest(file) === its ? [path, prints.state(file).mark, its] : undefined;
    });
    if (!outputs.includes(undefined))
      this.put(this.fileOf(app), { ...decided, outputs, entry: entry && digested(entry) });
  }

  /** Removes what is kept of apps that are no longer there, and of command lines that were used longest ago. */
  prune(fleet) {
    const known = new Set(fleet.map(({ name }) => `${name}.json`));
    const home = dirname(this.folder);
    const used = readdirSync(home).map((name) => [join(home, name), statSync(join(home, name)).mtimeMs]);
    for (const [folder] of used.sort(([, a], [, b]) => b - a).slice(most))
      rmSync(folder, { recursive: true, force: true });
    for (const name of readdirSync(this.folder).filter((each) => each.endsWith('.json') && !each.startsWith('+'))) {
      if (!known.has(name)) rmSync(join(this.folder, name), { force: true });
    }
  }

  put(file, of) {
    const own = `${file}.${process.pid}`;
    writeFileSync(own, JSON.stringify({ digest: digestOf(JSON.stringify(of)), of }));
    renameSync(own, file);
  }

  /** Packages, this program and the environment, which decide about many apps: kept once, by their digest. */
  ground(asked, since) {
    const files = Object.keys(Module._cache).filter((path) => !this.isOwn(path));
    const key = `${files.length} ${asked.size}`;
    if (this.known?.key === key) return this.known.id;
    const own = readdirSync(here).map((name) => join(here, name));
    const looked = [...new Set([...files, ...own, timeZone])].sort().map((path) => this.prints.entry(path));
    const isYoung = looked.some(([path]) => !((this.prints.state(path)?.changed ?? Infinity) < since));
    if (isYoung || files.some(importsModules)) return undefined;
    const folders = [...new Set([...files, join(process.cwd(), 'any')].flatMap(foldersOf))].sort();
    const listings = folders.map((folder) => [folder, this.listing(folder)]);
    const names = [...asked].sort();
    const of = { looked, listings, names, variables: variablesOf(names) };
    const id = digestOf(JSON.stringify(of)).slice(0, 24);
    this.put(join(this.folder, `+${id}.json`), of);
    this.known = { key, id };
    return id;
  }

  /** Whether all of that is as it was. */
  isGround(id) {
    if (!this.grounds.has(id)) this.grounds.set(id, this.isSameGround(readJson(join(this.folder, `+${id}.json`))));
    return this.grounds.get(id);
  }

  isSameGround({ digest, of } = {}) {
    if (of === undefined || digest !== digestOf(JSON.stringify(of))) return false;
    const isSame = ([folder, listing]) => this.listing(folder) === listing;
    if (of.variables !== variablesOf(of.names) || !of.listings.every(isSame)) return false;
    return of.looked.every((each) => this.prints.isSame(each));
  }

  /** The names in a folder, but for those of the output. */
  listing(folder, { root, plain, charts } = {}) {
    this.listings ??= new Map();
    const key = `${folder}\0${root}\0${plain}\0${charts}`;
    if (!this.listings.has(key)) {
      const output = [plain, charts].flatMap((each) => (each === undefined ? [] : [join(root, each)]));
      const isOutput = (path) => output.includes(path) || /[\\/]\.(?:chartwright-\d+|cache)$/.test(path);
      this.listings.set(key, digestOf(listingOf(folder, isOutput)));
    }
    return this.listings.get(key);
  }

  /** Whether a path is what apps were compiled to, or what V8 made of packages: they decide nothing. */
  isOwn(path) {
    return path.startsWith(this.cache + sep);
  }
}

/** What stands in variables of the environment, as a digest: it may be secret. */
function variablesOf(names) {
  const isAsked = (name) => names.includes(everyVariable) || names.includes(name) || unasked.test(name);
  const all = Object.entries(process.env).filter(([name]) => !ofShells.has(name) && isAsked(name));
  return digestOf(JSON.stringify(all.sort(([a], [b]) => (a < b ? -1 : 1))));
}

const digested = ({ metadata, archive }) => ({ metadata, archive: { digest: archive.digest ?? digestOf(archive) } });

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
