/*
 * Notices that files are other than they were. Whether one is, its size and times decide; what the operating system tells of a folder
 * only makes us look sooner. Where it tells nothing - too many watchers, a file system of another machine - we look from time to time.
 */
import { statSync, watch } from 'node:fs';
import { dirname } from 'node:path';

/** How often all files are looked at, in milliseconds: where changes are told, and where they are not. */
const seldom = 1000;
const often = 100;
/** How long files must stay as they are after a change, since some editors write in several steps. */
const settled = 15;

export class Watcher {
  constructor() {
    this.files = new Set();
    this.marks = new Map();
    this.folders = new Map();
    this.canListen = process.env.CHARTWRIGHT_POLL === undefined;
    this.settle = undefined;
    this.timer = undefined;
  }

  /**
   * From now on watches these files and folders.
   *
   * @param since of files that were not watched before, those count as changed that are younger, in milliseconds since 1970
   */
  watch(files, since = Infinity) {
    const marks = new Map();
    for (const file of files) {
      const { mark, changed } = stateOf(file);
      marks.set(file, this.marks.get(file) ?? (changed > since ? 'younger' : mark));
    }
    this.files = new Set(files);
    this.marks = marks;
    this.listen(new Set([...files].map((file) => dirname(file))));
    this.poll();
    this.look();
  }

  /** What is changed by now is known, of all files or of some. */
  mark(files = this.files) {
    for (const file of files) this.marks.set(file, stateOf(file).mark);
  }

  /** The files that are other than when they were last marked. */
  look() {
    return [...this.files].filter((file) => stateOf(file).mark !== this.marks.get(file));
  }

  /** Waits for a change, and until files stay as they are. The list has the `age` of the change in milliseconds. */
  async changed() {
    for (;;) {
      if (this.look().length > 0) break;
      await new Promise((settle) => (this.settle = settle));
    }
    const noticed = Date.now();
    for (let last = this.states(), tries = 0; tries < 10; tries++) {
      await new Promise((settle) => setTimeout(settle, settled));
      const now = this.states();
      if (now === last) break;
      last = now;
    }
    return Object.assign(this.look(), { age: Date.now() - noticed });
  }

  close() {
    clearInterval(this.timer);
    for (const listener of this.folders.values()) listener.close();
    this.folders.clear();
  }

  states() {
    return this.look()
      .map((file) => `${file} ${stateOf(file).mark}`)
      .join('\n');
  }

  listen(wanted) {
    for (const [folder, listener] of this.folders) {
      if (wanted.has(folder)) continue;
      listener.close();
      this.folders.delete(folder);
    }
    for (const folder of wanted) {
      if (!this.canListen || this.folders.has(folder)) continue;
      try {
        const listener = watch(folder, () => this.nudge());
        listener.on('error', () => {
          listener.close();
          this.folders.delete(folder);
        });
        this.folders.set(folder, listener);
      } catch (error) {
        // A folder that is not there is made one day; all else is a machine that tells nothing more.
        if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') this.canListen = false;
      }
    }
  }

  poll() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.nudge(), this.canListen ? seldom : often);
  }

  nudge() {
    if (this.settle === undefined || this.look().length === 0) return;
    const { settle } = this;
    this.settle = undefined;
    settle();
  }
}

/** What tells one content of a file from another without reading it, and when it was last changed. */
function stateOf(file) {
  try {
    const { mtimeMs, ctimeMs, size, ino, mode } = statSync(file);
    const isFolder = (mode & 0o170000) === 0o040000;
    return { mark: isFolder ? `${mtimeMs} ${ino}` : `${mtimeMs} ${size} ${ino}`, changed: Math.max(mtimeMs, ctimeMs) };
  } catch {
    return { mark: 'none', changed: 0 };
  }
}
