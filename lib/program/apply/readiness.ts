import { groupOf } from '../../core/kubernetes/scopes';
import type { JsonObject } from '../../core/values';
import { at, counted as countOf, listAt, numberAt, textAt } from './objects';

/** How far an object has come since it was applied. */
export interface Readiness {
  /** `pending`: a claim that is not bound, which its storage class may want so; `failed`: waiting longer does not help. */
  readonly state: 'ready' | 'waiting' | 'pending' | 'failed';
  /** What there is to say of it: `1 of 2 pods are available`. */
  readonly text: string;
}

/*
 * The rules are those of kstatus (https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md, "Statuses" and
 * "Conditions"; the figures of each kind are in its `pkg/kstatus/status/core.go`), which Flux waits by too, but for these: a Job is
 * ready when it is complete, not when it has begun; a Deployment may have more pods than it wants while old ones end; a Service, an
 * Ingress and a disruption budget are ready when they are there.
 */
const rules: { readonly [groupAndKind: string]: (object: JsonObject) => Readiness } = {
  '/Namespace': (object) => phase(object, 'Active'),
  '/PersistentVolumeClaim': claim,
  '/Pod': pod,
  'apps/Deployment': deployment,
  'apps/StatefulSet': statefulSet,
  'apps/DaemonSet': daemonSet,
  'apps/ReplicaSet': replicaSet,
  'batch/Job': job,
  'apiextensions.k8s.io/CustomResourceDefinition': definition,
};

/**
 * Kinds of custom resources whose controllers report each object by a condition: without it, nobody has looked at the object yet. Of
 * other kinds it counts where it is there.
 */
const reporting: { readonly [groupAndKind: string]: string } = {
  // https://external-secrets.io/latest/api/externalsecret/
  'external-secrets.io/ExternalSecret': 'Ready',
  'external-secrets.io/SecretStore': 'Ready',
  'external-secrets.io/ClusterSecretStore': 'Ready',
  'external-secrets.io/ClusterExternalSecret': 'Ready',
  'external-secrets.io/PushSecret': 'Ready',
  // https://cert-manager.io/docs/reference/api-docs/
  'cert-manager.io/Certificate': 'Ready',
  'cert-manager.io/Issuer': 'Ready',
  'cert-manager.io/ClusterIssuer': 'Ready',
  // https://github.com/bitnami-labs/sealed-secrets#status
  'bitnami.com/SealedSecret': 'Synced',
  // https://keda.sh/docs/latest/reference/scaledobject-spec/
  'keda.sh/ScaledObject': 'Ready',
  'keda.sh/ScaledJob': 'Ready',
  // https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/
  'postgresql.cnpg.io/Cluster': 'Ready',
};

/** Groups of the API server itself; all others with a dot are of custom resources. */
const isCustom = (group: string) =>
  group in customGroups || (group.includes('.') && (!group.endsWith('.k8s.io') || group.endsWith('.x-k8s.io')));
const customGroups = { 'gateway.networking.k8s.io': true, 'snapshot.storage.k8s.io': true };

const groupAndKind = (object: JsonObject) => `${groupOf(textAt(object, 'apiVersion'))}/${textAt(object, 'kind')}`;

/** Whether there is something to wait for once an object is there. */
export const isAwaited = (object: JsonObject): boolean =>
  groupAndKind(object) in rules || isCustom(groupOf(textAt(object, 'apiVersion')));

/** How far an object has come, by what the API server has of it. */
export function readinessOf(object: JsonObject): Readiness {
  if (at(object, 'metadata', 'deletionTimestamp') !== undefined) {
    return failed('is being deleted, by somebody else or earlier; wait until it is gone, and run again');
  }
  const { generation, observed } = {
    generation: numberAt(object, ['metadata', 'generation'], 0),
    observed: numberAt(object, ['status', 'observedGeneration'], -1),
  };
  if (observed >= 0 && observed < generation) return waiting('its controller has not looked at the change yet');
  const stalled = condition(object, 'Stalled');
  if (stalled?.status === 'True') return failed(said(stalled));
  const reconciling = condition(object, 'Reconciling');
  if (reconciling?.status === 'True') return waiting(said(reconciling));
  const rule = rules[groupAndKind(object)];
  if (rule) return rule(object);
  return isCustom(groupOf(textAt(object, 'apiVersion'))) ? customResource(object) : ready('is there');
}

const ready = (text: string): Readiness => ({ state: 'ready', text });
const waiting = (text: string): Readiness => ({ state: 'waiting', text });
const failed = (text: string): Readiness => ({ state: 'failed', text });

interface Condition {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function condition(object: JsonObject, type: string): Condition | undefined {
  const found = listAt(object, 'status', 'conditions').find((each) => textAt(each, 'type') === type);
  return (
    found && {
      status: textAt(found, 'status'),
      reason: textAt(found, 'reason'),
      message: textAt(found, 'message').trim(),
    }
  );
}

const said = ({ reason, message }: Condition) => [reason, message].filter((part) => part !== '').join(': ');

const phase = (object: JsonObject, wanted: string): Readiness => {
  const found = textAt(object, 'status', 'phase');
  return found === wanted ? ready(`is ${found}`) : waiting(found === '' ? 'has no phase yet' : `is ${found}`);
};

function claim(object: JsonObject): Readiness {
  const found = textAt(object, 'status', 'phase');
  if (found === 'Bound') return ready('is bound');
  if (found === 'Lost') return failed('has lost its volume');
  return { state: 'pending', text: 'is not bound to a volume' };
}

function pod(object: JsonObject): Readiness {
  const found = textAt(object, 'status', 'phase');
  if (found === 'Succeeded') return ready('has succeeded');
  if (found === 'Failed') return failed(`has failed${withText(textAt(object, 'status', 'message'))}`);
  return condition(object, 'Ready')?.status === 'True' ? ready('is ready') : waiting('is not ready');
}

const withText = (text: string) => (text === '' ? '' : `: ${text}`);

const status = (object: JsonObject, field: string) => numberAt(object, ['status', field], 0);
const replicasOf = (object: JsonObject) => numberAt(object, ['spec', 'replicas'], 1);
const isUnseen = (object: JsonObject) => at(object, 'status', 'observedGeneration') === undefined;
const unseen = waiting('its controller has not looked at it yet');
const pods = (count: number, wanted: number, what: string) =>
  `${count} of ${wanted} pod${wanted === 1 ? '' : 's'} ${wanted === 1 ? 'is' : 'are'} ${what}`;

function deployment(object: JsonObject): Readiness {
  if (isUnseen(object)) return unseen;
  const wanted = replicasOf(object);
  if (at(object, 'spec', 'paused') === true) return ready('is paused, as it says');
  const progressing = condition(object, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return failed(said(progressing));
  const [updated, available] = [status(object, 'updatedReplicas'), status(object, 'availableReplicas')];
  const failure = condition(object, 'ReplicaFailure');
  const why = failure?.status === 'True' ? `; ${said(failure)}` : '';
  if (updated < wanted) return waiting(`${pods(updated, wanted, 'of the new version')}${why}`);
  // Old ones may still run, and be all that is available.
  if (status(object, 'replicas') > updated)
    return waiting(`${counted(status(object, 'replicas') - updated)} of the old version still run${why}`);
  if (available < wanted) return waiting(`${pods(available, wanted, 'available')}${why}`);
  return ready(pods(available, wanted, 'available'));
}

const counted = (count: number) => countOf(count, 'pod');

function statefulSet(object: JsonObject): Readiness {
  if (isUnseen(object)) return unseen;
  const wanted = replicasOf(object);
  if (textAt(object, 'spec', 'updateStrategy', 'type') === 'OnDelete') return ready('rolls when its pods are deleted');
  const [updated, isReady] = [status(object, 'updatedReplicas'), status(object, 'readyReplicas')];
  const partition = numberAt(object, ['spec', 'updateStrategy', 'rollingUpdate', 'partition'], 0);
  if (isReady < wanted) return waiting(pods(isReady, wanted, 'ready'));
  if (status(object, 'replicas') > wanted)
    return waiting(`${counted(status(object, 'replicas') - wanted)} too many still run`);
  if (partition > 0) {
    const rolled = Math.max(0, wanted - partition);
    return updated < rolled
      ? waiting(pods(updated, rolled, 'of the new version'))
      : ready(pods(isReady, wanted, 'ready'));
  }
  const isRolled = textAt(object, 'status', 'currentRevision') === textAt(object, 'status', 'updateRevision');
  return isRolled ? ready(pods(isReady, wanted, 'ready')) : waiting(pods(updated, wanted, 'of the new version'));
}

function daemonSet(object: JsonObject): Readiness {
  if (isUnseen(object)) return unseen;
  const wanted = status(object, 'desiredNumberScheduled');
  const [updated, available] = [status(object, 'updatedNumberScheduled'), status(object, 'numberAvailable')];
  const isOnDelete = textAt(object, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  if (updated < wanted && !isOnDelete) return waiting(pods(updated, wanted, 'of the new version'));
  return available < wanted
    ? waiting(pods(available, wanted, 'available'))
    : ready(pods(available, wanted, 'available'));
}

function replicaSet(object: JsonObject): Readiness {
  if (isUnseen(object)) return unseen;
  const [wanted, available] = [replicasOf(object), status(object, 'availableReplicas')];
  const text = pods(available, wanted, 'available');
  return available < wanted ? waiting(text) : ready(text);
}

function job(object: JsonObject): Readiness {
  for (const type of ['Failed', 'FailureTarget']) {
    const found = condition(object, type);
    if (found?.status === 'True') return failed(`has failed${withText(said(found))}`);
  }
  if (condition(object, 'Complete')?.status === 'True') return ready('is complete');
  if (at(object, 'spec', 'suspend') === true) return ready('is suspended, as it says');
  const [active, ended] = [status(object, 'active'), status(object, 'failed')];
  const again = ended === 0 ? '' : `; ${counted(ended)} failed before`;
  return waiting(active === 0 ? `has no pod that runs${again}` : `runs${again}`);
}

function definition(object: JsonObject): Readiness {
  const names = condition(object, 'NamesAccepted');
  if (names?.status === 'False') return failed(said(names));
  return condition(object, 'Established')?.status === 'True' ? ready('is established') : waiting('is not established');
}

function customResource(object: JsonObject): Readiness {
  const type = reporting[groupAndKind(object)];
  const found = condition(object, type ?? 'Ready');
  if (!found) return type === undefined ? ready('is there') : waiting('its controller has not looked at it yet');
  return found.status === 'True' ? ready('is ready') : waiting(said(found) || 'is not ready');
}

/** Whether a Job has come to its end, one way or the other. */
export function endOf(object: JsonObject): 'complete' | 'failed' | undefined {
  if (groupAndKind(object) !== 'batch/Job') return undefined;
  const { state } = job(object);
  if (state === 'failed') return 'failed';
  return condition(object, 'Complete')?.status === 'True' ? 'complete' : undefined;
}

/** Whether volumes of a class are made when the first pod wants them, so that a claim stays unbound until then. */
export const waitsForConsumer = (storageClass: JsonObject | undefined): boolean =>
  textAt(storageClass, 'volumeBindingMode') === 'WaitForFirstConsumer';

/** The storage class of a claim; undefined where there is none. */
export function classOf(claimed: JsonObject, classes: readonly JsonObject[]): JsonObject | undefined {
  const wanted = at(claimed, 'spec', 'storageClassName');
  const isDefault = (each: JsonObject) =>
    textAt(each, 'metadata', 'annotations', 'storageclass.kubernetes.io/is-default-class') === 'true';
  return classes.find((each) => (wanted === undefined ? isDefault(each) : textAt(each, 'metadata', 'name') === wanted));
}
