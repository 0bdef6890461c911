import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readEntries } from './entries';
import { foldersAbove, isWithin } from './output-path';

/** Files to write: path relative to the root, with forward slashes, to content (a string is written as UTF-8). */
export type OutputFiles = ReadonlyMap<string, string | Uint8Array>;

/** What has to change on disk; all paths are relative to the root. */
export interface OutputPlan {
  /** Files that are new or differ, in the order in which they are put into place. */
  readonly written: readonly string[];
  /** Files that already have their bytes. */
  readonly unchanged: readonly string[];
  /** Files (and links) that are owned and no longer produced, sorted. */
  readonly removed: readonly string[];
  /** Entries that stand where a written file, or a folder above it, has to go. */
  readonly blocking: readonly string[];
  /** Folders in which no produced file is, the deepest first. */
  readonly emptied: readonly string[];
}

/** Compares what is on disk at and below the owned paths with what should be there; reads only. */
export function planOutput(root: string, files: OutputFiles, owned: readonly string[]): OutputPlan {
  const entries = readEntries(root, owned);
  const folders = new Set([...files.keys()].flatMap(foldersAbove));
  const isCurrent = (path: string, content: string | Uint8Array): boolean =>
    entries.get(path) === 'file' && holds(join(root, path), content);
  const current = [...files].filter(([path, content]) => isCurrent(path, content)).map(([path]) => path);
  const unchanged = new Set(current.sort());
  const written = [...files.keys()].filter((path) => !unchanged.has(path)).sort();
  // Where letter case is ignored, an old spelling has to go before the new file comes, or removing it removes that.
  const spellings = new Set(written.map((path) => path.toLowerCase()));

  const present = [...entries.keys()];
  const presentFolders = present.filter((path) => entries.get(path) === 'folder');
  const removed = present.filter((path) => entries.get(path) !== 'folder' && !files.has(path));
  return {
    written: [...written.filter((path) => !isReferrer(path)), ...written.filter(isReferrer)],
    unchanged: [...unchanged],
    removed: removed.sort(),
    blocking: [
      ...presentFolders.filter((path) => files.has(path)),
      ...removed.filter((path) => folders.has(path) || spellings.has(path.toLowerCase())),
    ],
    emptied: presentFolders
      .filter((path) => !folders.has(path))
      .sort()
      .reverse(),
  };
}

/** True when the path is, or is inside, an entry that is moved out of the way. */
export function isBlocking(plan: OutputPlan, path: string): boolean {
  return plan.blocking.some((blocker) => isWithin(path, blocker));
}

/** Files that refer to others by path; they are put into place when all others are there. */
function isReferrer(path: string): boolean {
  return /(^|\/)(kustomization|index)\.yaml$/.test(path);
}

function holds(place: string, content: string | Uint8Array): boolean {
  return readFileSync(place).equals(typeof content === 'string' ? Buffer.from(content, 'utf8') : content);
}
