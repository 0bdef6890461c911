import type { Json } from '../../../core/values';
import { inputRule } from '../define-rule';
import type { CheckedObject } from '../finding';
import { at, indexOf, isMap, kindOf, listOf, mapOf, nameOf, namespaceOf } from '../../../core/references/objects';

/** Where each kind says which pods it is about. */
const selectorFields: { readonly [kind: string]: string } = {
  Service: 'selector',
  'Deployment.apps': 'selector',
  'StatefulSet.apps': 'selector',
  'DaemonSet.apps': 'selector',
  'ReplicaSet.apps': 'selector',
  'PodDisruptionBudget.policy': 'selector',
  'NetworkPolicy.networking.k8s.io': 'podSelector',
};

/** The selector of an object; undefined for one that selects nothing, or all pods of the namespace on purpose. */
function selectorOf(checked: CheckedObject): Json | undefined {
  const kind = kindOf(checked);
  if (!Object.hasOwn(selectorFields, kind)) return undefined;
  const found = at(checked.object, 'spec', selectorFields[kind]!);
  if (!isMap(found)) return undefined;
  const selector = kind === 'Service' ? { matchLabels: found } : found;
  const conditions = Object.keys(mapOf(selector['matchLabels'])).length + listOf(selector['matchExpressions']).length;
  return conditions === 0 ? undefined : selector;
}

export const releaseRules = [
  inputRule(
    {
      code: 'shared-selector',
      question: 'policy',
      severity: 'warning',
      why: 'A selector that is the same in every release finds the pods of all releases in its namespace: traffic goes to the wrong one.',
      remedy: 'Add the labels of the release to the selector and to the pods: ...entries(selectorLabels).',
    },
    (input) => {
      if (!input.twin) return [];
      const twin = indexOf({ objects: input.twin });
      const own = indexOf(input);
      // An object whose name is the same in both keeps a second release from being installed at all.
      const isInstallable = (other: CheckedObject) => !own.find(kindOf(other), namespaceOf(other), nameOf(other));
      return input.objects.flatMap((checked) => {
        const selector = selectorOf(checked);
        if (selector === undefined) return [];
        const pods = twin.podsOf(namespaceOf(checked), selector);
        const found = pods.find(({ owner }) => isInstallable(owner));
        if (!found) return [];
        const pointer = `/spec/${selectorFields[kindOf(checked)]!}`;
        const message = `also selects the pods of ${String(found.owner.object['kind'])} ${nameOf(found.owner)}, which is in another release`;
        return [{ at: checked, pointer, message }];
      });
    },
  ),
] as const;
