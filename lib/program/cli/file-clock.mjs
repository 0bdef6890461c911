import { rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * The time by the clock of the file system, which may be another than that of this machine.
 *
 * @param mark a file of nobody's, which is there only meanwhile
 * @returns in milliseconds; undefined where it cannot be asked
 */
export function timeBy(mark) {
  try {
    writeFileSync(mark, '');
    return statSync(mark).ctimeMs;
  } catch {
    return undefined;
  } finally {
    rmSync(mark, { force: true });
  }
}
