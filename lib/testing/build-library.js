const { mkdirSync, renameSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync } = require('esbuild');

/*
 * The library as `npm run build` packs it, for the apps of tests, which import it as those of its users do. It takes the place of an
 * earlier one in a single step.
 */
module.exports = () => {
  const folder = join(__dirname, '../../.build');
  const fresh = join(folder, `index-${process.pid}.js`);
  mkdirSync(folder, { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, '../index.ts')],
    outfile: fresh,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
  renameSync(fresh, join(folder, 'index.js'));
};
