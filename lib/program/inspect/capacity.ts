import { at, kindOf, mapOf, nameOf, placesAt, podOf, stringOf, type Pod } from '../../core/references/objects';
import type { Json } from '../../core/values';
import type { CheckedObject, CheckInput } from '../../judging/check/finding';
import { numberOr, podCount, replicasOf, scaledKinds } from '../../judging/check/operations/replicas';
import { objectName } from './object-names';
import { podSize, resources, storageOf, type Resource, type Size } from './pod-size';

/**
 * When the pods of an object run: always; one on each node; until their work is done; or one after the other as Helm runs its hooks.
 */
export type Presence = 'always' | 'each node' | 'jobs' | 'hooks';

/** What one object that makes pods takes. */
export interface Workload {
  readonly object: string;
  readonly presence: Presence;
  /** Pods: the fewest and the most there may be, and how many more while a new version is rolled out. */
  readonly fewest: number;
  readonly most: number;
  readonly surge: number;
  /** What decides on the number, as `HorizontalPodAutoscaler/web`; absent where the object says it itself. */
  readonly scaledBy?: string;
  /** Of one pod. */
  readonly size: Size;
  /** Storage of the claims that come with each pod, in nanobytes, and how many they are. */
  readonly storage: bigint;
  readonly claims: number;
}

/** A sum over workloads. */
export interface Total {
  readonly pods: number;
  readonly requests: { readonly [R in Resource]: bigint };
  readonly limits: { readonly [R in Resource]: bigint };
  readonly storage: bigint;
  readonly claims: number;
}

/** What an environment takes of a cluster. */
export interface Capacity {
  readonly workloads: readonly Workload[];
  /** Claims that are objects of their own, with their storage in nanobytes. */
  readonly claims: readonly { readonly object: string; readonly storage: bigint }[];
  /** With as few pods, and with as many, as there may be. */
  readonly fewest: Total;
  readonly most: Total;
  /** With as many as there may be, while all of them are rolled out at once and all Jobs run. */
  readonly peak: Total;
  /** On each node of the cluster, beside all that. */
  readonly eachNode: Total;
  /** Containers without a limit, by resource. */
  readonly unlimited: { readonly [R in Resource]: number };
}

/** What the objects of an environment take, in exact sums. */
export function capacityOf(input: CheckInput): Capacity {
  const workloads = input.objects.flatMap((object) => workloadOf(object, input) ?? []);
  const ofPresence = (presence: Presence) => workloads.filter((each) => each.presence === presence);
  const standing = ofPresence('always');
  const claims = input.objects
    .filter((object) => kindOf(object) === 'PersistentVolumeClaim')
    .map(({ object }) => ({ object: objectName(object), storage: storageOf(object) }));
  const alone: Total = {
    ...nothing(),
    storage: claims.reduce((sum, { storage }) => sum + storage, 0n),
    claims: claims.length,
  };
  const most = plus(alone, ...standing.map((each) => times(each, each.most)));
  const rolled = standing.map((each) => times({ ...each, storage: 0n, claims: 0 }, each.surge));
  // Helm waits for each hook before it begins the next.
  const hooks = ofPresence('hooks').map((each) => times(each, each.most));
  return {
    workloads,
    claims,
    fewest: plus(alone, ...standing.map((each) => times(each, each.fewest))),
    most,
    peak: plus(most, ...rolled, ...ofPresence('jobs').map((each) => times(each, each.most)), greatest(hooks)),
    eachNode: plus(...ofPresence('each node').map((each) => times(each, 1))),
    unlimited: unlimitedIn(workloads),
  };
}

function workloadOf(checked: CheckedObject, input: CheckInput): Workload | undefined {
  const kind = kindOf(checked);
  const pod = podOf(kind === 'ScaledJob.keda.sh' ? asJob(checked) : checked);
  if (!pod || kind === 'PodTemplate') return undefined;
  const { spec } = checked.object;
  const count = (given: { readonly fewest: number; readonly most: number; readonly surge?: number }, by?: string) => ({
    object: objectName(checked.object),
    surge: 0,
    ...given,
    ...(by === undefined ? {} : { scaledBy: by }),
    size: podSize(pod),
    ...claimsOf(checked, pod),
  });
  const isScaled = (scaledKinds as readonly string[]).includes(kind) || kind === 'ReplicationController';
  if (isScaled) {
    const { min, max } = replicasOf(checked, input);
    const scaler = min === max ? undefined : scalerName(checked, input);
    return { presence: 'always', ...count({ fewest: min, most: max, surge: surgeOf(kind, spec, max) }, scaler) };
  }
  if (kind === 'DaemonSet.apps') return { presence: 'each node', ...count({ fewest: 1, most: 1 }) };
  if (kind === 'ScaledJob.keda.sh') {
    const most = numberOr(at(spec, 'maxReplicaCount'), 100);
    return { presence: 'jobs', ...count({ fewest: numberOr(at(spec, 'minReplicaCount'), 0), most }) };
  }
  const presence = checked.hook ? 'hooks' : 'jobs';
  if (kind === 'CronJob.batch') {
    const isOff = at(spec, 'suspend') === true;
    return { presence, ...count({ fewest: 0, most: isOff ? 0 : podsOfJob(at(spec, 'jobTemplate', 'spec')) }) };
  }
  if (kind === 'Job.batch') return { presence, ...count({ fewest: 0, most: podsOfJob(spec) }) };
  return { presence: checked.hook ? 'hooks' : 'always', ...count({ fewest: 1, most: 1 }) };
}

const asJob = ({ object, ...rest }: CheckedObject): CheckedObject => ({
  ...rest,
  object: { ...object, apiVersion: 'batch/v1', kind: 'Job', spec: at(object, 'spec', 'jobTargetRef') ?? {} },
});

/** Pods of a Job that run at the same time. */
function podsOfJob(spec: Json | undefined): number {
  const parallel = numberOr(at(spec, 'parallelism'), 1);
  const completions = at(spec, 'completions');
  return typeof completions === 'number' ? Math.min(parallel, completions) : parallel;
}

/** The pods that a rolling update adds; the API server's default is a quarter, rounded up. */
function surgeOf(kind: string, spec: Json | undefined, replicas: number): number {
  if (kind !== 'Deployment.apps' && kind !== 'Rollout.argoproj.io') return 0;
  const strategy = mapOf(at(spec, 'strategy'));
  if (strategy['type'] === 'Recreate') return 0;
  const rolling = strategy['rollingUpdate'] ?? strategy['canary'];
  return podCount(at(rolling, 'maxSurge') ?? '25%', replicas, 'up') ?? 0;
}

function scalerName(workload: CheckedObject, input: CheckInput): string | undefined {
  const name = nameOf(workload);
  const scaler = input.objects.find(
    (each) =>
      /^(HorizontalPodAutoscaler\.autoscaling|ScaledObject\.keda\.sh)$/.test(kindOf(each)) &&
      stringOf(at(each.object, 'spec', 'scaleTargetRef', 'name')) === name,
  );
  return scaler && objectName(scaler.object);
}

/** Claims that each pod brings: those of a StatefulSet's templates, and of generic ephemeral volumes. */
function claimsOf({ object }: CheckedObject, { spec }: Pod): Pick<Workload, 'storage' | 'claims'> {
  const templates = placesAt(object, '', 'spec', 'volumeClaimTemplates').map(({ value }) => value);
  const volumes = placesAt(spec, '', 'volumes').flatMap(
    ({ value }) => at(value, 'ephemeral', 'volumeClaimTemplate') ?? [],
  );
  const all = [...templates, ...volumes];
  return { storage: all.reduce<bigint>((sum, claim) => sum + storageOf(claim), 0n), claims: all.length };
}

const zero = () => ({ cpu: 0n, memory: 0n, 'ephemeral-storage': 0n });
const nothing = (): Total => ({ pods: 0, requests: zero(), limits: zero(), storage: 0n, claims: 0 });

/** So many pods of a workload. */
function times({ size, storage, claims }: Pick<Workload, 'size' | 'storage' | 'claims'>, pods: number): Total {
  const [requests, limits] = [zero(), zero()];
  for (const resource of resources) {
    requests[resource] = size.requests[resource] * BigInt(pods);
    limits[resource] = size.limits[resource] * BigInt(pods);
  }
  return { pods, requests, limits, storage: storage * BigInt(pods), claims: claims * pods };
}

/** Pods of one workload, for a report of it. */
export const totalOf = (workload: Workload, pods: number): Total => times(workload, pods);

function plus(...totals: readonly Total[]): Total {
  const [requests, limits] = [zero(), zero()];
  let [pods, storage, claims] = [0, 0n, 0];
  for (const each of totals) {
    pods += each.pods;
    storage += each.storage;
    claims += each.claims;
    for (const resource of resources) {
      requests[resource] += each.requests[resource];
      limits[resource] += each.limits[resource];
    }
  }
  return { pods, requests, limits, storage, claims };
}

/** The most of each, of what runs one after the other. */
function greatest(totals: readonly Total[]): Total {
  const most = (a: bigint, b: bigint) => (a > b ? a : b);
  return totals.reduce((a, b) => {
    const [requests, limits] = [zero(), zero()];
    for (const resource of resources) {
      requests[resource] = most(a.requests[resource], b.requests[resource]);
      limits[resource] = most(a.limits[resource], b.limits[resource]);
    }
    const storage = most(a.storage, b.storage);
    return { pods: Math.max(a.pods, b.pods), requests, limits, storage, claims: Math.max(a.claims, b.claims) };
  }, nothing());
}

function unlimitedIn(workloads: readonly Workload[]): { [R in Resource]: number } {
  const count = { cpu: 0, memory: 0, 'ephemeral-storage': 0 };
  for (const { size } of workloads) for (const resource of resources) count[resource] += size.unlimited[resource];
  return count;
}
