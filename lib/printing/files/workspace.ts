import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { makeFolder } from './make-folder';
import { OutputError } from './output-error';

/**
 * Creates the folder in which this process prepares its output, which is also its lock on the root; removes the
 * workspaces of runs that crashed, and refuses when a living run still has one after `waitMs` milliseconds.
 *
 * Each run creates its own workspace before it looks for others, so of two runs at least one sees the other.
 */
export function openWorkspace(root: string, waitMs: number): string {
  const own = workspaceOf(root, process.pid);
  const deadline = Date.now() + waitMs;
  for (;;) {
    // One that bears our number can only be left over from an earlier process.
    closeWorkspace(own);
    makeFolder(own);
    const others = otherWorkspaces(root);
    const rival = others.find(isAlive);
    if (rival === undefined) {
      others.forEach((pid) => closeWorkspace(workspaceOf(root, pid)));
      return own;
    }
    closeWorkspace(own);
    if (Date.now() >= deadline) {
      throw new OutputError([
        `Another run (process ${rival}) is writing to ${root}. Run again when it has ended; ` +
          `if process ${rival} is something else, remove ${workspaceOf(root, rival)} first.`,
      ]);
    }
    sleep(10 + 20 * Math.random());
  }
}

/** Removes a workspace with all that is left in it, and so releases the lock. */
export function closeWorkspace(workspace: string): void {
  rmSync(workspace, { recursive: true, force: true });
}

function workspaceOf(root: string, pid: number): string {
  return join(root, `.chartwright-${pid}`);
}

/** The process numbers of the workspaces that are not ours. */
function otherWorkspaces(root: string): number[] {
  const names = readdirSync(root).flatMap((name) => /^\.chartwright-(\d+)$/.exec(name)?.[1] ?? []);
  return names.map(Number).filter((pid) => pid !== process.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
