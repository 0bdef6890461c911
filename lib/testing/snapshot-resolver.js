const { join, relative, sep } = require('node:path');

const root = join(__dirname, '../..');
const folder = join(root, '__snapshots__');

/**
 * Snapshots are goldens, reviewed as product, and stand at the top level: those of `lib/print/helm.test.ts` in
 * `__snapshots__/print/helm.snap`.
 */
module.exports = {
  resolveSnapshotPath: (test, extension) =>
    join(folder, `${relative(join(root, 'lib'), test).replace(/\.test\.ts$/, '')}${extension}`),
  resolveTestPath: (snapshot, extension) =>
    join(root, 'lib', `${relative(folder, snapshot).slice(0, -extension.length)}.test.ts`),
  testPathForConsistencyCheck: join(root, 'lib', `print${sep}example.test.ts`),
};
