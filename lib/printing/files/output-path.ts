import { listName } from './written-list';

/** Bytes that a file system takes for the name of a file or folder. */
const LONGEST_NAME = 255;

/** True when the path is the owner itself or lies somewhere below it; everything is below the root, "". */
export function isWithin(path: string, owner: string): boolean {
  return owner === '' || path === owner || path.startsWith(`${owner}/`);
}

/** The path of what has this name or path below a folder. */
export const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The path that something has below a folder that it is in. */
export const within = (folder: string, path: string): string => (folder === '' ? path : path.slice(folder.length + 1));

/** The folders that a relative path goes through, outermost first: `a/b/c` gives `a` and `a/b`. */
export function foldersAbove(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** The folders that a path goes through below a folder that it is in: `a/b/c/d` below `a` gives `a/b` and `a/b/c`. */
export const foldersBetween = (folder: string, path: string): string[] =>
  foldersAbove(path).filter((each) => each !== folder && isWithin(each, folder));

/** The innermost of the folders that a path is in; the root when it is in none. */
export function innermost(path: string, folders: Iterable<string>): string {
  const around = [...folders].filter((folder) => isWithin(path, folder));
  return around.reduce((inner, folder) => (folder.length > inner.length ? folder : inner), '');
}

/**
 * Everything that is wrong with the places asked for: paths that escape, that are in none of the output folders, or that
 * exclude each other. An output folder may be the root, "".
 */
export function pathProblems(files: Iterable<string>, folders: readonly string[], scope: readonly string[]): string[] {
  const paths = [...files];
  const malformed = [...new Set([...folders, ...scope])]
    .filter((path) => path !== '')
    .concat(paths)
    .flatMap(malformation);
  if (malformed.length > 0) {
    return malformed;
  }
  const isOrphan = (path: string): boolean => !folders.some((folder) => isWithin(path, folder));
  const lists = folders.map((folder) => below(folder, listName));
  return [
    ...[...scope, ...paths]
      .filter(isOrphan)
      .map((path) => `${quote(path)} is in none of the folders that this run writes to (${folders.join(', ')}).`),
    ...paths
      .filter((path) => lists.includes(path))
      .map((path) => `${quote(path)} is where the list of written files goes; choose another name.`),
    ...collisions(paths),
  ];
}

function malformation(path: string): string[] {
  const complaint = complaintAbout(path);
  return complaint === undefined ? [] : [`${quote(path)} is not an output path: ${complaint}.`];
}

function complaintAbout(path: string): string | undefined {
  const segments = path.split('/');
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return 'it is absolute; give it relative to the output root';
  }
  if (path.includes('\\')) {
    return 'it contains a backslash; separate folders by "/"';
  }
  if (path.includes('\0')) {
    return 'it contains a NUL character';
  }
  if (segments.includes('..') || segments.includes('.')) {
    return 'it contains a "." or ".." segment; name each folder';
  }
  if (segments.includes('')) {
    return 'it has an empty segment; remove the extra "/"';
  }
  if (segments.some((name) => Buffer.byteLength(name) > LONGEST_NAME)) {
    return `a name in it has more than ${LONGEST_NAME} bytes, which no file system holds; shorten it`;
  }
  if (path.startsWith('.chartwright-')) {
    return 'names that begin with ".chartwright-" are used while writing';
  }
  return undefined;
}

/** What macOS and Windows take for the name of one file: there letter case is ignored, and how an accent is encoded. */
const nameOnDisk = (path: string): string => path.normalize('NFC').toLowerCase();

function collisions(paths: readonly string[]): string[] {
  const names = new Map<string, string>();
  const files = new Map(paths.map((path) => [nameOnDisk(path), path]));
  const problems = new Set<string>();
  for (const path of paths) {
    for (const each of [...foldersAbove(path), path]) {
      const name = nameOnDisk(each);
      const twin = names.get(name) ?? each;
      names.set(name, twin);
      if (twin !== each) {
        const isCase = twin.normalize('NFC') !== each.normalize('NFC');
        const difference = isCase ? 'letter case' : 'how an accent is encoded';
        problems.add(`${quote(twin)} and ${quote(each)} differ only in ${difference}; rename one of them.`);
        break;
      }
      const file = each === path ? undefined : files.get(name);
      if (file !== undefined) {
        problems.add(`${quote(file)} is a file, but ${quote(path)} needs a folder of that name; rename one of them.`);
      }
    }
  }
  return [...problems];
}

function quote(path: string): string {
  return JSON.stringify(path);
}
