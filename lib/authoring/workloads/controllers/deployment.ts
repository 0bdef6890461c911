import { KubeDeployment } from '../../../../imports/k8s';
import type { Controller } from './controller';

/** Pods that are all alike. */
export const deployment: Controller = (workload, template, { replicas, progressDeadlineSeconds, strategy }) =>
  new KubeDeployment(workload, 'deployment', {
    metadata: workload.metadata,
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      progressDeadlineSeconds,
      strategy,
      selector: { matchLabels: workload.selector },
      template,
    },
  });
