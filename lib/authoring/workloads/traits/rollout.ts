import { aWholeNumber, maybe } from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { kubernetesBlock, type Block } from '../blocks';
import { trait } from '../trait';

/** How a new version of a Deployment replaces the old one. */
export const rollout = trait({
  defaults: { strategy: maybe(aBlock) },
  props: { progressDeadlineSeconds: maybe(aWholeNumber) },
  fields: ({
    strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  }: RolloutDefaults) => ({
    updateStrategy: kubernetesBlock('apps.v1.DeploymentStrategy', strategy, 'How a new version replaces the old one'),
  }),
  apply: (_, { updateStrategy }, { progressDeadlineSeconds }: RolloutProps) => ({
    controller: { progressDeadlineSeconds, strategy: updateStrategy },
  }),
});

export interface RolloutDefaults {
  /** @default surge 1, unavailable 0: a rollout never takes capacity away */
  readonly strategy?: Block;
}

export interface RolloutProps {
  /** Seconds after which a rollout that makes no progress has failed. @default 600, by Kubernetes */
  readonly progressDeadlineSeconds?: number;
}

const replacing = (kind: 'StatefulSet' | 'DaemonSet') =>
  trait({
    defaults: { strategy: maybe(aBlock) },
    fields: ({ strategy = {} }: { readonly strategy?: Block }) => ({
      updateStrategy: kubernetesBlock(
        `apps.v1.${kind}UpdateStrategy`,
        strategy,
        'How a new version replaces the old one',
      ),
    }),
    apply: (_, { updateStrategy }) => ({ controller: { updateStrategy } }),
  });

/** How the pods of a StatefulSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const statefulRollout = replacing('StatefulSet');
/** How the pods of a DaemonSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const daemonRollout = replacing('DaemonSet');
