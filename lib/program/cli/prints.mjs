/*
 * What is at paths, by content: the same on another machine and in another checkout. A file whose size, times and number are the same is
 * not read again.
 */
import { lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { digestOf, listingOf } from './app-inputs.mjs';
import { stateOf } from './observe-run.mjs';

/** Looks at each path once. */
export class Prints {
  states = new Map();
  prints = new Map();

  /** The mark of a path and when it was last changed; undefined of what is neither a file nor a folder. */
  state(path) {
    if (!this.states.has(path)) this.states.set(path, stateOf(path));
    return this.states.get(path);
  }

  /** What is there. */
  print(path) {
    if (!this.prints.has(path)) this.prints.set(path, printOf(path));
    return this.prints.get(path);
  }

  /** SHA-256 of a file, in hexadecimal; undefined of what is none. */
  digest(path) {
    const isFile = this.state(path)?.mark !== 'none' && lstatSync(path).isFile();
    return isFile ? digestOf(readFileSync(path)) : undefined;
  }

  /** A path with its mark and its print, for `isSame`. */
  entry(path) {
    return [path, this.state(path)?.mark ?? '', this.print(path)];
  }

  /** Whether there is what was there when an entry was made. */
  isSame([path, mark, print]) {
    return this.state(path)?.mark === mark || this.print(path) === print;
  }
}

function printOf(path) {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const target = realpathSync(path);
    if (stats === undefined) return 'none';
    return stats.isDirectory()
      ? digestOf(listingOf(path))
      : `${target === path ? '' : target} ${digestOf(readFileSync(path))}`;
  } catch {
    return 'none';
  }
}
