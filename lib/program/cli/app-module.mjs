/* Runs an app that was compiled to CommonJS, as often as it is asked for: as the main module, from a text that is read once. */
import Module from 'node:module';
import { dirname } from 'node:path';
import { appScript, requireOf } from './compile-cache.mjs';
import { partsOf } from './kept-app.mjs';

/**
 * @param file where the app lies, from where it finds packages
 * @param bytes of the compiled app
 * @param kept where to keep what V8 makes of it @default nowhere
 * @returns a function that runs it
 */
export function appModule(file, bytes, kept) {
  const [program, map] = partsOf(bytes);
  const text = program.toString();
  const script = appScript(text, file, kept);
  if (script !== undefined) readMapLate(file, map);
  return () => {
    const main = new Module(file, null);
    Object.assign(main, { id: '.', filename: file, paths: Module._nodeModulePaths(dirname(file)) });
    Module._cache[file] = main;
    process.mainModule = main;
    try {
      if (script === undefined) main._compile(bytes.toString(), file);
      else script.runInThisContext().call(main.exports, main.exports, requireOf(main), main, file, dirname(file));
    } catch (error) {
      delete Module._cache[file];
      throw error;
    }
    main.loaded = true;
    return main.exports;
  };
}

/** Held as long as Node.js may want the source map. */
const holders = [];

/** Has Node.js read a source map when the text of a stack is first asked for, which most runs do not come to. */
function readMapLate(file, map) {
  if (map.length === 0) return;
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const install = () => {
    if (before === undefined) delete Error.prepareStackTrace;
    else Object.defineProperty(Error, 'prepareStackTrace', before);
    // A module that is nothing but the reference: Node.js takes note of maps where it compiles.
    const holder = new Module(file, null);
    holders.push(holder);
    holder._compile(map.toString('latin1'), file);
  };
  Object.defineProperty(Error, 'prepareStackTrace', {
    configurable: true,
    get: () => {
      install();
      return Error.prepareStackTrace;
    },
    set: (value) => {
      install();
      Error.prepareStackTrace = value;
    },
  });
}
