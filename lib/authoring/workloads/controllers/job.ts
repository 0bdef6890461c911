import { KubeJob, type JobSpec } from '../../../../imports/k8s';
import type { ControllerParts } from '../trait';
import type { Controller, PodTemplate } from './controller';

/**
 * What a Job is told, also one that a CronJob makes. Unless a trait says otherwise, a pod that has failed is not started again but
 * followed by a new one, so that each keeps its log; that of a Deployment, Always, no Job may have.
 */
export const jobSpec = (template: PodTemplate, parts: ControllerParts): JobSpec => ({
  backoffLimit: parts.backoffLimit,
  activeDeadlineSeconds: parts.activeDeadlineSeconds,
  ttlSecondsAfterFinished: parts.ttlSecondsAfterFinished,
  template: { ...template, spec: { restartPolicy: 'Never', ...template.spec } },
});

/** Pods that run to their end once. */
export const job: Controller = (workload, template, parts) =>
  new KubeJob(workload, 'job', { metadata: workload.metadata, spec: jobSpec(template, parts) });
