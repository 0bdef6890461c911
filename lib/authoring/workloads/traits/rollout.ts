import * as is from '../../../core/values/argument';
import { aBlock } from '../arguments';
import { kubernetesBlock } from '../blocks';
import { trait } from '../trait';

/** How a new version of a Deployment replaces the old one. */
export const rollout = trait({
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

/** How the pods of a StatefulSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const statefulRollout = replacing('StatefulSet');
/** How the pods of a DaemonSet are replaced: one after another, by Kubernetes, unless said otherwise. */
export const daemonRollout = replacing('DaemonSet');
