import { groupOf } from '../../core/kubernetes/scopes';
import type { JsonObject } from '../../core/values';
import { apiVersionOf, at, kindOf } from './deployed';

/** How long an engine waits where nothing says more, in seconds: the default of Helm and of the Flux command line. */
const atLeast = 300;
/** For what comes before and after: the object is applied, its image pulled, its status read. */
const margin = 60;
/** How long one attempt of a Job may take where it says nothing, in seconds. */
const attempt = 300;

/**
 * How long to wait for objects to become ready, as a duration of Go: as long as the slowest of them may take by its own word. An engine
 * that gives up earlier reports a failure where there is none yet.
 */
export function timeoutFor(objects: readonly JsonObject[]): string {
  const seconds = Math.max(atLeast, ...objects.map((object) => timeOf(object) + margin));
  return `${Math.ceil(seconds / 60)}m`;
}

function timeOf(object: JsonObject): number {
  const [group, kind] = [groupOf(apiVersionOf(object)), kindOf(object)];
  if (group === 'batch' && kind === 'Job') return timeOfJob(object);
  // Deployments say when their progress has failed, after 600 seconds by default; a StatefulSet never does.
  if (group === 'apps' && kind === 'Deployment') return numberAt(object, 'spec', 'progressDeadlineSeconds') ?? 600;
  return group === 'apps' ? 600 : 0;
}

/**
 * A Job ends by its `activeDeadlineSeconds`, all attempts included. Without one it ends when it has failed `backoffLimit` (6 by default)
 * times over, with pauses of 10, 20, 40 ... seconds, at most 6 minutes each, between them.
 *
 * Source: https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy
 */
function timeOfJob(job: JsonObject): number {
  const deadline = numberAt(job, 'spec', 'activeDeadlineSeconds');
  if (deadline !== undefined) return deadline;
  const retries = numberAt(job, 'spec', 'backoffLimit') ?? 6;
  const ofPod = numberAt(job, 'spec', 'template', 'spec', 'activeDeadlineSeconds') ?? attempt;
  const pauses = Array.from({ length: retries }, (_, i) => Math.min(360, 10 * 2 ** i));
  return (retries + 1) * ofPod + pauses.reduce((sum, pause) => sum + pause, 0);
}

const numberAt = (object: JsonObject, ...path: readonly string[]): number | undefined => {
  const found = at(object, ...path);
  return typeof found === 'number' ? found : undefined;
};
