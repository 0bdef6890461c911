const { isBuiltin } = require('node:module');
const { Script } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
const { forgetChanged, forgetTests, isPackage, isShared, load, resolve } = require('./shared-sources');

/** What files of this worker that are not shared were compiled to: a file has the same text for every test file, and is run anew for each. */
const scripts = new Map();
/** The source maps of files that the test files of this worker share, by path. */
const maps = new Map();

/** What of Jest itself knows the test file that runs: it is new for each. All else of Jest is as good as any package. */
const ofTestFile = /\/node_modules\/(?:expect|jest-circus|jest-mock|jest-snapshot|@jest\/(?:expect|globals))\//;

/**
 * Jest's way to load modules, for test files that run in Node.js' own realm (`one-realm.js`): packages and our own sources are loaded
 * once in a worker (`shared-sources.js`). Test files, fixtures that assert something, and the command line are loaded anew for each test
 * file, but are compiled once.
 */
module.exports = class OneRealmRuntime extends Runtime {
  constructor(...args) {
    super(...args);
    const globalConfig = args.at(-1);
    // Only then do test files of different runs have one process.
    if (globalConfig?.watch || globalConfig?.watchAll) forgetChanged();
    forgetTests();
    const { executor, transformCache } = this;
    if (typeof executor?.compile !== 'function' || typeof transformCache?.transform !== 'function')
      throw new Error('this version of jest-runtime compiles modules in another way');
    for (const [path, map] of maps) transformCache.sourceMaps.set(path, map);
    this.transformShared = (path) => {
      const code = transformCache.transform(path);
      const map = transformCache.sourceMaps.get(path);
      if (map) maps.set(path, map);
      return code;
    };
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
    const path = !name || isBuiltin(name) ? undefined : resolve(from, name);
    const isOfJest = options?.isInternalModule;
    if (path !== undefined && isPackage(path) && !(isOfJest && ofTestFile.test(path))) return require(path);
    if (path !== undefined && !isOfJest && isShared(path, this.transformShared))
      return load(path, this.transformShared);
    return super.requireModule(from, name, options, isRequireActual);
  }
};
