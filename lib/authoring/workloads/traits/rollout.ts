import * as is from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { kubernetesBlock } from '../blocks';
import { trait, type Named } from '../trait';

const rolloutDeclared = trait({
  defaults: {
    /** How a new version replaces the old one. @default surge 1, unavailable 0: a rollout never takes capacity away */
    strategy: is.maybe(aBlock),
  },
  props: {
    /** Seconds after which a rollout that makes no progress has failed. @default 600, by Kubernetes */
    progressDeadlineSeconds: is.maybe(is.aWholeNumber),
  },
  fields: ({ strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }) => ({
    updateStrategy: kubernetesBlock('apps.v1.DeploymentStrategy', strategy, 'How a new version replaces the old one'),
  }),
  apply: (_, { updateStrategy }, { progressDeadlineSeconds }) => ({
    controller: { progressDeadlineSeconds, strategy: updateStrategy },
  }),
});

export interface RolloutTrait extends Named<typeof rolloutDeclared> {}

/** How a new version of a Deployment replaces the old one. */
export const rollout: RolloutTrait = rolloutDeclared;

const replacing = (kind: 'StatefulSet' | 'DaemonSet') =>
  trait({
    defaults: {
      /** How a new version replaces the old one. @default one pod after another, by Kubernetes */
      strategy: is.maybe(aBlock),
    },
    fields: ({ strategy = {} }) => ({
      updateStrategy: kubernetesBlock(
        `apps.v1.${kind}UpdateStrategy`,
        strategy,
        'How a new version replaces the old one',
      ),
    }),
    apply: (_, { updateStrategy }) => ({ controller: { updateStrategy } }),
  });

const statefulRolloutDeclared = replacing('StatefulSet');

export interface StatefulRolloutTrait extends Named<typeof statefulRolloutDeclared> {}

/** How the pods of a StatefulSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const statefulRollout: StatefulRolloutTrait = statefulRolloutDeclared;
const daemonRolloutDeclared = replacing('DaemonSet');

export interface DaemonRolloutTrait extends Named<typeof daemonRolloutDeclared> {}

/** How the pods of a DaemonSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const daemonRollout: DaemonRolloutTrait = daemonRolloutDeclared;
