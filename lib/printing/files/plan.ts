import { find, type Disk, type DiskEntry } from './disk';
import { below, foldersAbove, foldersBetween, innermost, isWithin, within } from './output-path';
import { digestOf, type WrittenFiles } from './written-list';

/** A file that is known to have its content already, which nobody reads again: its SHA-256, in hexadecimal. */
export interface StandingFile {
  readonly digest: string;
}

/** What a file is to have in it; a string is written as UTF-8. */
export type FileContent = string | Uint8Array | StandingFile;

/** Files to write: path relative to the root, with forward slashes, to content. */
export type OutputFiles = ReadonlyMap<string, FileContent>;

/** Why a run cannot have what stands at a path. */
export type Obstacle =
  /** We have not written it, and a file has to go there. */
  | 'foreign'
  /** We have written it, it was changed since, and it would be overwritten. */
  | 'changed'
  /** We have written it, it was changed since, and it would be removed. */
  | 'stale'
  /** A folder with files that are not ours, and a file has to go there. */
  | 'folder';

/** What has to change on disk; all paths are relative to the root. */
export interface OutputPlan {
  /** Files that are new or differ, in the order in which they are put into place. */
  readonly written: readonly string[];
  /** Files that already have their bytes, sorted. */
  readonly unchanged: readonly string[];
  /** Files of ours that are no longer produced, sorted. */
  readonly removed: readonly string[];
  /** Files that were ours, were changed by hand and are no longer produced: from now on they are the user's. Sorted. */
  readonly released: readonly string[];
  /** Entries that stand where a written file, or a folder above it, has to go. */
  readonly blocking: readonly string[];
  /** Folders in which a file of ours was and none is any more, the deepest first; others may still be in there. */
  readonly emptied: readonly string[];
  /** What keeps the run from being carried out, by path. */
  readonly obstacles: ReadonlyMap<string, Obstacle>;
  /** What is ours afterwards, for each output folder. */
  readonly lists: ReadonlyMap<string, WrittenFiles>;
}

/** What a run wants, and what is known from earlier ones. */
export interface OutputRequest {
  readonly files: OutputFiles;
  /** What earlier runs have written to each output folder; an output folder may be the root, "". */
  readonly lists: ReadonlyMap<string, WrittenFiles>;
  /** The files and folders for which this run says all that there is: what is listed in there and not wanted is removed. */
  readonly scope: readonly string[];
  /** Overwrite what is in the way, and let go what would have to be removed and was changed. */
  readonly force: boolean;
  /** Knows files that are ours by their bytes, whatever the list says. */
  readonly recognizes: (path: string, bytes: Uint8Array) => boolean;
}

/** Compares what is on disk with what should be there; reads only. */
export function planOutput(disk: Disk, { files, lists, scope, force, recognizes }: OutputRequest): OutputPlan {
  const listed = new Map(
    [...lists].flatMap(([folder, list]) =>
      Array.from(list, ([name, digests]) => [below(folder, name), digests] as const),
    ),
  );
  const scopes = new Set(scope);
  const isInScope = (path: string) =>
    scopes.has('') || scopes.has(path) || foldersAbove(path).some((folder) => scopes.has(folder));
  const obstacles = new Map<string, Obstacle>();
  const isOurs = (path: string, digests: Iterable<string>): boolean => {
    const known = new Set(digests);
    const bytes = disk.read(path);
    return textsOf(bytes).some((text) => known.has(digestOf(text))) || recognizes(path, bytes);
  };

  const dropped = [...listed.keys()].filter((path) => !files.has(path) && isInScope(path)).sort();
  const removed = new Set<string>();
  const released: string[] = [];
  for (const path of dropped) {
    const found = find(disk, path);
    if (found?.kind !== 'file' || files.has(found.path)) continue;
    if (isOurs(found.path, listed.get(path)!)) removed.add(found.path);
    else if (force) released.push(path);
    else obstacles.set(path, 'stale');
  }

  const written: string[] = [];
  const unchanged: string[] = [];
  const blocking = new Set<string>();
  const isFree = (path: string): boolean => {
    if (removed.has(path)) return true;
    const names = [...disk.entriesIn(path).keys()];
    return find(disk, path)?.kind === 'folder' && names.every((name) => isFree(`${path}/${name}`));
  };
  for (const [path, content] of files) {
    if (isStanding(content)) {
      unchanged.push(path);
      continue;
    }
    const inWay = firstInWay(disk, path, innermost(path, lists.keys()));
    const isThere = inWay?.kind === 'file' && inWay.path === path;
    if (isThere && disk.read(path).equals(bytesOf(content))) {
      unchanged.push(path);
      continue;
    }
    written.push(path);
    if (inWay === undefined) continue;
    const digests = [...(listed.get(path) ?? []), ...(listed.get(inWay.path) ?? []), digestOf(content)];
    if (!isThere) blocking.add(inWay.path);
    if (removed.has(inWay.path)) continue;
    if (inWay.kind === 'folder') {
      if (!isFree(inWay.path)) obstacles.set(inWay.path, 'folder');
    } else if (!force && !(inWay.kind === 'file' && isOurs(inWay.path, digests))) {
      obstacles.set(inWay.path, listed.has(inWay.path) ? 'changed' : 'foreign');
    }
  }

  const wantedFolders = new Set([...files.keys()].flatMap(foldersAbove));
  const left = new Set(dropped.flatMap((path) => foldersBetween(innermost(path, lists.keys()), path)));
  const emptied = [...left].filter((folder) => !wantedFolders.has(folder) && find(disk, folder)?.kind === 'folder');
  const isSettled = (path: string) => files.has(path) || isInScope(path);
  const kept = (folder: string, list: WrittenFiles) => [...list].filter(([name]) => !isSettled(below(folder, name)));
  const wanted = (folder: string) =>
    [...files]
      .filter(([path]) => innermost(path, lists.keys()) === folder)
      .map(
        ([path, content]) =>
          [within(folder, path), new Set([isStanding(content) ? content.digest : digestOf(content)])] as const,
      );
  written.sort();
  return {
    written: [...written.filter((path) => !isReferrer(path)), ...written.filter(isReferrer)],
    unchanged: unchanged.sort(),
    removed: [...removed].sort(),
    released,
    blocking: [...blocking],
    emptied: emptied.sort().reverse(),
    obstacles,
    lists: new Map([...lists].map(([folder, list]) => [folder, new Map([...kept(folder, list), ...wanted(folder)])])),
  };
}

/** The first entry that a file cannot share its path with, from its output folder downwards, or the file itself. */
function firstInWay(disk: Disk, path: string, folder: string): DiskEntry | undefined {
  for (const step of [...foldersBetween(folder, path), path]) {
    const found = find(disk, step);
    if (found === undefined || found.kind !== 'folder' || step === path) return found;
  }
  return undefined;
}

/** True when the path is, or is inside, an entry that is moved out of the way. */
export function isBlocking(plan: OutputPlan, path: string): boolean {
  return plan.blocking.some((blocker) => isWithin(path, blocker));
}

/** Files that refer to others by path; they are put into place when all others are there. */
function isReferrer(path: string): boolean {
  return /(^|\/)(Kustomization|index\.yaml)$/.test(path);
}

/** Whether a file is known to be there. */
export const isStanding = (content: FileContent): content is StandingFile =>
  typeof content === 'object' && 'digest' in content;

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : content;

/** The bytes of a file, and those that it would have had git not given it the line endings of Windows. */
function textsOf(bytes: Buffer): Buffer[] {
  if (!bytes.includes('\r\n')) return [bytes];
  return [bytes, Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')];
}
