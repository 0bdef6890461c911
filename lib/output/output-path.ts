/** True when the path is the owner itself or lies somewhere below it. */
export function isWithin(path: string, owner: string): boolean {
  return path === owner || path.startsWith(`${owner}/`);
}

/** The folders that a relative path goes through, outermost first: `a/b/c` gives `a` and `a/b`. */
export function foldersAbove(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

/** Everything that is wrong with the places asked for: paths that escape, that nobody owns, or that exclude each other. */
export function pathProblems(files: Iterable<string>, owned: readonly string[]): string[] {
  const paths = [...files];
  const malformed = [...owned, ...paths].flatMap(malformation);
  if (malformed.length > 0) {
    return malformed;
  }
  const orphans = paths.filter((path) => !owned.some((owner) => isWithin(path, owner)));
  return [
    ...orphans.map((path) => `${quote(path)} is in none of the folders that this run owns (${owned.join(', ')}).`),
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
  if (path.startsWith('.chartwright-')) {
    return 'names that begin with ".chartwright-" are used while writing';
  }
  return undefined;
}

/** Letter case is ignored, because on macOS and Windows two paths that differ only in it are one file. */
function collisions(paths: readonly string[]): string[] {
  const files = new Map<string, string>();
  const problems: string[] = [];
  for (const path of paths) {
    const twin = files.get(path.toLowerCase());
    if (twin !== undefined) {
      problems.push(`${quote(twin)} and ${quote(path)} differ only in letter case; rename one of them.`);
    }
    files.set(path.toLowerCase(), path);
  }
  for (const path of paths) {
    for (const folder of foldersAbove(path)) {
      const file = files.get(folder.toLowerCase());
      if (file !== undefined) {
        problems.push(`${quote(file)} is a file, but ${quote(path)} needs a folder of that name; rename one of them.`);
      }
    }
  }
  return problems;
}

function quote(path: string): string {
  return JSON.stringify(path);
}
