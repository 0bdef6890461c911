import type { Api } from './api';
import { readCustomResources, readKubernetes } from './packages';
import { printConstructs } from './print-constructs';
import { printTypes } from './print-types';

/** The text of each file under `imports/`, by name, from the packages installed under `root`. */
export function generateImports(root: string): Map<string, string> {
  const kubernetes = readKubernetes(root);
  const shared = { from: './k8s-types', api: kubernetes };
  const apis: { name: string; api: Api; shared?: typeof shared }[] = [
    { name: 'k8s', api: kubernetes },
    ...Object.entries(readCustomResources(root, kubernetes)).map(([name, api]) => ({ name, api, shared })),
  ];
  return new Map(
    apis.flatMap(({ name, api, shared }): [string, string][] => [
      [`${name}.ts`, printConstructs(api, `./${name}-types`)],
      [`${name}-types.ts`, printTypes(api, shared)],
    ]),
  );
}
