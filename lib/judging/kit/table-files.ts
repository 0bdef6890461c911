import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { lineDiff } from './line-diff';

/** Set to write files of tables anew. */
const variable = 'CHARTWRIGHT_UPDATE_TABLES';
/** The flag with which Node.js updates snapshots of its own, from version 22.3 on. */
const flagOfNode = '--test-update-snapshots';

const isSet = (name: string) => !['', '0', 'false', undefined].includes(process.env[name]);
const isUpdate = () => isSet(variable) || [...process.execArgv, ...process.argv].includes(flagOfNode);

/** What this process has compared with each file: two calls that mean different tables may not share one. */
const compared = new Map<string, string>();

/**
 * Compares a text with a file: what is wrong, in words; undefined where nothing is. A file that is missing is written, but not in CI,
 * where nobody would look at it.
 */
export function compareWithFile(file: string, text: string): string | undefined {
  const shown = relative('.', file);
  const earlier = compared.get(file);
  compared.set(file, text);
  if (earlier !== undefined && earlier !== text)
    return `two calls in this run mean different tables and the same file, ${shown}: give one of them a name of its own, expectTables(chart, { name: '...' })`;
  if (!existsSync(file)) {
    if (isSet('CI') && !isUpdate())
      return `${shown} does not exist, and is not written in CI: run the test on your machine and commit the file`;
    return write(file, text);
  }
  const known = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  if (known === text) return undefined;
  if (isUpdate()) return write(file, text);
  return `the tables are not those in ${shown} (-); where the new ones (+) are right, run the tests with ${variable}=1\n\n${lineDiff(known, text)}`;
}

function write(file: string, text: string): undefined {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
