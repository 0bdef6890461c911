import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { OutputError } from './output-error';

/**
 * Writes a file that somebody asked for by name.
 *
 * @param isOurs whether the text of a file that is there already is from an earlier run
 * @throws OutputError where another file is there
 */
export function writeOwnFile(path: string, text: string, isOurs: (text: string) => boolean): void {
  if (existsSync(path) && !isOurs(readFileSync(path, 'utf8')))
    throw new OutputError([`${path}: this file is not from chartwright; name another, or remove it`]);
  const staged = `${path}.${process.pid}.tmp`;
  writeFileSync(staged, text);
  renameSync(staged, path);
}
