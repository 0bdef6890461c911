import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A new empty folder that every user may look into; the caller removes it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'output-test-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Creates files, and folders for paths that end in "/". */
export function writeTree(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(path.endsWith('/') ? join(root, path) : dirname(join(root, path)), { recursive: true });
    if (!path.endsWith('/')) {
      writeFileSync(join(root, path), content);
    }
  }
}

/** Everything on disk below the root: files with their text, folders as "path/", links as "-> target". */
export function readTree(root: string, folder = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const stats = lstatSync(join(root, path));
    if (stats.isDirectory()) {
      Object.assign(tree, { [`${path}/`]: '' }, readTree(root, path));
    } else {
      tree[path] = stats.isSymbolicLink()
        ? `-> ${readlinkSync(join(root, path))}`
        : readFileSync(join(root, path), 'utf8');
    }
  }
  return tree;
}

/** Only the files of a tree. */
export function filesOf(tree: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => !path.endsWith('/')));
}

/** The files of a tree but the lists of what was written. */
export function outputOf(tree: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(filesOf(tree)).filter(([path]) => !/(^|\/)\.chartwright$/.test(path)));
}

/** Removes a folder with all that is in it. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
