import { KubeCronJob } from '../../../../imports/k8s';
import type { Controller } from './controller';
import { jobSpec } from './job';

/** Pods that run to their end again and again; unless a trait says otherwise, never two at once. */
export const cronJob: Controller = (workload, template, { schedule, ...parts }) => {
  if (schedule === undefined) throw new Error('a preset with a CronJob has the trait schedule');
  return new KubeCronJob(workload, 'cronjob', {
    metadata: workload.metadata,
    spec: {
      schedule,
      timeZone: parts.timeZone,
      suspend: parts.suspend,
      concurrencyPolicy: parts.concurrencyPolicy ?? 'Forbid',
      startingDeadlineSeconds: parts.startingDeadlineSeconds ?? 3600,
      successfulJobsHistoryLimit: parts.successfulJobsHistoryLimit ?? 1,
      failedJobsHistoryLimit: parts.failedJobsHistoryLimit ?? 3,
      jobTemplate: { spec: jobSpec(template, parts) },
    },
  });
};
