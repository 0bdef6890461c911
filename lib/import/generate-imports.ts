import { readExternalSecrets, readKubernetes, readPrometheusOperator } from './packages';
import { printImports } from './print-imports';

/** The text of each file under `imports/`, by name, from the packages installed under `root`. */
export function generateImports(root: string): Map<string, string> {
  const kubernetes = readKubernetes(root);
  const shared = { from: './k8s', api: kubernetes };
  return new Map([
    ['k8s.ts', printImports(kubernetes)],
    ['external-secrets.ts', printImports(readExternalSecrets(root, kubernetes), shared)],
    ['prometheus-operator.ts', printImports(readPrometheusOperator(root, kubernetes), shared)],
  ]);
}
