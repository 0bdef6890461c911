import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from './api';
import { readCustomResources, readKubernetes } from './packages';
import { readJsii } from './read-jsii';
import { definitionsOf, difference, printDefinitions } from './definitions-of';

/** The package that describes each version of Kubernetes after 1.28, whose package is a dependency of the project. */
const laterPackages = {
  '1.29': 'cdk8s-plus-29@2.6.0',
  '1.30': 'cdk8s-plus-30@2.4.10',
  '1.31': 'cdk8s-plus-31@2.6.43',
  '1.32': 'cdk8s-plus-32@2.5.92',
  '1.33': 'cdk8s-plus-33@2.5.57',
  '1.34': 'cdk8s-plus-34@2.0.54',
};

/**
 * Installs the packages of the later versions into a cache, unless they are there. They are large, and nothing but the
 * definitions is made from them.
 */
export function installLaterPackages(root: string): void {
  const packages = Object.values(laterPackages);
  if (packages.every((specifier) => installed(root, specifier))) return;
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', '--prefix', join(root, cache), ...flags, ...packages], { stdio: 'inherit' });
}

/**
 * The text of each file of definitions, by name: 1.28 in full, each later version as what it changed. The later ones come
 * only as far as their packages are installed.
 */
export function generateDefinitions(root: string): Map<string, string> {
  const kubernetes = readKubernetes(root);
  const custom = Object.values(readCustomResources(root, kubernetes));
  let before = definitionsOf(kubernetes);
  const files = new Map([
    ['custom-resources.json', printDefinitions(definitionsOf(merged(custom)))],
    ['kubernetes-1.28.json', printDefinitions(before)],
  ]);
  for (const [version, specifier] of Object.entries(laterPackages)) {
    const directory = installed(root, specifier);
    if (directory === undefined) break;
    const after = definitionsOf(readJsii(directory));
    files.set(`kubernetes-${version}.json`, printDefinitions(difference(before, after)));
    before = after;
  }
  return files;
}

const cache = 'node_modules/.cache/chartwright/kubernetes';

/** Where exactly this version of a package is installed in the cache. */
function installed(root: string, specifier: string): string | undefined {
  const [name, version] = specifier.split('@') as [string, string];
  const directory = join(root, cache, 'node_modules', name);
  const manifest = join(directory, 'package.json');
  if (!existsSync(manifest)) return undefined;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version === version
    ? directory
    : undefined;
}

const merged = (apis: readonly Api[]): Api => ({
  source: apis.map(({ source }) => source).join(', '),
  kinds: apis.flatMap(({ kinds }) => kinds),
  structs: new Map(apis.flatMap(({ structs }) => [...structs])),
});
