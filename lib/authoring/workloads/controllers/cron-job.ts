import { KubeCronJob } from '../../../../imports/k8s';
import type { Controller } from './controller';

/** Pods that run to their end again and again, never two at once. */
export const cronJob: Controller = (workload, template, { schedule, timeZone, suspend, ...jobs }) => {
  if (schedule === undefined) throw new Error('a preset with a CronJob has the trait schedule');
  return new KubeCronJob(workload, 'cronjob', {
    metadata: workload.metadata,
    spec: {
      schedule,
      timeZone,
      suspend,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: jobs.backoffLimit,
          activeDeadlineSeconds: jobs.activeDeadlineSeconds,
          template,
        },
      },
    },
  });
};
