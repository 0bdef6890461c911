/*
 * What decides what esbuild makes of an app: the sources that it names, the folders in which it looked for them, and the settings
 * of compilers and packages above them. Packages stay outside of a compiled app and decide nothing.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** What esbuild reads beside sources, in the folder of each and in all above. */
const settingsNames = ['package.json', 'tsconfig.json', 'jsconfig.json'];

export const digestOf = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

/**
 * Everything that a compiled app depends on, as plain data that `areSame` compares with what is there later.
 *
 * @param inputs what a metafile of esbuild says of its sources
 * @param since when esbuild had not yet begun, by the clock of the file system, in milliseconds since 1970
 * @returns undefined where that cannot be said: a source is not a file, or something is younger, so that esbuild may have read another one
 */
export function inputsOf(inputs, since) {
  const places = lookedPlaces(inputs);
  if (places === undefined) return undefined;
  const { files, folders: looked, settings } = places;
  const states = files.map((file) => [file, stateOf(file), digestOfFile(file)]);
  const all = [...states.map(([, state]) => state), ...[...looked, ...settings.files].map(stateOf)];
  if (states.some(([, state, digest]) => state === undefined || digest === undefined)) return undefined;
  if (all.some((state) => state !== undefined && state.changed >= since)) return undefined;
  return {
    files: states.map(([file, { mark }, digest]) => [file, mark, digest]),
    folders: looked,
    listings: listingsOf(looked),
    settings: settings.digest,
  };
}

/**
 * Where esbuild has looked: the sources, the folders in which it looked for them, and what there is of settings.
 *
 * @param inputs what a metafile of esbuild says of its sources
 * @returns undefined where settings cannot be read as esbuild does
 */
export function lookedPlaces(inputs) {
  const files = Object.keys(inputs).map((path) => resolve(path));
  const own = [...new Set(files.map((file) => dirname(file)))];
  const settings = settingsAbove(own);
  if (settings === undefined) return undefined;
  const folders = new Set(own);
  for (const [path, { imports }] of Object.entries(inputs)) {
    for (const { path: found, original = found } of imports) {
      for (const place of placesOf(original, dirname(resolve(path)), settings.paths)) {
        for (const each of [place, ...mainsOf(place)]) folders.add(dirname(each)).add(each);
      }
    }
  }
  return { files, folders: [...folders].sort(), settings };
}

/**
 * Whether all is as it was. Of a file whose size, times and number are the same, that is known; of any other its content decides.
 *
 * @returns the data with the marks of today where they are other ones; undefined where something else is there
 */
export function areSame({ files, folders, listings, settings }) {
  const now = [];
  let isOther = false;
  for (const [file, mark, digest] of files) {
    const state = stateOf(file);
    if (state === undefined) return undefined;
    if (state.mark === mark) now.push([file, mark, digest]);
    else if (digestOfFile(file) !== digest) return undefined;
    else {
      // One that has just been written may be written again before its times tell.
      const isSettled = state.changed < Date.now() - 3000;
      now.push([file, isSettled ? state.mark : mark, digest]);
      isOther ||= isSettled;
    }
  }
  if (listingsOf(folders) !== listings) return undefined;
  const own = [...new Set(files.map(([file]) => dirname(file)))];
  if (settingsAbove(own)?.digest !== settings) return undefined;
  return { isOther, inputs: { files: now, folders, listings, settings } };
}

/** Where esbuild may look for what a source imports: without an ending, and as a file or a folder. */
function placesOf(name, folder, paths) {
  if (/^\.{0,2}\/|^\.{1,2}$|^[A-Za-z]:[\\/]/.test(name)) return [resolve(folder, name)];
  return paths.flatMap(({ pattern, place }) => {
    const [before, after] = pattern.split('*');
    if (after === undefined) return name === pattern ? [place] : [];
    const isMatch = name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
    return isMatch ? [place.replace('*', () => name.slice(before.length, name.length - after.length))] : [];
  });
}

/** What the package.json of a folder names as its beginning. */
function mainsOf(folder) {
  const about = attempt(() => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  return [about?.main, about?.module].filter((main) => typeof main === 'string').map((main) => resolve(folder, main));
}

/** The names in folders, where links lead, and what is not there; one digest of all. */
const listingsOf = (folders) => digestOf(...folders.map((folder) => listingOf(folder)));

/**
 * The names in a folder and where links lead, as a text.
 *
 * @param isLeftOut whether a path does not count
 */
export function listingOf(folder, isLeftOut = () => false) {
  const entries = attempt(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  const lines = entries
    .filter(({ name }) => !isLeftOut(join(folder, name)))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) =>
      entry.isSymbolicLink()
        ? `\n${entry.name} ${attempt(() => realpathSync(join(folder, entry.name)))}`
        : `\n${entry.name}${entry.isDirectory() ? '/' : ''}`,
    );
  return `\0${folder}\0${attempt(() => realpathSync(folder))}${lines.join('')}`;
}

/**
 * The settings in folders and in all above.
 *
 * @returns undefined where one of them cannot be read as esbuild does
 */
function settingsAbove(folders) {
  const above = new Set();
  for (const each of folders) {
    for (let folder = each; !above.has(folder); folder = dirname(folder)) above.add(folder);
  }
  const found = { hash: createHash('sha256'), files: [], paths: [], seen: new Set() };
  try {
    for (const folder of [...above].sort()) {
      for (const name of settingsNames) addSettings(join(folder, name), found);
    }
  } catch {
    return undefined;
  }
  return { digest: found.hash.digest('hex'), files: found.files, paths: found.paths, looked: [...found.seen] };
}

function addSettings(file, found) {
  if (found.seen.has(file)) return;
  found.seen.add(file);
  const text = attempt(() => readFileSync(file, 'utf8'));
  if (text === undefined) return;
  found.files.push(file);
  found.hash.update(`\0${file}\0${text}`);
  if (file.endsWith('package.json')) return;
  const { extends: bases = [], compilerOptions: { baseUrl, paths = {} } = {} } = parsedWithComments(text);
  const home = dirname(file);
  const from = baseUrl === undefined ? home : resolve(home, baseUrl);
  if (baseUrl !== undefined) found.paths.push({ pattern: '*', place: join(from, '*') });
  for (const [pattern, places] of Object.entries(paths)) {
    for (const place of places) found.paths.push({ pattern, place: resolve(from, place) });
  }
  for (const base of [bases].flat()) {
    const place = baseOf(base, file);
    found.hash.update(`\0${base} ${place}`);
    if (place !== undefined) addSettings(place, found);
  }
}

/** The file that a configuration extends; undefined where there is none, which esbuild does without. */
function baseOf(name, file) {
  const { resolve: find } = createRequire(file);
  const path = /^\.{1,2}(?:\/|$)/.test(name) ? resolve(dirname(file), name) : name;
  for (const each of [path, `${path}.json`, `${path}/tsconfig.json`]) {
    const place = attempt(() => find(each));
    if (place?.endsWith('.json') && attempt(() => statSync(place).isFile())) return place;
  }
  return undefined;
}

/** JSON as compilers read their settings: with comments, and with commas at ends. */
function parsedWithComments(text) {
  const withoutComments = text
    .replace(/^\uFEFF/, '')
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[^]*?\*\//g, (_, string = '') => string);
  return JSON.parse(withoutComments.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, string = '') => string));
}

/** What tells one content of a file from another without reading it, and when it was last changed. */
function stateOf(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const { mtimeMs, ctimeMs, size, ino } = stats;
  return { mark: `${mtimeMs} ${ctimeMs} ${size} ${ino}`, changed: Math.max(mtimeMs, ctimeMs) };
}

const digestOfFile = (file) => attempt(() => digestOf(readFileSync(file)));

function attempt(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
