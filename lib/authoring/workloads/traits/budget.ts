import { KubePodDisruptionBudget } from '../../../../imports/k8s';
import { largestInt32 } from '../../../core/kubernetes/value-forms';
import { ApplyPhase, Condition } from '../../../core/manifest';
import { block, isSet, not, oneOf, optional, toggle, when } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { trait, type Named } from '../trait';

/** A number of pods or a share of them. */
const podCount = (value: string | number, description: string) =>
  block<string | number>(
    { type: ['integer', 'string'], minimum: 1, maximum: largestInt32, pattern: '^([1-9][0-9]?%|100%)?$' },
    value,
    description,
  );

const budgetDeclared = trait({
  defaults: {
    /** @default on */
    podDisruptionBudget: is.maybe(is.aBoolean),
  },
  fields: ({ podDisruptionBudget = true }) => ({
    podDisruptionBudget: toggle(
      podDisruptionBudget,
      {
        minAvailable: podCount('', 'Pods that must stay, as a number or in percent; wins over maxUnavailable'),
        maxUnavailable: podCount(1, 'Pods that may be away at once, as a number or in percent'),
        unhealthyPodEvictionPolicy: oneOf(
          ['IfHealthyBudget', 'AlwaysAllow'],
          'AlwaysAllow',
          'Whether pods that are not ready may be evicted while too few are ready: AlwaysAllow lets a node with broken pods be drained',
        ),
      },
      'How many pods a drained node may take away',
    ),
  }),
  apply: (workload, { podDisruptionBudget: { enabled, minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } }) => {
    const made = new KubePodDisruptionBudget(workload, 'poddisruptionbudget', {
      metadata: workload.metadata,
      spec: {
        minAvailable: optional(minAvailable),
        maxUnavailable: when(not(isSet(minAvailable)), optional(maxUnavailable)),
        unhealthyPodEvictionPolicy,
        selector: { matchLabels: workload.selector },
      },
    });
    ApplyPhase.of(made).set('operation');
    Condition.of(made).when(enabled);
    return {};
  },
});

export interface BudgetTrait extends Named<typeof budgetDeclared> {}

/** How many pods a drained node may take away. */
export const budget: BudgetTrait = budgetDeclared;
