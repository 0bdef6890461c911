const { existsSync } = require('node:fs');
const { join, relative, sep } = require('node:path');

const root = join(__dirname, '../..');
const folder = join(root, '__snapshots__');

/**
 * Snapshots are goldens, reviewed as product, and stand at the top level: those of `lib/print/trees.test.ts` in
 * `__snapshots__/print/trees.snap`. A proof has them under the same name where no unit test of that name exists.
 */
module.exports = {
  resolveSnapshotPath: (test, extension) =>
    join(folder, `${relative(join(root, 'lib'), test).replace(/\.(test|proof)\.ts$/, '')}${extension}`),
  resolveTestPath(snapshot, extension) {
    const path = join(root, 'lib', relative(folder, snapshot).slice(0, -extension.length));
    return existsSync(`${path}.proof.ts`) && !existsSync(`${path}.test.ts`) ? `${path}.proof.ts` : `${path}.test.ts`;
  },
  testPathForConsistencyCheck: join(root, 'lib', `print${sep}example.test.ts`),
};
