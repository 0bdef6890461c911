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

/**
 * Begins to compile packages by way of a folder. What is kept there is used only for the same source under the same Node.js, and only
 * if it is whole; a folder that cannot be read or written is done without.
 */
export function useCompileCache(folder) {
  if (module.enableCompileCache) return void module.enableCompileCache(folder);
  const loader = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  // What measures coverage looks at each function before it was ever compiled.
  if (loader === undefined || process.env.NODE_V8_COVERAGE !== undefined) return;
  const made = [];
  const compile = module.prototype._compile;
  module.prototype._compile = function (source, file, format) {
    const isOther = format === 'module' || !file.endsWith('.js') || !isPackage(file);
    if (isOther || source.length < worthwhile || source.startsWith('#!')) return compile.apply(this, arguments);
    const kept = join(folder, `${digestOf(file).toString('hex', 0, 12)}.bin`);
    const key = `${process.version} ${process.arch} ${file}\0${source}`;
    const cachedData = readKept(kept, key);
    let script;
    try {
      script = new Script(module.wrap(source), { filename: file, cachedData, importModuleDynamically: loader });
    } catch {
      return compile.apply(this, arguments); // Which says what is wrong with it, or takes it for a module.
    }
    if (cachedData === undefined || script.cachedDataRejected) made.push({ script, kept, key });
    const begin = script.runInThisContext();
    return begin.call(this.exports, this.exports, requireOf(this), this, file, dirname(file));
  };
  // By then it is known which functions a run needs.
  process.once('exit', () => keep(folder, made));
}

/** What `require` is in a module that Node.js loads. */
function requireOf(loaded) {
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

function keep(folder, made) {
  try {
    if (made.length > 0) mkdirSync(folder, { recursive: true });
    for (const { script, kept, key } of made) {
      const data = script.createCachedData();
      const own = `${kept}.${process.pid}`;
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
