import type { OutputReport } from '../../printing/files/write-output';

/*
 * What `kept-run.mjs` is told of a run, so that the next one can be spared where nothing has changed. A run by itself tells nobody.
 */

interface Observed {
  /** Does work whose reading and writing is known. */
  readonly unnoted: <T>(work: () => T) => T;
  /** Takes note of an output. */
  readonly wrote: (output: { root: string; files: readonly string[]; isSteady: boolean }) => void;
}

const key = Symbol.for('chartwright.observed');

/**
 * Writes an output, and says which files it has now.
 *
 * @param root folder that the paths begin from
 */
export function observed(root: string, files: readonly string[], write: () => OutputReport): OutputReport {
  const observer = (globalThis as { readonly [key]?: Observed })[key];
  if (!observer) return write();
  const report = observer.unnoted(write);
  const { written, lists, removed, released } = report;
  observer.wrote({ root, files, isSteady: [...written, ...lists, ...removed, ...released].length === 0 });
  return report;
}
