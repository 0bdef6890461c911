import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, listName, readList } from '../../printing/files/written-list';
import type { EarlierPackages } from '../app/packaged-charts';

/** The packages in a folder of charts that are as an earlier run has written them, which its list says. */
export function earlierPackages(folder: string): EarlierPackages {
  const read = (name: string) => {
    try {
      return readFileSync(join(folder, name));
    } catch {
      return undefined;
    }
  };
  const { files } = readList(read(listName)?.toString() ?? '');
  return (name) => {
    const bytes = files.has(name) ? read(name) : undefined;
    return bytes !== undefined && files.get(name)!.has(digestOf(bytes)) ? bytes : undefined;
  };
}
