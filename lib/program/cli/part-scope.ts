import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { below, innermost, within } from '../../printing/files/output-path';
import { listName, readList } from '../../printing/files/written-list';
import type { OutputPlaces } from './output-places';

/**
 * The files and folders that a run for a part of all systems answers for: what it writes, what earlier runs have written for these
 * systems, also for such as there are no longer, and the index.
 *
 * @param wanted what is written, by path below the root
 * @param isOfRun whether a system of some name belongs to the run
 * @param nameOf the system that a folder is of, where that is not called as the system
 */
export function partScope(
  { root, plain, charts }: OutputPlaces,
  wanted: Iterable<string>,
  isOfRun: (name: string) => boolean,
  nameOf: ReadonlyMap<string, string> = new Map(),
): string[] {
  const folders = [plain, ...(charts === undefined ? [] : [charts])];
  const scope = new Set(charts === undefined ? [] : [below(charts, 'index.yaml')]);
  const paths = [...wanted];
  for (const folder of folders) {
    const list = join(root, below(folder, listName));
    const listed = existsSync(list) ? [...readList(readFileSync(list, 'utf8')).files.keys()] : [];
    const own = paths.filter((path) => innermost(path, folders) === folder).map((path) => within(folder, path));
    for (const path of [...own, ...listed]) {
      const [first = ''] = path.split('/');
      if (isOfRun(nameOf.get(first) ?? systemOf(first))) scope.add(below(folder, first));
    }
  }
  return [...scope];
}

/** The system that a folder or a package in an output folder is of; folders may begin with a number. */
const systemOf = (name: string): string => /^([^.]+)-\d+\..*\.tgz$/.exec(name)?.[1] ?? name.replace(/^\d{2,}-/, '');
