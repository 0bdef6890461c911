import { isSafe, type ObjectChange } from '../change';
import type { ChangesReport } from './summary';

/** Raised when a field is gone, or means something else; new fields do not raise it. */
const version = 1;

/**
 * The changes for programs: `{ version, from, isSafe, environments: [{ name, isSafe, changes }] }`, as docs/pull-requests.md says.
 * Everything is there, whatever its length.
 */
export function jsonChanges({ from, environments }: ChangesReport): string {
  const report = {
    version,
    from,
    isSafe: environments.every(({ changes }) => isSafe(changes)),
    environments: environments.map(({ name, changes }) => ({
      name,
      isSafe: isSafe(changes),
      changes: changes.map(changeOf),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The keys in the order in which a reader wants them. */
function changeOf({ object, identity, change, effect, fields, order = [], note }: ObjectChange) {
  return { object, identity, change, effect, fields, order, ...(note === undefined ? {} : { note }) };
}
