import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands at a path; `other` is a symbolic link, a socket and the like, which is never read and never followed. */
export type EntryKind = 'file' | 'folder' | 'other';

/** What is on disk below a root; paths are relative to it, with forward slashes, and the root itself is "". */
export interface Disk {
  /** The names in a folder as they are spelled there, with what each is; empty where there is no folder. */
  entriesIn(folder: string): ReadonlyMap<string, EntryKind>;
  /** Whether the file system finds something at a path, though it may be spelled otherwise. */
  has(path: string): boolean;
  /** The bytes of a file. */
  read(path: string): Buffer;
}

/** The disk below an absolute root. A folder is read once: it shows what was there when it was first asked for. */
export function openDisk(root: string): Disk {
  const folders = new Map<string, ReadonlyMap<string, EntryKind>>();
  return {
    entriesIn: (folder) => {
      const known = folders.get(folder) ?? readEntries(join(root, folder));
      folders.set(folder, known);
      return known;
    },
    has: (path) => kindAt(join(root, path)) !== undefined,
    read: (path) => readFileSync(join(root, path)),
  };
}

function readEntries(folder: string): ReadonlyMap<string, EntryKind> {
  // A link to a folder is read as a folder only where it is the root, which the author chose.
  const entries = new Map<string, EntryKind>();
  let found;
  try {
    found = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return entries;
    throw error;
  }
  for (const entry of found) {
    entries.set(entry.name, entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other');
  }
  return entries;
}

/** What stands at an absolute place; a link there is not followed. */
export function kindAt(place: string): EntryKind | undefined {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

/** Something on disk, under the path that it has there. */
export interface DiskEntry {
  readonly path: string;
  readonly kind: EntryKind;
}

/**
 * What a path leads to, without passing through a link. Where letter case is ignored, that may be spelled otherwise; an
 * entry of exactly this spelling comes first.
 */
export function find(disk: Disk, path: string): DiskEntry | undefined {
  let found: DiskEntry = { path: '', kind: 'folder' };
  for (const name of path.split('/')) {
    if (found.kind !== 'folder') return undefined;
    const entries = disk.entriesIn(found.path);
    const spelling = entries.has(name) ? name : otherSpelling(disk, found.path, name);
    const kind = spelling === undefined ? undefined : entries.get(spelling);
    if (spelling === undefined || kind === undefined) return undefined;
    found = { path: found.path === '' ? spelling : `${found.path}/${spelling}`, kind };
  }
  return found;
}

function otherSpelling(disk: Disk, folder: string, name: string): string | undefined {
  const twin = [...disk.entriesIn(folder).keys()].find((each) => folded(each) === folded(name));
  return twin !== undefined && disk.has(folder === '' ? name : `${folder}/${name}`) ? twin : undefined;
}

const folded = (name: string): string => name.normalize().toLowerCase();
