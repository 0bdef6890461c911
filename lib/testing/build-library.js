const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { buildSync } = require('esbuild');

const root = join(__dirname, '../..');
const libraryFile = '.build/index.js';
/** A package that is the library and the systems of this repository. */
const systemsFolder = '.build/with-systems';

/*
 * What apps of tests import, as those of users do: packages that were compiled before, each from one source. Each file takes the
 * place of an earlier one in a single step.
 */
module.exports = () => {
  compile("export * from './lib';", libraryFile);
  compile(
    `export * from './lib'; export { systems } from './lib/systems';
     export { SovdWebapp } from './lib/systems/sovd-webapp/sovd-webapp';
     export { Microshop } from './lib/systems/microshop/microshop';`,
    join(systemsFolder, libraryFile),
  );
  write(join(systemsFolder, 'package.json'), JSON.stringify({ name: 'chartwright-with-systems', main: libraryFile }));
};

function compile(contents, file) {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    write: false,
  });
  write(file, outputFiles[0].text);
}

function write(file, text) {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}
