import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/**
 * Where a project gets this library from, where that is not the registry: an archive or a folder, in Git or at an address, as it was
 * named by who installed the library that runs. Undefined where it was a version.
 *
 * @param here a folder of the library
 * @param project the folder of the project
 */
export function ownSource(here: string, project: string): string | undefined {
  const parts = here.split(sep);
  const modules = parts.indexOf('node_modules');
  if (modules < 0) return undefined;
  const home = parts.slice(0, modules).join(sep);
  const about = join(home, 'package.json');
  if (!existsSync(about)) return undefined;
  const { dependencies, devDependencies } = JSON.parse(readFileSync(about, 'utf8')) as {
    readonly [section: string]: { readonly [name: string]: string } | undefined;
  };
  return sourceFor(dependencies?.['chartwright'] ?? devDependencies?.['chartwright'], home, project);
}

/** What another project says to get the same, where a project in `home` says this. */
export function sourceFor(said: string | undefined, home: string, project: string): string | undefined {
  const [, path] = /^file:(.+)$/.exec(said ?? '') ?? [];
  if (path !== undefined) {
    const near = relative(project, resolve(home, path)).split(sep).join('/');
    return `file:${near.startsWith('.') ? near : `./${near}`}`;
  }
  return said !== undefined && /^(https?:|git[+:@]|github:|gitlab:)/.test(said) ? said : undefined;
}
