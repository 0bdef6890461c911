import { accessSync, constants, lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { kindAt } from './disk';
import { foldersAbove } from './output-path';

/** Why an output folder cannot be written to: a link, a file or another file system stands on the way to it. */
export function folderProblems(root: string, folders: readonly string[]): string[] {
  const rootStats = statSync(root, { throwIfNoEntry: false });
  if (rootStats?.isDirectory() === false) {
    return [`The output root ${root} is not a folder. Choose another one or move it away.`];
  }
  const problems = folders
    .filter((folder) => folder !== '')
    .map((folder) => problemOnTheWay(root, folder, rootStats?.dev));
  return [...new Set(problems.filter((problem) => problem !== undefined))];
}

function problemOnTheWay(root: string, folder: string, device: number | undefined): string | undefined {
  for (const path of [...foldersAbove(folder), folder]) {
    const place = join(root, path);
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (stats === undefined) {
      return undefined;
    }
    if (stats.isSymbolicLink()) {
      return (
        `${place} is a symbolic link to ${readlinkSync(place)}, and output is never written through a link. ` +
        `Remove the link (rm ${place}) and run again.`
      );
    }
    if (!stats.isDirectory()) {
      return `${place} is a file, but output needs a folder of that name. Move the file away and run again.`;
    }
    if (stats.dev !== device) {
      return (
        `${place} is on another file system than ${root}, so that files cannot be renamed into it. ` +
        `Put both on one file system and run again.`
      );
    }
  }
  return undefined;
}

/**
 * Folders that do not let us change what is in them, found before the first change.
 *
 * @param changes paths that are written, replaced or removed
 * @param moved those among them that are moved away whole
 */
export function permissionProblems(root: string, changes: readonly string[], moved: readonly string[]): string[] {
  const folders = new Set([...changes.map(dirname), ...moved].map((path) => nearestFolder(root, path)));
  return [...folders]
    .filter((folder) => !isWritable(folder))
    .map((folder) => `${folder} is not writable, so nothing was changed. Make it writable (chmod u+wx) and run again.`);
}

/** The innermost folder that exists on the way to a path, the path itself included. */
function nearestFolder(root: string, path: string): string {
  let folder = root;
  for (const step of [...foldersAbove(path), path]) {
    if (kindAt(join(root, step)) !== 'folder') {
      break;
    }
    folder = join(root, step);
  }
  return folder;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
