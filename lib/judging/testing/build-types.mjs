/* Makes the types of the package: one file for each subpath, with what is public and all that it needs, and its documentation. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';
import { reportOf } from './api-report.mjs';
import { document, withShortComments } from './document-types.mjs';

const require = createRequire(import.meta.url);
const { subpaths } = require('./subpaths');
const { removeOthers } = require('./stale-files');
const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Types of a bundled package that are part of ours. */
const inside = ['@sinclair/typebox'];

/**
 * @param folder where `index.d.ts` and the others come to lie
 * @returns the text of each file, by its name
 */
export async function buildTypes(folder) {
  const declared = join(root, `.build/declarations-${process.pid}`);
  declare(declared);
  const input = Object.fromEntries(
    Object.entries(subpaths).map(([name, source]) => [name, join(declared, source.replace(/\.ts$/, '.d.ts'))]),
  );
  const bundle = await rollup({
    input,
    external: (id) => /^[^./]/.test(id) && !inside.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [dts({ includeExternal: inside, compilerOptions: { skipLibCheck: true } })],
    onwarn: ({ code, message }) => {
      // A package that others cannot name is one that they cannot use; what else is said is of no consequence here.
      if (code === 'UNRESOLVED_IMPORT') throw new Error(message);
    },
  });
  const { output } = await bundle.generate({
    entryFileNames: '[name].d.ts',
    chunkFileNames: 'types/[name].d.ts',
    // What subpaths share stands in few files, under the names that its authors gave it.
    manualChunks: (id) => /[\\/]imports[\\/](.*?)(?:-types)?\.d\.ts$/.exec(id)?.[1] ?? 'library',
    minifyInternalExports: false,
    hoistTransitiveImports: false,
  });
  await bundle.close();
  rmSync(declared, { recursive: true, force: true });
  const files = Object.fromEntries(
    output.map(({ fileName, code }) => [fileName, withShortComments(withoutVariance(code))]),
  );
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  removeOthers(
    folder,
    '.d.ts',
    Object.keys(files).map((name) => name.slice(0, -'.d.ts'.length)),
  );
  return files;
}

/** The names by which rollup repeats types in a namespace say nothing of variance, which TypeScript takes of an interface alone. */
const withoutVariance = (text) => text.replace(/^(type [\w$]+<)(?:in |out )+/gm, '$1');

function declare(outDir) {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'lib/tsconfig.build.json'), { outDir }, host);
  const files = Object.values(subpaths).map((source) => join(root, source));
  // Whether the types are right, `npm run types` says.
  const program = ts.createProgram(files, { ...config.options, noCheck: true });
  document(program);
  const { emitSkipped } = program.emit();
  if (emitSkipped) throw new Error('the types of the package were not written');
}

// `npm run build` ends with it, and `npm run api` with `--report`: then what is public is written down for those who review a change.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(root, '.build');
  const report = reportOf(await buildTypes(folder), Object.keys(subpaths));
  writeFileSync(join(folder, 'api.report.md'), report);
  if (process.argv.includes('--report')) writeFileSync(join(root, 'lib/api.report.md'), report);
}
