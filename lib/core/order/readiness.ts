import { isBuiltIn } from '../kubernetes/groups';
import { groupOf } from '../kubernetes/scopes';
import type { ClusterObject } from '../references/cluster-object';
import { kindOf } from '../references/objects';

/** Kinds whose objects run pods as soon as they are there. */
const running: ReadonlySet<string> = new Set([
  'Pod',
  'ReplicationController',
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'Rollout.argoproj.io',
]);

/** Whether an object runs pods as soon as it is there. A CronJob does so later, when no engine waits any more. */
export const isWorkload = (object: ClusterObject): boolean => running.has(kindOf(object));

/** Kinds that are done at some time, and are no longer there to be asked. */
export const isTask = (object: ClusterObject): boolean => kindOf(object) === 'Job.batch' || kindOf(object) === 'Pod';

/** Whether an object is of a custom resource, which a cluster knows only where somebody has defined it. */
export const isCustom = ({ object }: ClusterObject): boolean => !isBuiltIn(groupOf(String(object['apiVersion'])));

/**
 * Whether an object becomes ready some time after it is there: it runs pods, is bound, or is a custom resource whose controller
 * says when it has done its work.
 */
export const hasReadiness = (object: ClusterObject): boolean =>
  isWorkload(object) || kindOf(object) === 'PersistentVolumeClaim' || isCustom(object);
