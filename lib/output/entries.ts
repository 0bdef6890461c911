import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What stands at a path; `other` is a symbolic link, a socket and the like, which is never read and never followed. */
export type EntryKind = 'file' | 'folder' | 'other';

/** What stands at an absolute place, or undefined when nothing does. */
export function kindOf(place: string): EntryKind | undefined {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats === undefined) {
    return undefined;
  }
  if (stats.isDirectory()) {
    return 'folder';
  }
  return stats.isFile() ? 'file' : 'other';
}

/** All that is at and below the owned paths, each folder before what is in it. */
export function readEntries(root: string, owned: readonly string[]): Map<string, EntryKind> {
  const entries = new Map<string, EntryKind>();
  const visit = (path: string): void => {
    const kind = kindOf(join(root, path));
    if (kind === undefined) {
      return;
    }
    entries.set(path, kind);
    if (kind === 'folder') {
      readdirSync(join(root, path)).forEach((name) => visit(`${path}/${name}`));
    }
  };
  owned.forEach(visit);
  return entries;
}
