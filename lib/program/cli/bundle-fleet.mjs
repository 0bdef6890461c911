/* Compiles the apps of a fleet in one run of esbuild, each into a file of its own with all its sources. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundle, compile, loadEsbuild, optionsFor, sayOwnPlace, sourcePlaces, withoutLeftovers } from './bundle.mjs';

/**
 * @param apps with the source file that begins each
 * @param folder for what is compiled
 * @param links where packages of a workspace lead, by source file; see linked-sources.mjs
 * @returns by app: its file, the format of that, and what esbuild says of its sources
 * @throws where one does not compile; esbuild has then said where and what
 */
export async function bundleFleet(apps, folder, links) {
  const made = new Map();
  for (const [i, group] of [...groupsBy(apps, ({ file }) => links.get(file))].entries()) {
    const [{ alias }, own] = group;
    for (const [app, compiled] of await bundleAlike(own, join(folder, String(i)), alias)) made.set(app, compiled);
  }
  return made;
}

async function bundleAlike(apps, folder, alias) {
  const metafile = join(folder, 'inputs.json');
  const { outfile: _, ...common } = optionsFor('', '', 'cjs', alias);
  const options = {
    ...common,
    entryPoints: apps.map(({ file }) => file),
    outdir: folder,
    outbase: '/',
    outExtension: { '.js': '.cjs' },
    logLevel: 'error',
    metafile,
  };
  const problems = compile(options);
  if (problems?.includes('Top-level await')) return bundleEach(apps, folder);
  if (problems !== undefined) {
    compile(options, 'inherit'); // Which fails once more, aloud.
    throw new Error('the apps do not compile');
  }
  const { inputs, outputs } = JSON.parse(readFileSync(metafile, 'utf8'));
  const files = new Map(
    Object.entries(outputs).map(([file, { entryPoint }]) => [resolve(entryPoint), { file: resolve(file), entryPoint }]),
  );
  const fileOf = (app) => files.get(app.file).file;
  const placed = apps.filter((app) => sayOwnPlace(readFileSync(fileOf(app), 'utf8'))).map(({ file }) => file);
  if (placed.length > 0) {
    const esbuild = loadEsbuild();
    await withoutLeftovers(esbuild, () =>
      esbuild.build({ ...options, entryPoints: placed, metafile: false, plugins: [sourcePlaces(esbuild)] }),
    );
  }
  return apps.map((app) => {
    const sources = reachedFrom(files.get(app.file).entryPoint, inputs);
    return [app, { file: fileOf(app), format: 'cjs', sources }];
  });
}

/** One by one, where some of them can only be modules. */
async function bundleEach(apps, folder) {
  const made = [];
  for (const [i, app] of apps.entries()) {
    const stem = join(folder, String(i));
    const compiled = await bundle(app.file, stem, 'cjs', `${stem}.json`);
    made.push([app, { ...compiled, sources: JSON.parse(readFileSync(`${stem}.json`, 'utf8')).inputs }]);
  }
  return made;
}

/** The part of a metafile's sources that one of them imports, itself included. */
function reachedFrom(entry, inputs) {
  const found = {};
  const left = [entry];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (path in found || !(path in inputs)) continue;
    found[path] = inputs[path];
    left.push(...inputs[path].imports.map((each) => each.path));
  }
  return found;
}

function groupsBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
