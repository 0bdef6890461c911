import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../../import/api';
import { readExternalSecrets, readKubernetes, readPrometheusOperator } from '../../../import/packages';
import { readJsii } from '../../../import/read-jsii';
import { definitionsOf, difference, printDefinitions } from './definitions-of';

/** The package that describes each version of Kubernetes after 1.28, whose package is a dependency of the project. */
export const laterVersions = {
  '1.29': 'cdk8s-plus-29@2.6.0',
  '1.30': 'cdk8s-plus-30@2.4.10',
  '1.31': 'cdk8s-plus-31@2.6.43',
  '1.32': 'cdk8s-plus-32@2.5.92',
  '1.33': 'cdk8s-plus-33@2.5.57',
  '1.34': 'cdk8s-plus-34@2.0.54',
} as const;

/** Where the packages of the later versions are installed, outside of the project's dependencies. */
export const laterPackages = (root: string): string => join(root, 'node_modules/.cache/chartwright/kubernetes');

/**
 * The text of each file of definitions, by name: 1.28 in full, each later version as what it changed. The later ones come
 * only where their packages are installed.
 */
export function generateDefinitions(root: string): Map<string, string> {
  const kubernetes = readKubernetes(root);
  const custom = [readExternalSecrets(root, kubernetes), readPrometheusOperator(root, kubernetes)];
  let before = definitionsOf(kubernetes);
  const files = new Map([
    ['custom-resources.json', printDefinitions(definitionsOf(merged(custom)))],
    ['kubernetes-1.28.json', printDefinitions(before)],
  ]);
  for (const [version, specifier] of Object.entries(laterVersions)) {
    const directory = join(laterPackages(root), 'node_modules', specifier.replace(/@.*/, ''));
    if (!existsSync(directory)) break;
    const after = definitionsOf(readJsii(directory));
    files.set(`kubernetes-${version}.json`, printDefinitions(difference(before, after)));
    before = after;
  }
  return files;
}

const merged = (apis: readonly Api[]): Api => ({
  source: apis.map(({ source }) => source).join(', '),
  kinds: apis.flatMap(({ kinds }) => kinds),
  structs: new Map(apis.flatMap(({ structs }) => [...structs])),
});
