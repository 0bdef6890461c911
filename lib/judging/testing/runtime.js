const { createRequire, isBuiltin } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** What files of this worker were compiled to: a file has the same text for every test file, and is run anew for each. */
const scripts = new Map();

/** Where a name leads that a file requires, by the file's folder and the name. */
const found = new Map();

/** Packages that our sources change (`Node` of constructs tells who made it), or that hold on to such a package: new for each file. */
const changed = /\/node_modules\/(cdk8s[^/]*|constructs)\//;

/** The path of a package's file that all test files of a worker can share. */
function shared(from, name) {
  const key = name.startsWith('.') ? join(from, '..', name) : `${join(from, '..')}\0${name}`;
  if (!found.has(key)) {
    let path;
    try {
      path = createRequire(from).resolve(name);
    } catch {
      // Jest finds it by rules of its own, or says that it is missing.
    }
    found.set(key, path?.includes('/node_modules/') && !changed.test(path) ? path : undefined);
  }
  return found.get(key);
}

/**
 * Jest's way to load modules, for test files that run in Node.js' own realm (`one-realm.js`): packages are loaded once in a worker, by
 * Node.js itself; our own sources are loaded anew for each test file, as what they remember would leak, but are compiled once. A run of
 * all units takes a third less CPU than with Jest's contexts.
 */
module.exports = class OneRealmRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const { executor } = this;
    if (typeof executor?.compile !== 'function')
      throw new Error('this version of jest-runtime compiles modules in another way');
    const head = `(function (${executor.injectedModuleParameters.join(', ')}) {`;
    executor.compile = (code, filename) => {
      let kept = scripts.get(filename);
      if (kept?.code !== code) {
        kept = { code, script: new Script(`${head}${code}\n})`, { filename, columnOffset: -head.length }) };
        scripts.set(filename, kept);
      }
      return kept.script.runInThisContext();
    };
  }

  requireModule(from, name, options, isRequireActual) {
    const own = !name || options?.isInternalModule || isBuiltin(name);
    const path = own ? undefined : shared(from, name);
    return path === undefined ? super.requireModule(from, name, options, isRequireActual) : require(path);
  }
};
