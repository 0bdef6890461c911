/*
 * Notes what a run looks at beside its sources, so that another one can be spared. A program may look at anything: what is not known
 * to be the same next time - clocks, random numbers, other programs, the network - is a reason to run again, and so is whatever it writes itself.
 */
import { lstatSync, realpathSync } from 'node:fs';
import Module, { createRequire, isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const fs = require('node:fs');

/** Packages of Node.js that say the same in each run, or whose functions are watched. */
const known = new Set(
  `assert assert/strict buffer child_process constants crypto events fs fs/promises module net os path path/posix path/win32 process
   punycode querystring stream string_decoder timers timers/promises tty url util util/types worker_threads zlib`.split(
    /\s+/,
  ),
);
const looking =
  /^(?:access|createReadStream|exists|l?stat|open|openAsBlob|opendir|readFile|readdir|readlink|realpath)(?:Sync)?$/;
/** What goes on with a file that was opened, and what looks at nothing. */
const going = /^(?:close|f?(?:stat|datasync|sync)|read|readv)(?:Sync)?$/;
const steadyCrypto =
  /^(?:createHash|createHmac|createCipheriv|createDecipheriv|timingSafeEqual|hash|getHashes|getCiphers|getCurves|(?:pbkdf2|scrypt|hkdf)(?:Sync)?)$/;
const changingGlobals = 'performance crypto fetch navigator WebAssembly SharedArrayBuffer Intl Temporal';
const changingProcess =
  'hrtime uptime memoryUsage cpuUsage resourceUsage constrainedMemory availableMemory pid ppid stdin binding dlopen report ' +
  'getBuiltinModule loadEnvFile getActiveResourcesInfo kill umask getuid geteuid getgid getegid getgroups title chdir send permission abort _getActiveHandles';

/** Variables that shells set anew for each command. */
export const ofShells = new Set(['_', 'SHLVL', 'OLDPWD']);

/**
 * Begins to note.
 *
 * @param notes what is added to: reasons to run again, and the files and folders that were looked at, each with its mark. Asked for at
 *   each look, so that whoever runs several apps can tell them apart
 * @returns `note` adds a reason; `unnoted` does work that is not noted; `asked` has the variables of the environment that somebody asked for
 */
export function observeRun(notes) {
  let isPaused = false;
  const asked = new Set();
  const note = (reason) => {
    if (!isPaused) notes().reasons.add(reason);
  };
  const look = (place, name) => {
    if (isPaused) return;
    const path = place instanceof URL ? fileURLToPath(place) : place;
    if (typeof path === 'string') {
      const place = resolve(path);
      const mark = markOf(place);
      const { looked } = notes();
      if ((looked.get(place) ?? mark) !== mark) note('changed');
      looked.set(place, mark);
    } else if (typeof path !== 'number' || path <= 2) note(name);
  };
  const opened = (name) => (place, flags) => {
    look(place, name);
    if (/^open(?:Sync)?$/.test(name) && !['r', 0, undefined].includes(typeof flags === 'function' ? undefined : flags))
      note(name);
  };
  for (const holder of [fs, fs.promises]) {
    wrapFunctions(holder, (name) =>
      going.test(name) ? undefined : looking.test(name) ? opened(name) : () => note(name),
    );
  }
  fs.realpathSync.native = wrapped(fs.realpathSync.native, opened('realpath'));
  wrapFunctions(require('node:crypto'), (name) => (steadyCrypto.test(name) ? undefined : () => note(name)));
  for (const name of ['webcrypto', 'subtle']) wrapProperty(require('node:crypto'), name, () => note(name));
  for (const name of ['ReadStream', 'WriteStream', 'FileReadStream', 'FileWriteStream', 'Utf8Stream'])
    wrapProperty(fs, name, () => note(name));
  for (const name of ['time', 'timeEnd', 'timeLog']) wrapProperty(console, name, () => note(name));
  for (const name of ['child_process', 'os', 'net', 'worker_threads']) {
    wrapFunctions(require(`node:${name}`), (each) => (/^isIP/.test(each) ? undefined : () => note(each)));
  }
  for (const name of ['Socket', 'Server', 'Stream']) wrapClass(require('node:net'), name, () => note(name));
  for (const name of ['Worker', 'BroadcastChannel']) wrapClass(require('node:worker_threads'), name, () => note(name));
  for (const name of changingGlobals.split(' ')) wrapProperty(globalThis, name, () => note(name));
  for (const name of changingProcess.split(' ')) wrapProperty(process, name, () => note(name));
  watchEnvironment(note, (name) => {
    if (!isPaused) asked.add(name);
  });
  Math.random = wrapped(Math.random, () => note('random'));
  watchClock(() => note('clock'));
  const load = Module._load;
  Module._load = function (name, parent) {
    if (isBuiltin(name) && !known.has(name.replace(/^node:/, ''))) note(name);
    // Which file that is depends on those beside it.
    if (/^\.{0,2}[\\/]|^\w:/.test(name) && !/[\\/]node_modules[\\/](?!\.cache[\\/])/.test(parent?.filename ?? ''))
      note(name);
    return load.apply(this, arguments);
  };
  return {
    /** Whether the web's ways into the network were asked for, whose names cannot be watched without loading them. */
    usesNetwork: hasNetwork,
    note,
    asked,
    unnoted: (work) => {
      isPaused = true;
      try {
        return work();
      } finally {
        isPaused = false;
      }
    },
  };
}

const hasNetwork = () => process.moduleLoadList?.includes('NativeModule internal/deps/undici/undici') ?? true;

/** Has each function of a package call another one first, where there is one for its name. */
function wrapFunctions(holder, noteFor) {
  for (const name of Object.keys(holder)) {
    if (/^[A-Z_]/.test(name) || typeof Object.getOwnPropertyDescriptor(holder, name).value !== 'function') continue;
    const before = noteFor(name);
    if (before !== undefined) holder[name] = wrapped(holder[name], before);
  }
}

function wrapped(original, before) {
  const own = function (...args) {
    before(...args);
    return original.apply(this, args);
  };
  return Object.defineProperties(own, Object.getOwnPropertyDescriptors(original));
}

/** Has whoever makes an object of a class, or calls it, call a function first. */
function wrapClass(holder, name, before) {
  const trap =
    (does) =>
    (...args) => {
      before();
      return does(...args);
    };
  holder[name] = new Proxy(holder[name], { construct: trap(Reflect.construct), apply: trap(Reflect.apply) });
}

/** Has whoever reads a property call a function first. */
function wrapProperty(holder, name, before) {
  const descriptor = Object.getOwnPropertyDescriptor(holder, name);
  if (descriptor === undefined || !descriptor.configurable) return;
  let { value } = descriptor;
  Object.defineProperty(holder, name, {
    configurable: true,
    enumerable: descriptor.enumerable,
    get() {
      before();
      return descriptor.get ? descriptor.get.call(this) : value;
    },
    set(given) {
      if (descriptor.set) descriptor.set.call(this, given);
      else value = given;
    },
  });
}

/** In place of a name: all of them were asked for. */
export const everyVariable = '*';

function watchEnvironment(note, isAsked) {
  const asked = (name) => {
    isAsked(name);
    if (ofShells.has(name)) note(name);
  };
  process.env = new Proxy(process.env, {
    get: (all, name) => (asked(name), all[name]),
    has: (all, name) => (asked(name), name in all),
    getOwnPropertyDescriptor: (all, name) => (asked(name), Reflect.getOwnPropertyDescriptor(all, name)),
    ownKeys: (all) => (isAsked(everyVariable), Reflect.ownKeys(all)),
    set: (all, name, value) => ((all[name] = value), true),
  });
}

/** Dates that an author has written are the same in each run; that of today is not. */
function watchClock(note) {
  const Original = Date;
  const Watched = new Proxy(Original, {
    construct(target, args, made) {
      if (args.length === 0) note();
      return Reflect.construct(target, args, made === Watched ? target : made);
    },
    apply(target) {
      note();
      return target();
    },
    get(target, name) {
      if (name === 'now') note();
      return Reflect.get(target, name);
    },
  });
  Original.prototype.constructor = Watched;
  globalThis.Date = Watched;
}

/** What tells one state of a path from another without reading it; undefined of what is neither a file nor a folder. */
export const markOf = (path) => stateOf(path)?.mark;

/** The mark of a path, and when it was last changed, in milliseconds since 1970. */
export function stateOf(path) {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { mark: 'none', changed: 0 };
  const { mtimeMs, ctimeMs, size, ino } = stats;
  if (stats.isFile()) return { mark: `${mtimeMs} ${ctimeMs} ${size} ${ino}`, changed: Math.max(mtimeMs, ctimeMs) };
  if (stats.isDirectory()) return { mark: `${mtimeMs} ${ino}`, changed: mtimeMs };
  if (!stats.isSymbolicLink()) return undefined;
  const target = realTarget(path);
  const led = target === undefined ? { mark: 'nowhere', changed: 0 } : stateOf(target);
  return led && { mark: `${ctimeMs} ${ino} ${target} ${led.mark}`, changed: Math.max(ctimeMs, led.changed) };
}

function realTarget(path) {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
