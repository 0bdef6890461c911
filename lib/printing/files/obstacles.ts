import type { Obstacle } from './plan';

const sayings: { readonly [obstacle in Obstacle]: string } = {
  foreign: 'was not written by chartwright, and would be overwritten',
  changed: 'was changed since chartwright wrote it, and would be overwritten',
  stale: 'was changed since chartwright wrote it, and would be removed, as it is no longer produced',
  folder: 'is a folder with files that chartwright did not write, and a file has to go there',
};

/**
 * What is in the way of a run, one line for each path, with what to do below those that have it in common.
 *
 * @param elsewhere how to write to another folder, as in `--outdir DIR`
 */
export function obstacleProblems(obstacles: ReadonlyMap<string, Obstacle>, elsewhere: string): string[] {
  const remedies: readonly (readonly [kinds: readonly Obstacle[], remedy: string])[] = [
    [['foreign', 'changed'], `Move it away, write elsewhere (${elsewhere}), or let it be overwritten: --force.`],
    [
      ['stale'],
      'Remove it or undo the change; with --force it stays as it is, and is not a file of chartwright any more.',
    ],
    [['folder'], `Move it away or write elsewhere (${elsewhere}).`],
  ];
  return remedies.flatMap(([kinds, remedy]) => {
    const paths = [...obstacles].filter(([, kind]) => kinds.includes(kind)).sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = paths.map(([path, kind]) => `${path}: ${sayings[kind]} [${codes[kind]}]`);
    return lines.map((line, i) => (i === lines.length - 1 ? `${line}\n    ${remedy}` : line));
  });
}

/** Stable short codes, as all problems have. */
const codes: { readonly [obstacle in Obstacle]: string } = {
  foreign: 'foreign-file',
  changed: 'changed-file',
  stale: 'changed-file',
  folder: 'foreign-folder',
};
