const { AsyncLocalStorage } = require('node:async_hooks');
const { ModuleMocker } = require('jest-mock');

/** Every place for values of an asynchronous call that was used since the last test file ended. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
  storages.add(this);
  return run.apply(this, args);
};

/** What the realm has of its own; the rest is what an earlier test file put there. */
const globals = new Set(Reflect.ownKeys(globalThis));
const variables = { ...process.env };

function clear() {
  for (const key of Reflect.ownKeys(globalThis)) {
    if (!globals.has(key) && Reflect.getOwnPropertyDescriptor(globalThis, key).configurable) delete globalThis[key];
  }
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
}

/**
 * The environment of a test file: Node.js as it is. Jest's own gives each file a context with globals of its own (`node:vm`), in which
 * all code runs slower, an error of Node.js is not an `Error`, and no package can be shared with the next file (`runtime.js`).
 *
 * What a file leaves behind is cleared: when it is through, the storages of Jest's own that would make each promise of all later files
 * slower; before the next one begins, globals and variables of the environment, as Jest still asks for some of the former at the end.
 */
module.exports = class OneRealm {
  constructor() {
    clear();
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimers = null;
    this.fakeTimersModern = null;
    // As in Jest's environment: a failed expectation shows more than the ten calls of Node.js.
    Error.stackTraceLimit = 100;
  }

  async setup() {}

  async teardown() {
    for (const storage of storages) storage.disable();
    storages.clear();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return globalThis;
  }
};
