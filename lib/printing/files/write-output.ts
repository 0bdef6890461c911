import { chmodSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { kindAt, openDisk } from './disk';
import { makeFolder } from './make-folder';
import { obstacleProblems } from './obstacles';
import { attempt, refuse } from './output-error';
import { below, pathProblems } from './output-path';
import { isBlocking, isStanding, planOutput, type OutputFiles, type OutputPlan } from './plan';
import { folderProblems, permissionProblems } from './preconditions';
import { closeWorkspace, openWorkspace } from './workspace';
import { listName, printList, readList, union, type WrittenFiles } from './written-list';

export type { OutputFiles } from './plan';

const FILE_MODE = 0o644;

export interface OutputOptions {
  /**
   * The files and folders for which this run says all that there is: what earlier runs have written there and this one does
   * not is removed.
   *
   * @default the output folders
   */
  readonly scope?: readonly string[];
  /**
   * Overwrite files in the way that are not ours. Those that we would have to remove, and that somebody has changed, are let
   * go: they stay. No file is removed that we have not written.
   *
   * @default false
   */
  readonly force?: boolean;
  /**
   * Knows files that are ours by their bytes, whatever the list says of them: a checkout may have an older one of a file that
   * is listed and not committed.
   *
   * @default none
   */
  readonly recognizes?: (path: string, bytes: Uint8Array) => boolean;
  /**
   * How a user chooses other output folders, for messages.
   *
   * @default 'in another folder'
   */
  readonly elsewhere?: string;
  /**
   * Only report what would change, and touch nothing.
   *
   * @default false
   */
  readonly dryRun?: boolean;
  /**
   * How long to wait for another run on the same root to end, in milliseconds.
   *
   * @default 5000
   */
  readonly waitMs?: number;
}

/** Paths relative to the root, each list sorted by code unit. The lists of written files are not counted. */
export interface OutputReport {
  /** Files that are new or got other bytes. */
  readonly written: readonly string[];
  /** Files that already had their bytes and were not touched. */
  readonly unchanged: readonly string[];
  /** Files that an earlier run has written and this one does not. */
  readonly removed: readonly string[];
  /** Files that would have been removed, had nobody changed them; they stay. Only with `force`. */
  readonly released: readonly string[];
  /** The lists of written files that are not yet as they should be. */
  readonly lists: readonly string[];
}

/**
 * Writes files to the output folders (relative to the root, which may itself be one: ""), removes what earlier runs have
 * written there and this one does not, and touches nothing else. What was written stands in a list in each output folder.
 *
 * Throws an OutputError that lists all problems; the previous output is then as it was, unless the error says otherwise.
 */
export function writeOutput(
  root: string,
  files: OutputFiles,
  folders: readonly string[],
  options: OutputOptions = {},
): OutputReport {
  const { scope = folders, dryRun = false, waitMs = 5000 } = options;
  refuse(pathProblems(files.keys(), folders, scope));
  refuse(folderProblems(root, folders));
  if (dryRun) {
    return reportOf(makePlan(root, files, folders, options));
  }

  const refused = `Cannot write to ${root}, so nothing was changed`;
  const interrupted = `The output in ${root} is partly new (each file is whole); repair this and run again`;
  const workspace = attempt(refused, false, () => openWorkspace(root, waitMs));
  try {
    const staged = attempt(refused, false, () =>
      stage(root, workspace, files, makePlan(root, files, folders, options)),
    );
    attempt(interrupted, true, () => replace(root, workspace, staged));
    return reportOf(staged);
  } finally {
    closeWorkspace(workspace);
  }
}

function reportOf({ plan: { written, unchanged, removed, released }, lists }: Staged): OutputReport {
  return { written: [...written].sort(), unchanged, removed, released, lists: lists.map(({ path }) => path).sort() };
}

/** A list that has to change: from what it is to what holds while files are replaced, and then to what holds afterwards. */
interface ListChange {
  readonly path: string;
  readonly before: string;
  readonly meanwhile: string;
  readonly after: string;
}

interface Staged {
  readonly plan: OutputPlan;
  readonly lists: readonly ListChange[];
}

function makePlan(root: string, files: OutputFiles, folders: readonly string[], options: OutputOptions): Staged {
  const { scope = folders, force = false, recognizes = () => false, elsewhere = 'in another folder' } = options;
  const texts = new Map(folders.map((folder) => [folder, readIfThere(root, below(folder, listName))]));
  const lists = new Map(folders.map((folder) => [folder, listed(root, folder, texts.get(folder)!, force)]));
  const plan = planOutput(openDisk(root), { files, lists, scope, force, recognizes });
  const obstacles = new Map(Array.from(plan.obstacles, ([path, obstacle]) => [fromHere(root, path), obstacle]));
  refuse(obstacleProblems(obstacles, elsewhere));
  const changes = folders.map((folder): ListChange => {
    const after = plan.lists.get(folder)!;
    return {
      path: below(folder, listName),
      before: texts.get(folder)!,
      // If we are stopped halfway, each file is either as it was or as it shall be: ours in both cases.
      meanwhile: printList(union(lists.get(folder)!, after)),
      after: printList(after),
    };
  });
  return { plan, lists: changes.filter(({ before, after }) => before !== after) };
}

/** What a list says. With force, what is wrong in it is passed over. */
function listed(root: string, folder: string, text: string, force: boolean): WrittenFiles {
  const { files, problems } = readList(text);
  if (!force) {
    const place = fromHere(root, below(folder, listName));
    const remedy =
      `${place} lists the files that chartwright may overwrite and remove. After a merge, delete the lines of the markers ` +
      'and keep those of both sides; or take the list of one side (git checkout --ours or --theirs).';
    refuse(problems.map((problem, i) => `${place}: ${problem}${i === problems.length - 1 ? `\n    ${remedy}` : ''}`));
  }
  return files;
}

/** The text of a list, empty where there is none. */
function readIfThere(root: string, path: string): string {
  const place = join(root, path);
  const kind = kindAt(place);
  if (kind !== undefined && kind !== 'file') {
    refuse([`${place} is not a file, but the list of written files goes there. Move it away and run again.`]);
  }
  return kind === undefined ? '' : readFileSync(place, 'utf8');
}

/** Writes the changed files in full, each at the path below the workspace that it will have below the root. */
function stage(root: string, workspace: string, files: OutputFiles, { plan, lists }: Staged): Staged {
  const changes = [plan.written, plan.removed, plan.blocking, plan.emptied, lists.map(({ path }) => path)].flat();
  refuse(permissionProblems(root, changes, plan.blocking));
  for (const path of plan.written) {
    const content = files.get(path)!;
    if (!isStanding(content)) put(join(workspace, 'new', path), content);
  }
  lists.forEach(({ meanwhile, after }, index) => {
    put(join(workspace, 'meanwhile', String(index)), meanwhile);
    put(join(workspace, 'after', String(index)), after);
  });
  return { plan, lists };
}

function put(place: string, content: string | Uint8Array): void {
  makeFolder(dirname(place));
  writeFileSync(place, content, { flag: 'wx' });
  chmodSync(place, FILE_MODE);
}

/** Renames the staged files into place one by one, then removes what is no longer produced; the lists come first and last. */
function replace(root: string, workspace: string, { plan, lists }: Staged): void {
  const place = (staged: string, path: string): void => {
    makeFolder(dirname(join(root, path)));
    renameSync(join(workspace, staged), join(root, path));
  };
  lists.forEach(({ path, before, meanwhile }, index) => {
    if (meanwhile !== before) place(`meanwhile/${index}`, path);
  });
  mkdirSync(join(workspace, 'old'));
  plan.blocking.forEach((path, index) => renameSync(join(root, path), join(workspace, 'old', String(index))));
  plan.written.forEach((path) => place(`new/${path}`, path));
  for (const path of plan.removed.filter((path) => !isBlocking(plan, path))) {
    rmSync(join(root, path), { force: true });
  }
  for (const path of plan.emptied.filter((path) => !isBlocking(plan, path))) {
    removeIfEmpty(join(root, path));
  }
  lists.forEach(({ path, after }, index) => {
    if (after === '') rmSync(join(root, path), { force: true });
    else place(`after/${index}`, path);
  });
}

/** Leaves a folder in which something else is. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') {
      throw error;
    }
  }
}

/** A path as the user would name it: from the working directory where it is in there. */
function fromHere(root: string, path: string): string {
  const place = resolve(root, path);
  const near = relative('.', place);
  return near.startsWith('..') ? place : near.split(sep).join('/');
}
