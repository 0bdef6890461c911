import { readExternalSecrets, readKubernetes, readPrometheusOperator } from './packages';
import { printConstructs } from './print-constructs';
import { printTypes } from './print-types';

/** The text of each file under `imports/`, by name, from the packages installed under `root`. */
export function generateImports(root: string): Map<string, string> {
  const kubernetes = readKubernetes(root);
  const shared = { from: './k8s-types', api: kubernetes };
  const apis = [
    { name: 'k8s', api: kubernetes },
    { name: 'external-secrets', api: readExternalSecrets(root, kubernetes), shared },
    { name: 'prometheus-operator', api: readPrometheusOperator(root, kubernetes), shared },
  ];
  return new Map(
    apis.flatMap(({ name, api, shared }): [string, string][] => [
      [`${name}.ts`, printConstructs(api, `./${name}-types`)],
      [`${name}-types.ts`, printTypes(api, shared)],
    ]),
  );
}
