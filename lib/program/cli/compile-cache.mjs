/*
 * Keeps what V8 makes of the packages of an app, so that the next run need not compile them again. Newer versions of Node.js do so by
 * themselves once they are asked.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { constants, Script } from 'node:vm';

/** Characters of a source. A smaller one is compiled sooner than what is kept of it is read. */
const worthwhile = 6000;

/** Packages, and this one as it is packed. A compiled app is another one at each change, and shows the places of its sources. */
const isPackage = (file) => /[\\/]node_modules[\\/](?!\.cache[\\/])|[\\/]\.build[\\/]/.test(file);

const digestOf = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** Undefined where Node.js is too old. */
const loader = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;

/** What measures coverage looks at each function before it was ever compiled. */
const canKeep = () => loader !== undefined && process.env.NODE_V8_COVERAGE === undefined;

/** What is written at the end of the process. */
const made = [];

/**
 * Begins to compile packages by way of a folder. What is kept there is used only for the same source under the same Node.js, and only
 * if it is whole; a folder that cannot be read or written is done without.
 */
export function useCompileCache(folder) {
  if (module.enableCompileCache) return void module.enableCompileCache(folder);
  if (!canKeep()) return;
  const compile = module.prototype._compile;
  module.prototype._compile = function (source, file, format) {
    const isOther = format === 'module' || !file.endsWith('.js') || !isPackage(file);
    if (isOther || source.length < worthwhile || source.startsWith('#!')) return compile.apply(this, arguments);
    const kept = join(folder, `${digestOf(file).toString('hex', 0, 12)}.bin`);
    let script;
    try {
      script = scriptOf(module.wrap(source), file, kept);
    } catch {
      return compile.apply(this, arguments); // Which says what is wrong with it, or takes it for a module.
    }
    const begin = script.runInThisContext();
    return begin.call(this.exports, this.exports, requireOf(this), this, file, dirname(file));
  };
}

/**
 * A compiled app as a script that gives the function around it, as `module.wrap` makes it.
 *
 * @param kept where to keep what V8 makes of it @default nowhere
 * @returns undefined where Node.js has to compile it by itself
 */
export function appScript(source, file, kept) {
  if (!canKeep()) return undefined;
  const [head, tail] = module.wrapper;
  // Lines of the app are counted from 1, as its source map does.
  return scriptOf(`${head}\n${source}\n${tail}`, file, kept, { lineOffset: -1 });
}

function scriptOf(source, file, kept, options = {}) {
  const key = `${process.version} ${process.arch} ${file}\0${source}`;
  const cachedData = kept === undefined ? undefined : readKept(kept, key);
  const script = new Script(source, { filename: file, cachedData, importModuleDynamically: loader, ...options });
  if (kept !== undefined && (cachedData === undefined || script.cachedDataRejected)) {
    // By its end it is known which functions a run needs.
    if (made.push({ script, kept, key }) === 1) process.once('exit', keepCompiled);
  }
  return script;
}

/** What `require` is in a module that Node.js loads. */
export function requireOf(loaded) {
  const require = (name) => loaded.require(name);
  require.resolve = (name, options) => module._resolveFilename(name, loaded, false, options);
  require.resolve.paths = (name) => module._resolveLookupPaths(name, loaded);
  require.main = process.mainModule;
  require.extensions = module._extensions;
  require.cache = module._cache;
  return require;
}

/** What was kept for a key; undefined where that is nothing, or is damaged. */
function readKept(file, key) {
  try {
    const bytes = readFileSync(file);
    const data = bytes.subarray(32);
    return digestOf(key, data).equals(bytes.subarray(0, 32)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** Writes what is worth keeping of this process. */
export function keepCompiled() {
  try {
    for (const { script, kept, key } of made) {
      const data = script.createCachedData();
      const own = `${kept}.${process.pid}`;
      mkdirSync(dirname(kept), { recursive: true });
      try {
        // Other runs see the whole of it or nothing.
        writeFileSync(own, Buffer.concat([digestOf(key, data), data]));
        renameSync(own, kept);
      } finally {
        rmSync(own, { force: true });
      }
    }
  } catch {
    // The next run compiles them again.
  }
}
