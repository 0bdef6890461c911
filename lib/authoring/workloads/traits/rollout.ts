import { largestInt32 } from '../../../core/kubernetes/value-forms';
import { integer, type Group, type Refs } from '../../../core/values';
import * as is from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { kubernetesBlock } from '../blocks';
import { anyButZero } from '../value-maps';
import { trait, type Named } from '../trait';

/** How many old versions are kept, and when a pod of the new one counts. */
const historyFields = () => ({
  revisionHistoryLimit: integer(3, 'Old versions that a rollback can go back to', { maximum: largestInt32 }),
  minReadySeconds: integer(0, 'Seconds that a new pod must be ready before it counts as available', { maximum: 599 }),
});
const ofHistory = ({ revisionHistoryLimit, minReadySeconds }: Refs<Group<ReturnType<typeof historyFields>>>) => ({
  revisionHistoryLimit,
  minReadySeconds: anyButZero(minReadySeconds),
});

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
    ...historyFields(),
  }),
  apply: (_, { updateStrategy, ...history }, { progressDeadlineSeconds }) => ({
    controller: { progressDeadlineSeconds, strategy: updateStrategy, ...ofHistory(history) },
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
      ...historyFields(),
    }),
    apply: (_, { updateStrategy, ...history }) => ({ controller: { updateStrategy, ...ofHistory(history) } }),
  });

const statefulRolloutDeclared = replacing('StatefulSet');

export interface StatefulRolloutTrait extends Named<typeof statefulRolloutDeclared> {}

/** How the pods of a StatefulSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const statefulRollout: StatefulRolloutTrait = statefulRolloutDeclared;
const daemonRolloutDeclared = replacing('DaemonSet');

export interface DaemonRolloutTrait extends Named<typeof daemonRolloutDeclared> {}

/** How the pods of a DaemonSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const daemonRollout: DaemonRolloutTrait = daemonRolloutDeclared;
