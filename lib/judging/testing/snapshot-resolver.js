const { join, relative, sep } = require('node:path');

const root = join(__dirname, '../../..');
const folder = join(root, '__snapshots__');

/**
 * Snapshots are goldens, reviewed as product, and stand at the top level: those of `lib/printing/trees/trees.test.ts` in
 * `__snapshots__/printing/trees/trees.snap`, those of a proof `tables.proof.ts` in `tables.proof.snap`.
 */
module.exports = {
  resolveSnapshotPath: (test, extension) =>
    join(folder, `${relative(join(root, 'lib'), test).replace(/(\.test)?\.ts$/, '')}${extension}`),
  resolveTestPath(snapshot, extension) {
    const name = relative(folder, snapshot).slice(0, -extension.length);
    return join(root, 'lib', name.endsWith('.proof') ? `${name}.ts` : `${name}.test.ts`);
  },
  testPathForConsistencyCheck: join(root, 'lib', `printing${sep}trees${sep}example.test.ts`),
};
