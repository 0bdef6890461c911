import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { below } from '../../printing/files/output-path';
import { isStanding, type FileContent, type OutputFiles } from '../../printing/files/plan';
import { writeOutput, type OutputReport } from '../../printing/files/write-output';
import { digestOf, listName, readList } from '../../printing/files/written-list';
import { paintOutput, type Paint, type Style } from './colour';
import { fromHere } from './output-places';
import { print } from './print';

/** How a file differs from what `synth` would write. */
export type Staleness = 'stale' | 'missing' | 'superfluous' | 'changed by hand';

/** What `synth --check` finds. */
export interface StaleOutput {
  /** Files as the user would name them, sorted. */
  readonly files: readonly { readonly file: string; readonly is: Staleness }[];
  /** Packages that are not here, as where git leaves them out, while the list says that they are as they would be. */
  readonly absent: readonly string[];
}

/**
 * What is not as `synth` would write it.
 *
 * @param report of a run that wrote nothing
 * @param files what it would have written, by path
 * @param folders the output folders, each with its list
 */
export function staleOutput(
  root: string,
  report: OutputReport,
  files: OutputFiles,
  folders: readonly string[],
): StaleOutput {
  const isListed = digestsIn(root, folders);
  const isThere = (path: string) => existsSync(join(root, path));
  const absent = report.written.filter(
    (path) => path.endsWith('.tgz') && !isThere(path) && isListed(path, digestIn(files.get(path)!)),
  );
  const found = [
    ...report.written
      .filter((path) => !absent.includes(path))
      .map((path) => ({ path, is: isThere(path) ? ('stale' as const) : ('missing' as const) })),
    ...report.lists.map((path) => ({ path, is: isThere(path) ? ('stale' as const) : ('missing' as const) })),
    ...report.removed.map((path) => ({ path, is: 'superfluous' as const })),
    ...report.released.map((path) => ({ path, is: 'changed by hand' as const })),
  ];
  const named = found.map(({ path, is }) => ({ file: fromHere(join(root, path)), is }));
  return {
    files: named.sort((a, b) => (a.file < b.file ? -1 : 1)),
    absent: absent.map((path) => fromHere(join(root, path))),
  };
}

/**
 * `--check`: writes nothing, and tells what is not as `synth` would write it.
 *
 * @param options of `writeOutput`
 * @param isQuiet whether nothing is told where all is as it would be
 * @returns the exit code
 */
export function checkOutput(
  root: string,
  files: OutputFiles,
  folders: readonly string[],
  options: Parameters<typeof writeOutput>[3],
  isQuiet: boolean,
): number {
  const report = writeOutput(root, files, folders, { ...options, force: true, dryRun: true });
  const stale = staleOutput(root, report, files, folders);
  if (!isQuiet || stale.files.length > 0) print(staleText(stale, files.size, paintOutput()));
  return stale.files.length === 0 ? 0 : 1;
}

const digestIn = (content: FileContent) => (isStanding(content) ? content.digest : digestOf(content));

function digestsIn(root: string, folders: readonly string[]): (path: string, digest: string) => boolean {
  const listed = new Map<string, ReadonlySet<string>>();
  for (const folder of folders) {
    const list = join(root, below(folder, listName));
    if (!existsSync(list)) continue;
    for (const [path, digests] of readList(readFileSync(list, 'utf8')).files) listed.set(below(folder, path), digests);
  }
  return (path, digest) => listed.get(path)?.has(digest) ?? false;
}

const styles: { readonly [is in Staleness]: Style } = {
  stale: 'changed',
  missing: 'added',
  superfluous: 'removed',
  'changed by hand': 'removed',
};

/** The same for people. */
export function staleText({ files, absent }: StaleOutput, checked: number, paint: Paint): string {
  const width = Math.max(0, ...files.map(({ is }) => is.length));
  const count = files.length === 1 ? '1 file is' : `${files.length} files are`;
  const lines =
    files.length === 0
      ? [`the output is up to date: ${checked} files`]
      : [
          `${count} not what synth would write:`,
          ...files.map(({ file, is }) => `  ${paint(styles[is], is)}${' '.repeat(width - is.length)}  ${file}`),
          '  Run `chartwright synth`, look at what it changes, and commit it.',
        ];
  const left = absent.map((file) => `${file} is not here; its line in ${listName} is that of the package`);
  return `${[...lines, ...left].join('\n')}\n`;
}
