import { KubeDaemonSet } from '../../../../imports/k8s';
import type { Controller } from './controller';

/** A pod on every node. */
export const daemonSet: Controller = (workload, template, { updateStrategy }) =>
  new KubeDaemonSet(workload, 'daemonset', {
    metadata: workload.metadata,
    spec: { selector: { matchLabels: workload.selector }, updateStrategy, template },
  });
