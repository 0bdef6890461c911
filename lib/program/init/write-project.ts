import {
  chmodSync,
  copyFileSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What a project is written as. */
export interface ProjectFiles {
  /** New files by path. */
  readonly made: ReadonlyMap<string, string>;
  /** Files that are there, with what they become. */
  readonly changed: ReadonlyMap<string, string>;
}

/**
 * The files of a user that stand where a new one would: by path, each once. One that has the very text of the new one does not, nor does a
 * folder that a file goes into.
 */
export function inTheWay(folder: string, made: ReadonlyMap<string, string>): string[] {
  const found = new Set<string>();
  for (const [path, text] of made) {
    const parts = path.split('/');
    const parents = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
    const blocked = parents.find((parent) => {
      const stat = statSync(join(folder, parent), { throwIfNoEntry: false });
      return stat === undefined ? isLink(join(folder, parent)) : !stat.isDirectory();
    });
    if (blocked !== undefined) found.add(blocked);
    else if (exists(join(folder, path)) && !isSame(join(folder, path), text)) found.add(path);
  }
  return [...found].sort();
}

/** Also a link that leads nowhere. */
const exists = (path: string) => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
const isLink = (path: string) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
const isSame = (path: string, text: string) =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true && readFileSync(path, 'utf8') === text;

/**
 * Writes a project: all of it, or nothing. A new folder is written under another name and then renamed. In one that is there each file gets
 * its place only when all are written, by a step that fails where something is in the way; what was done until then is taken back.
 *
 * @returns the paths of the files that were written, in order
 */
export function writeProject(folder: string, files: ProjectFiles): string[] {
  return existsSync(folder) ? writeInto(folder, files) : writeNew(resolve(folder), files);
}

function writeNew(folder: string, { made }: ProjectFiles): string[] {
  mkdirSync(dirname(folder), { recursive: true });
  const staged = join(dirname(folder), `.${basename(folder)}.chartwright-${process.pid}`);
  try {
    stage(staged, made);
    renameSync(staged, folder);
  } catch (error) {
    rmSync(staged, { recursive: true, force: true });
    throw error;
  }
  return [...made.keys()].sort();
}

function writeInto(folder: string, { made, changed }: ProjectFiles): string[] {
  const staged = join(folder, `.chartwright-init-${process.pid}`);
  const undo: (() => void)[] = [];
  const written: string[] = [];
  try {
    stage(staged, new Map([...made, ...changed]));
    for (const [path, text] of made) {
      const target = join(folder, path);
      if (isSame(target, text)) continue;
      for (const parent of missingFolders(folder, path)) {
        mkdirSync(parent);
        undo.unshift(() => rmdirSync(parent));
      }
      placeNew(join(staged, path), target);
      undo.unshift(() => rmSync(target));
      written.push(path);
    }
    for (const path of changed.keys()) {
      // Where a file is a link, what it leads to.
      const target = realpathSync(join(folder, path));
      const [before, { mode }] = [readFileSync(target), statSync(target)];
      chmodSync(join(staged, path), mode);
      renameSync(join(staged, path), target);
      undo.unshift(() => writeFileSync(target, before));
      written.push(path);
    }
  } catch (error) {
    for (const step of undo) step();
    throw error;
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
  return written.sort();
}

function stage(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Gives a file its place, where nothing is. */
function placeNew(staged: string, target: string): void {
  try {
    linkSync(staged, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // Not every file system knows links.
    copyFileSync(staged, target, constants.COPYFILE_EXCL);
  }
}

/** The folders on the way to a file that are not there yet, from the outermost on. */
function missingFolders(folder: string, path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => join(folder, ...parts.slice(0, i + 1))).filter((each) => !existsSync(each));
}
