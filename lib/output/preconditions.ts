import { accessSync, constants, lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { kindOf } from './entries';
import { foldersAbove } from './output-path';
import type { OutputPlan } from './plan';

/** Why an owned path cannot be written to: a link, a file or another file system stands on the way to it. */
export function ownershipProblems(root: string, owned: readonly string[]): string[] {
  const rootStats = statSync(root, { throwIfNoEntry: false });
  if (rootStats?.isDirectory() === false) {
    return [`The output root ${root} is not a folder. Choose another one or move it away.`];
  }
  return owned.flatMap((owner) => {
    for (const path of [...foldersAbove(owner), owner]) {
      const place = join(root, path);
      const stats = lstatSync(place, { throwIfNoEntry: false });
      if (stats === undefined) {
        return [];
      }
      if (stats.isSymbolicLink()) {
        return (
          `${place} is a symbolic link to ${readlinkSync(place)}, and output is never written through a link. ` +
          `Remove the link (rm ${place}) and run again.`
        );
      }
      if (path !== owner && !stats.isDirectory()) {
        return `${place} is a file, but ${owner} needs a folder of that name. Move the file away and run again.`;
      }
      if (stats.dev !== rootStats?.dev) {
        return (
          `${place} is on another file system than ${root}, so that files cannot be renamed into it. ` +
          `Put both on one file system and run again.`
        );
      }
    }
    return [];
  });
}

/** Folders that do not let us change what is in them, found before the first change. */
export function permissionProblems(root: string, plan: OutputPlan): string[] {
  const parents = [...plan.written, ...plan.removed, ...plan.blocking, ...plan.emptied].map(dirname);
  const folders = new Set([...parents, ...plan.blocking].map((path) => nearestFolder(root, path)));
  return [...folders]
    .filter((folder) => !isWritable(folder))
    .map((folder) => `${folder} is not writable, so nothing was changed. Make it writable (chmod u+wx) and run again.`);
}

/** The innermost folder that exists on the way to a path, the path itself included. */
function nearestFolder(root: string, path: string): string {
  let folder = root;
  for (const step of [...foldersAbove(path), path]) {
    if (kindOf(join(root, step)) !== 'folder') {
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
