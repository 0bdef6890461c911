/* Packages of a workspace whose sources are TypeScript: Node.js cannot load them, so that they belong to the app. */
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/**
 * The packages that an app finds by a link to a folder outside of `node_modules`, and that begin with TypeScript.
 *
 * @param app the source file that begins the app
 * @returns where each of them is, by its name
 */
export function linkedSources(app) {
  const { resolve } = createRequire(app);
  const found = {};
  for (let folder = dirname(app); ; folder = dirname(folder)) {
    for (const [name, place] of linksIn(join(folder, 'node_modules'))) found[name] ??= sourceOf(name, place, resolve);
    if (folder === dirname(folder)) break;
  }
  return Object.fromEntries(Object.entries(found).filter(([, place]) => place !== null));
}

/**
 * The same for several apps, beside a digest of it; those that have no `node_modules` of their own share what is found.
 *
 * @returns by app
 */
export function linksOf(apps) {
  const known = new Map();
  return new Map(
    apps.map((app) => {
      let folder = dirname(app);
      while (folder !== dirname(folder) && !existsSync(join(folder, 'node_modules'))) folder = dirname(folder);
      if (!known.has(folder)) {
        const alias = linkedSources(app);
        known.set(folder, { alias, digest: JSON.stringify(alias) });
      }
      return [app, known.get(folder)];
    }),
  );
}

/** Links to packages outside of all `node_modules`, each with its name and where it leads. */
function linksIn(modules, scope = '') {
  return entriesOf(modules).flatMap((entry) => {
    const name = `${scope}${entry.name}`;
    if (scope === '' && entry.name.startsWith('@')) return linksIn(join(modules, entry.name), `${entry.name}/`);
    if (!entry.isSymbolicLink()) return [];
    const place = orNothing(() => realpathSync.native(join(modules, entry.name)));
    return place === undefined || place.split(sep).includes('node_modules') ? [] : [[name, place]];
  });
}

/** What stands for a package of TypeScript; null for one that Node.js loads by itself. */
function sourceOf(name, place, resolve) {
  const about = orNothing(() => JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')));
  const entry = orNothing(() => resolve(name));
  if (about === undefined || (entry !== undefined && !/\.[cm]?tsx?$/.test(entry))) return null;
  return about.exports === undefined ? place : (entry ?? null);
}

const entriesOf = (folder) => orNothing(() => readdirSync(folder, { withFileTypes: true })) ?? [];

function orNothing(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}
