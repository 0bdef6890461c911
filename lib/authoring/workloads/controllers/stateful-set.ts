import { KubeStatefulSet } from '../../../../imports/k8s';
import type { Controller } from './controller';

/** Pods with a name and a volume each. */
export const statefulSet: Controller = (workload, template, parts) =>
  new KubeStatefulSet(workload, 'statefulset', {
    metadata: workload.metadata,
    spec: {
      replicas: parts.replicas ?? 1,
      serviceName: parts.serviceName ?? workload.name,
      revisionHistoryLimit: parts.revisionHistoryLimit,
      minReadySeconds: parts.minReadySeconds,
      updateStrategy: parts.updateStrategy,
      selector: { matchLabels: workload.selector },
      template,
      volumeClaimTemplates: parts.volumeClaimTemplates,
      persistentVolumeClaimRetentionPolicy: parts.persistentVolumeClaimRetentionPolicy,
    },
  });
