import { clusterScopeWith } from '../../kubernetes/scopes';
import { inputRule } from '../define-rule';
import { at, indexOf, stringOf } from '../objects';

export const scopeRules = [
  inputRule(
    {
      code: 'cluster-scoped-namespace',
      question: 'policy',
      severity: 'warning',
      why: 'An object of a kind that has no namespaces is there once for the whole cluster; the API server drops the namespace that it names.',
      remedy: 'Remove metadata.namespace, and see that no other release has an object of that name.',
    },
    (input) => {
      const definitions = indexOf(input).all('CustomResourceDefinition.apiextensions.k8s.io');
      const isClusterScoped = clusterScopeWith(definitions.flatMap(({ object }) => object['spec'] ?? []));
      return input.objects.flatMap((checked) => {
        const { apiVersion, kind } = checked.object;
        const namespace = stringOf(at(checked.object, 'metadata', 'namespace'));
        if (namespace === undefined || !isClusterScoped(String(apiVersion), String(kind))) return [];
        const message = `a ${String(kind)} is in no namespace; "${namespace}" has no effect`;
        return [{ at: checked, pointer: '/metadata/namespace', message }];
      });
    },
  ),
] as const;
