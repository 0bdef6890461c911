import { isClusterScoped } from '../../../core/kubernetes/scopes';
import { definitionsIn } from '../custom-resources';
import { inputRule } from '../define-rule';
import { at, stringOf } from '../../../core/references/objects';

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
      const definitions = definitionsIn(input);
      return input.objects.flatMap((checked) => {
        const { apiVersion, kind } = checked.object;
        const namespace = stringOf(at(checked.object, 'metadata', 'namespace'));
        if (namespace === undefined) return [];
        const isOutside =
          definitions.of(checked.object)?.isClusterScoped ?? isClusterScoped(String(apiVersion), String(kind));
        if (!isOutside) return [];
        const message = `a ${String(kind)} is in no namespace; "${namespace}" has no effect`;
        return [{ at: checked, pointer: '/metadata/namespace', message }];
      });
    },
  ),
] as const;
