import { isBuiltIn } from '../kubernetes/groups';
import { groupOf } from '../kubernetes/scopes';
import type { ClusterObject } from '../references/cluster-object';
import { at, kindOf } from '../references/objects';

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

/** What an object is as far as order is concerned, worked out once. */
interface Nature {
  readonly isWorkload: boolean;
  readonly isTask: boolean;
  readonly isClaim: boolean;
  readonly isForNode: boolean;
  readonly isCustom: boolean;
  readonly isIdle: boolean;
}

const natures = new WeakMap<ClusterObject, Nature>();

function natureOf(each: ClusterObject): Nature {
  let found = natures.get(each);
  if (!found) {
    const kind = kindOf(each);
    const { object } = each;
    found = {
      isWorkload: running.has(kind),
      isTask: kind === 'Job.batch' || kind === 'Pod',
      isClaim: kind === 'PersistentVolumeClaim',
      isForNode: ['PersistentVolumeClaim', 'ServiceAccount', 'PriorityClass.scheduling.k8s.io'].includes(kind),
      isCustom: isCustom(each),
      isIdle: at(object, 'spec', 'replicas') === 0 || at(object, 'spec', 'suspend') === true,
    };
    natures.set(each, found);
  }
  return found;
}

/** Whether an object runs pods as soon as it is there. A CronJob does so later, when no engine waits any more. */
export const isWorkload = (object: ClusterObject): boolean => natureOf(object).isWorkload;

/** Kinds that are done at some time, and are no longer there to be asked. */
export const isTask = (object: ClusterObject): boolean => natureOf(object).isTask;

export const isClaim = (object: ClusterObject): boolean => natureOf(object).isClaim;

/** Whether a pod that names an object is not made, or finds no node, before the object is there. */
export const isForNode = (object: ClusterObject): boolean => natureOf(object).isForNode;

/** Whether a workload runs no pod for now, until somebody scales it up or lets it go on. */
export const isIdle = (object: ClusterObject): boolean => natureOf(object).isIdle;

/** Whether an object is of a custom resource, which a cluster knows only where somebody has defined it. */
export const isCustom = ({ object }: Pick<ClusterObject, 'object'>): boolean =>
  !isBuiltIn(groupOf(String(object['apiVersion'])));

/**
 * Whether an object becomes ready some time after it is there: it runs pods, is bound, or is a custom resource whose controller
 * says when it has done its work.
 */
export function hasReadiness(object: ClusterObject): boolean {
  const nature = natureOf(object);
  return nature.isWorkload || nature.isClaim || nature.isCustom;
}
