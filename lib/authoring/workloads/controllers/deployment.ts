import { KubeDeployment } from '../../../../imports/k8s';
import type { Controller } from './controller';

/** Pods that are all alike. */
export const deployment: Controller = (workload, template, { replicas, strategy, ...parts }) =>
  new KubeDeployment(workload, 'deployment', {
    metadata: workload.metadata,
    spec: {
      replicas,
      revisionHistoryLimit: parts.revisionHistoryLimit ?? 3,
      minReadySeconds: parts.minReadySeconds,
      progressDeadlineSeconds: parts.progressDeadlineSeconds,
      strategy,
      selector: { matchLabels: workload.selector },
      template,
    },
  });
