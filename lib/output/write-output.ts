import { chmodSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { attempt, refuse } from './output-error';
import { isWithin, pathProblems } from './output-path';
import { isBlocking, planOutput, type OutputFiles, type OutputPlan } from './plan';
import { ownershipProblems, permissionProblems } from './preconditions';
import { closeWorkspace, openWorkspace } from './workspace';

export type { OutputFiles } from './plan';

const FILE_MODE = 0o644;

export interface OutputOptions {
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

/** Paths relative to the root, each list sorted by code unit. */
export interface OutputReport {
  /** Files that are new or got other bytes. */
  readonly written: readonly string[];
  /** Files that already had their bytes and were not touched. */
  readonly unchanged: readonly string[];
  /** Files that this run owns and no longer produces. */
  readonly removed: readonly string[];
}

/**
 * Makes the owned paths (files or folders, relative to the root) hold exactly these files, and touches nothing else.
 *
 * Throws an OutputError that lists all problems; the previous output is then as it was, unless the error says otherwise.
 */
export function writeOutput(
  root: string,
  files: OutputFiles,
  owned: readonly string[],
  options: OutputOptions = {},
): OutputReport {
  refuse(pathProblems(files.keys(), owned));
  const outermost = owned.filter((path) => !owned.some((other) => other !== path && isWithin(path, other)));
  refuse(ownershipProblems(root, outermost));
  if (options.dryRun === true) {
    return reportOf(planOutput(root, files, outermost));
  }

  const refused = `Cannot write to ${root}, so nothing was changed`;
  const interrupted = `The output in ${root} is partly new (each file is whole); repair this and run again`;
  const workspace = attempt(refused, () => openWorkspace(root, options.waitMs ?? 5000));
  try {
    const plan = attempt(refused, () => stage(root, workspace, files, outermost));
    attempt(interrupted, () => replace(root, workspace, plan));
    return reportOf(plan);
  } finally {
    closeWorkspace(workspace);
  }
}

function reportOf(plan: OutputPlan): OutputReport {
  return { written: [...plan.written].sort(), unchanged: plan.unchanged, removed: plan.removed };
}

/** Writes the changed files in full, each at the path below the workspace that it will have below the root. */
function stage(root: string, workspace: string, files: OutputFiles, owned: readonly string[]): OutputPlan {
  const plan = planOutput(root, files, owned);
  refuse(permissionProblems(root, plan));
  const written = new Set(plan.written);
  for (const [path, content] of files) {
    if (written.has(path)) {
      const place = join(workspace, 'new', path);
      mkdirSync(dirname(place), { recursive: true });
      writeFileSync(place, content, { flag: 'wx' });
      chmodSync(place, FILE_MODE);
    }
  }
  return plan;
}

/** Renames the staged files into place one by one, then removes what is no longer produced. */
function replace(root: string, workspace: string, plan: OutputPlan): void {
  mkdirSync(join(workspace, 'old'));
  plan.blocking.forEach((path, index) => renameSync(join(root, path), join(workspace, 'old', String(index))));
  for (const path of plan.written) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    renameSync(join(workspace, 'new', path), join(root, path));
  }
  for (const path of plan.removed.filter((path) => !isBlocking(plan, path))) {
    rmSync(join(root, path), { force: true });
  }
  for (const path of plan.emptied.filter((path) => !isBlocking(plan, path))) {
    removeIfEmpty(join(root, path));
  }
}

/** Leaves a folder into which somebody has put something in the meantime. */
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
