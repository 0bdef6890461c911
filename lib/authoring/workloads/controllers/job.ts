import { KubeJob } from '../../../../imports/k8s';
import type { Controller } from './controller';

/** Pods that run to their end once. */
export const job: Controller = (workload, template, parts) =>
  new KubeJob(workload, 'job', {
    metadata: workload.metadata,
    spec: {
      backoffLimit: parts.backoffLimit,
      activeDeadlineSeconds: parts.activeDeadlineSeconds,
      ttlSecondsAfterFinished: parts.ttlSecondsAfterFinished,
      template,
    },
  });
