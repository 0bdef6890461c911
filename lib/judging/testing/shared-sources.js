const { existsSync, statSync } = require('node:fs');
const { createRequire, isBuiltin } = require('node:module');
const { dirname, join, relative } = require('node:path');
const { Script } = require('node:vm');

const root = join(__dirname, '../../..');

/** Packages that are read as a file of ours, as `moduleNameMapper` in `jest-preset.json` says. */
const standIns = new Map([['@marcbachmann/cel-js', join(__dirname, 'cel-js.module.js')]]);

/**
 * Our sources that test files of a worker may share. What `program/cli` leaves in globals is cleared between test files, and fixtures hold
 * on to what was made for the tests of one.
 */
const ours = /^(?:imports|lib(?!\/program\/cli))\/(?!.*\.(?:test|proof|sweep|fixture)\.ts$).*\.ts$/;

/** Fixtures that make systems of this repository, and then only read them. They are shared, so that each system is made once. */
const makingSystems = new Set([
  'lib/judging/check/broken.fixture.ts',
  'lib/judging/verify/systems.fixture.ts',
  'lib/printing/gitops/deployed.fixture.ts',
  'lib/systems/all-systems.fixture.ts',
  'lib/systems/kirana/kirana.fixture.ts',
  'lib/systems/objects.fixture.ts',
  'lib/systems/output.fixture.ts',
]);

/** What belongs to one test file alone. */
const ofTestFile = '@jest/globals';

const head = '(function (module, exports, require, __dirname, __filename) {';

/** What the test files of this worker share, by path; and when each file was written. */
const modules = new Map();
const writtenAt = new Map();
/** Whether a file may be shared, by path. */
const verdicts = new Map();
/** Where a name leads, by the folder of the file that requires it. */
const found = new Map();

const isPackage = (path) => path.includes('/node_modules/');
const standsIn = new Set(standIns.values());
const mayBeOurs = (path) => standsIn.has(path) || isOurs(relative(root, path).replaceAll('\\', '/'));
const isOurs = (path) => ours.test(path) || makingSystems.has(path);

/** The path of what a file requires; undefined where only Jest finds it. */
function resolve(from, name) {
  const folder = dirname(from);
  const key = `${folder}\0${name}`;
  if (!found.has(key)) found.set(key, standIns.get(name) ?? lookUp(folder, name));
  return found.get(key);
}

function lookUp(folder, name) {
  if (name.startsWith('.')) {
    const path = join(folder, name);
    const source = [`${path}.ts`, join(path, 'index.ts')].find((each) => existsSync(each));
    if (source) return source;
  }
  try {
    return createRequire(join(folder, 'any.js')).resolve(name);
  } catch {
    return undefined;
  }
}

/** Whether a source and all that it requires may be shared. */
function isShared(path, transform) {
  if (verdicts.has(path)) return verdicts.get(path);
  // Sources do not import each other in a circle.
  const verdict = mayBeOurs(path) && requiredBy(path, transform).every((name) => isSharedName(path, name, transform));
  verdicts.set(path, verdict);
  return verdict;
}

function isSharedName(from, name, transform) {
  if (isBuiltin(name)) return true;
  const path = name === ofTestFile ? undefined : resolve(from, name);
  if (path === undefined) return false;
  return isPackage(path) || path.endsWith('.json') || isShared(path, transform);
}

const requiredBy = (path, transform) =>
  [...transform(path).matchAll(/\brequire\((["'])([^"'\n]+)\1\)/g)].map(([, , name]) => name);

function load(path, transform) {
  const known = modules.get(path);
  if (known) return known.exports;
  const module = { exports: {}, filename: path, id: path, children: [], loaded: false };
  modules.set(path, module);
  writtenAt.set(path, statSync(path).mtimeMs);
  try {
    const script = new Script(`${head}${transform(path)}\n})`, { filename: path, columnOffset: -head.length });
    script
      .runInThisContext()
      .call(module.exports, module, module.exports, requireOf(path, transform), dirname(path), path);
  } catch (error) {
    modules.delete(path);
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

function requireOf(from, transform) {
  const own = createRequire(from);
  const required = (name) => {
    const path = isBuiltin(name) ? undefined : resolve(from, name);
    if (path?.endsWith('.json')) writtenAt.set(path, statSync(path).mtimeMs);
    return path === undefined || isPackage(path) || path.endsWith('.json') ? own(path ?? name) : load(path, transform);
  };
  return Object.assign(required, { resolve: own.resolve, cache: own.cache, main: undefined });
}

/** What sources remember of trees and tokens: a test file may have left some that it made no output of. */
const remembering = [
  ['lib/core/manifest/made-at.ts', ({ forgetTrees }) => forgetTrees()],
  ['lib/core/values/token.ts', ({ tokens }) => tokens.forget()],
];

/** Brings the sources that are loaded to where they were when they had been loaded. */
function forgetTests() {
  for (const [path, forget] of remembering) {
    const known = modules.get(join(root, path));
    if (known?.loaded) forget(known.exports);
  }
}

/** Lets go of everything when a source has changed since it was loaded, with the packages that it has changed. */
function forgetChanged() {
  const isChanged = ([path, at]) => statSync(path, { throwIfNoEntry: false })?.mtimeMs !== at;
  if (![...writtenAt].some(isChanged)) return;
  const isStale = (path) => writtenAt.has(path) || /\/node_modules\/(cdk8s[^/]*|constructs)\//.test(path);
  for (const path of Object.keys(require.cache).filter(isStale)) delete require.cache[path];
  for (const kept of [modules, verdicts, found, writtenAt]) kept.clear();
}

module.exports = { forgetChanged, forgetTests, isPackage, isShared, load, resolve };
