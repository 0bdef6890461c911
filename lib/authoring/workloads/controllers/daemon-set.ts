import { KubeDaemonSet } from '../../../../imports/k8s';
import type { Controller } from './controller';

/** A pod on every node. */
export const daemonSet: Controller = (workload, template, { updateStrategy, revisionHistoryLimit, minReadySeconds }) =>
  new KubeDaemonSet(workload, 'daemonset', {
    metadata: workload.metadata,
    spec: {
      revisionHistoryLimit,
      minReadySeconds,
      selector: { matchLabels: workload.selector },
      updateStrategy,
      template,
    },
  });
