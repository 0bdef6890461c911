import { createHash } from 'node:crypto';

/**
 * What was written to an output folder: the digests that each file may have, by path below the folder. There is one for
 * each file but after a run that was interrupted, when a file may have its old content or its new one.
 */
export type WrittenFiles = ReadonlyMap<string, ReadonlySet<string>>;

/** The list's name. Hidden and without an ending that kubectl, kustomize, Argo CD, Flux or Helm would read. */
export const listName = '.chartwright';

const introduction = [
  '# The files that chartwright wrote here, by their SHA-256. It overwrites and removes no others, and these only while they',
  '# are as listed. Commit this file; after a merge conflict, keep the lines of both sides. `sha256sum --check` reads it.',
];

/** SHA-256, in hexadecimal. */
export const digestOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The list as text, one line for each file, sorted by code unit. Empty when nothing is listed. */
export function printList(files: WrittenFiles): string {
  if (files.size === 0) return '';
  const paths = [...files.keys()].sort();
  const lines = paths.flatMap((path) => [...files.get(path)!].sort().map((digest) => line(digest, path)));
  return [...introduction, ...lines, ''].join('\n');
}

/** Reads a list, and says what is wrong with which line. Lines that are wrong are left out. */
export function readList(text: string): { readonly files: WrittenFiles; readonly problems: readonly string[] } {
  const files = new Map<string, Set<string>>();
  const problems: string[] = [];
  text.split('\n').forEach((raw, index) => {
    const content = raw.replace(/\r$/, '');
    if (content === '' || content.startsWith('#')) return;
    const [, isEscaped, digest, path] = /^(\\?)([0-9a-f]{64}) [ *](.+)$/.exec(content) ?? [];
    const name = isEscaped === '\\' ? unescaped(path!) : path;
    if (digest === undefined || name === undefined || !isBelow(name)) {
      problems.push(`line ${index + 1} is not "SHA-256  PATH": ${JSON.stringify(content.slice(0, 100))}`);
      return;
    }
    files.set(name, (files.get(name) ?? new Set()).add(digest));
  });
  return { files, problems };
}

/** A path with a newline or a carriage return is written as `sha256sum` writes it; none has a backslash. */
function line(digest: string, path: string): string {
  const escaped = path.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === path ? '' : '\\'}${digest}  ${escaped}`;
}

const unescaped = (path: string): string => path.replaceAll('\\n', '\n').replaceAll('\\r', '\r');

/** Whether a path stays below the folder, whatever somebody has made of the list. */
const isBelow = (path: string): boolean =>
  !/[\0\\]/.test(path) && path.split('/').every((name) => !['', '.', '..'].includes(name));

/** Everything that is in one of two lists. */
export function union(a: WrittenFiles, b: WrittenFiles): WrittenFiles {
  const files = new Map(a);
  for (const [path, digests] of b) files.set(path, new Set([...(files.get(path) ?? []), ...digests]));
  return files;
}
