import { KubeJob, type JobSpec, type PodTemplateSpec } from '../../../../imports/k8s';
import type { ControllerParts } from '../trait';
import type { Controller } from './controller';

/** What a Job is told, also one that a CronJob makes. */
export const jobSpec = (template: PodTemplateSpec, parts: ControllerParts): JobSpec => ({
  backoffLimit: parts.backoffLimit,
  activeDeadlineSeconds: parts.activeDeadlineSeconds,
  ttlSecondsAfterFinished: parts.ttlSecondsAfterFinished,
  template,
});

/** Pods that run to their end once. */
export const job: Controller = (workload, template, parts) =>
  new KubeJob(workload, 'job', { metadata: workload.metadata, spec: jobSpec(template, parts) });
