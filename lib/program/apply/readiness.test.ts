import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { classOf, endOf, isAwaited, readinessOf, waitsForConsumer } from './readiness';

const object = (apiVersion: string, kind: string, more: JsonObject = {}): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name: 'x', generation: 2 },
  ...more,
});
const condition = (type: string, status: string, reason = '', message = ''): JsonObject => ({
  conditions: [{ type, status, reason, message }],
});
const seen = { observedGeneration: 2 };
const deployment = (status: JsonObject, spec: JsonObject = { replicas: 2 }) =>
  object('apps/v1', 'Deployment', { spec, status });
const statefulSet = (status: JsonObject, spec: JsonObject = { replicas: 2 }) =>
  object('apps/v1', 'StatefulSet', { spec, status });
const daemonSet = (status: JsonObject, spec: JsonObject = {}) => object('apps/v1', 'DaemonSet', { spec, status });
const job = (status: JsonObject, spec: JsonObject = {}) => object('batch/v1', 'Job', { spec, status });
const claim = (phase: string) => object('v1', 'PersistentVolumeClaim', { status: { phase } });
const secret = (status: JsonObject) => object('external-secrets.io/v1', 'ExternalSecret', { status });
const custom = (status: JsonObject) => object('example.com/v1', 'Widget', { status });
const rolled = { ...seen, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
const rolledSet = {
  ...seen,
  replicas: 2,
  readyReplicas: 2,
  updatedReplicas: 2,
  currentRevision: 'b',
  updateRevision: 'b',
};

test.each<readonly [string, JsonObject, string]>([
  ['of which its controller has seen nothing', deployment({}), 'waiting: its controller has not looked at it yet'],
  [
    'of which its controller has seen an earlier generation',
    deployment({ ...rolled, observedGeneration: 1 }),
    'waiting: its controller has not looked at the change yet',
  ],
  ['with all pods', deployment(rolled), 'ready: 2 of 2 pods are available'],
  ['of one pod by default', deployment({ ...seen, updatedReplicas: 1 }, {}), 'waiting: 0 of 1 pod is available'],
  ['with no pods, as it says', deployment(seen, { replicas: 0 }), 'ready: 0 of 0 pods are available'],
  ['with old pods', deployment({ ...rolled, updatedReplicas: 1 }), 'waiting: 1 of 2 pods are of the new version'],
  ['whose old pods end', deployment({ ...rolled, replicas: 3 }), 'waiting: 1 pod of the old version still run'],
  ['with a pod too few', deployment({ ...rolled, availableReplicas: 1 }), 'waiting: 1 of 2 pods are available'],
  [
    'that may make no pods',
    deployment({ ...seen, ...condition('ReplicaFailure', 'True', 'FailedCreate', 'exceeded quota') }),
    'waiting: 0 of 2 pods are of the new version; FailedCreate: exceeded quota',
  ],
  [
    'that came no further in its time',
    deployment({ ...seen, ...condition('Progressing', 'False', 'ProgressDeadlineExceeded', 'timed out') }),
    'failed: ProgressDeadlineExceeded: timed out',
  ],
  ['that is paused', deployment(seen, { paused: true }), 'ready: is paused, as it says'],
  ['stateful, with all pods', statefulSet(rolledSet), 'ready: 2 of 2 pods are ready'],
  ['stateful, with one pod', statefulSet({ ...rolledSet, readyReplicas: 1 }), 'waiting: 1 of 2 pods are ready'],
  ['stateful, with a pod too many', statefulSet({ ...rolledSet, replicas: 3 }), 'waiting: 1 pod too many still run'],
  [
    'stateful, with old pods',
    statefulSet({ ...rolledSet, currentRevision: 'a', updatedReplicas: 1 }),
    'waiting: 1 of 2 pods are of the new version',
  ],
  [
    'stateful, rolled as far as its partition',
    statefulSet(
      { ...rolledSet, currentRevision: 'a', updatedReplicas: 1 },
      { replicas: 2, updateStrategy: { rollingUpdate: { partition: 1 } } },
    ),
    'ready: 2 of 2 pods are ready',
  ],
  [
    'stateful, rolled less far than its partition',
    statefulSet(
      { ...rolledSet, currentRevision: 'a', updatedReplicas: 0 },
      { replicas: 2, updateStrategy: { rollingUpdate: { partition: 1 } } },
    ),
    'waiting: 0 of 1 pod is of the new version',
  ],
  [
    'stateful, which users roll',
    statefulSet(seen, { updateStrategy: { type: 'OnDelete' } }),
    'ready: rolls when its pods are deleted',
  ],
  [
    'on each node',
    daemonSet({ ...seen, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 3 }),
    'ready: 3 of 3 pods are available',
  ],
  [
    'on each node, old on one',
    daemonSet({ ...seen, desiredNumberScheduled: 3, updatedNumberScheduled: 2, numberAvailable: 3 }),
    'waiting: 2 of 3 pods are of the new version',
  ],
  [
    'on each node, away from one',
    daemonSet({ ...seen, desiredNumberScheduled: 3, updatedNumberScheduled: 3, numberAvailable: 2 }),
    'waiting: 2 of 3 pods are available',
  ],
  ['that runs to its end', job({ active: 1, failed: 2 }), 'waiting: runs; 2 pods failed before'],
  ['that has not begun', job({}), 'waiting: has no pod that runs'],
  ['that came to its end', job(condition('Complete', 'True')), 'ready: is complete'],
  [
    'that failed',
    job(condition('Failed', 'True', 'DeadlineExceeded', 'too long')),
    'failed: has failed: DeadlineExceeded: too long',
  ],
  [
    'that is about to fail',
    job(condition('FailureTarget', 'True', 'PodFailurePolicy')),
    'failed: has failed: PodFailurePolicy',
  ],
  ['that is suspended', job({}, { suspend: true }), 'ready: is suspended, as it says'],
  ['that is bound', claim('Bound'), 'ready: is bound'],
  ['that is not bound', claim('Pending'), 'pending: is not bound to a volume'],
  ['that lost its volume', claim('Lost'), 'failed: has lost its volume'],
  ['that is active', object('v1', 'Namespace', { status: { phase: 'Active' } }), 'ready: is Active'],
  [
    'that is being deleted',
    {
      ...object('v1', 'Namespace', { status: { phase: 'Active' } }),
      metadata: { name: 'x', deletionTimestamp: 'now' },
    },
    'failed: is being deleted, by somebody else or earlier; wait until it is gone, and run again',
  ],
  [
    'that defines a kind',
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { status: condition('Established', 'True') }),
    'ready: is established',
  ],
  [
    'that defines a kind that another has',
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      status: condition('NamesAccepted', 'False', 'ListKindConflict', 'in use'),
    }),
    'failed: ListKindConflict: in use',
  ],
  ['whose operator has not seen it', secret({}), 'waiting: its controller has not looked at it yet'],
  [
    'whose operator cannot fill it',
    secret(condition('Ready', 'False', 'SecretSyncedError', 'no such key')),
    'waiting: SecretSyncedError: no such key',
  ],
  ['whose operator has filled it', secret(condition('Ready', 'True')), 'ready: is ready'],
  ['of a kind that may report nothing', custom({}), 'ready: is there'],
  ['of any kind that says it is not ready', custom(condition('Ready', 'Unknown', 'Working')), 'waiting: Working'],
  ['that is stalled', custom(condition('Stalled', 'True', 'Bad', 'spec')), 'failed: Bad: spec'],
  ['that is being reconciled', custom(condition('Reconciling', 'True', 'Busy')), 'waiting: Busy'],
  ['of which nobody waits for more', object('v1', 'Service', { status: { loadBalancer: {} } }), 'ready: is there'],
  [
    'a pod that runs',
    object('v1', 'Pod', { status: { phase: 'Running', ...condition('Ready', 'True') } }),
    'ready: is ready',
  ],
  [
    'a pod that failed',
    object('v1', 'Pod', { status: { phase: 'Failed', message: 'evicted' } }),
    'failed: has failed: evicted',
  ],
])('an object %s is judged as kstatus would, or as documented', (_, found, expected) => {
  const { state, text } = readinessOf(found);
  expect(`${state}: ${text}`).toBe(expected);
});

describe('what is waited for', () => {
  test.each([
    ['apps/v1', 'Deployment', true],
    ['v1', 'ConfigMap', false],
    ['networking.k8s.io/v1', 'Ingress', false],
    ['autoscaling/v2', 'HorizontalPodAutoscaler', false],
    ['external-secrets.io/v1', 'ExternalSecret', true],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute', true],
    ['cluster.x-k8s.io/v1', 'Cluster', true],
    ['monitoring.coreos.com/v1', 'ServiceMonitor', true],
  ])('of %s %s: %s', (apiVersion, kind, expected) => {
    expect(isAwaited(object(apiVersion, kind))).toBe(expected);
  });

  test('is no claim whose storage class, named or default, waits for a pod', () => {
    const storageClass = (name: string, volumeBindingMode: string, isDefault = false): JsonObject => ({
      metadata: {
        name,
        annotations: isDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {},
      },
      volumeBindingMode,
    });
    const classes = [storageClass('now', 'Immediate'), storageClass('later', 'WaitForFirstConsumer', true)];
    const waits = (spec: JsonObject) => waitsForConsumer(classOf({ spec }, classes));
    expect([waits({}), waits({ storageClassName: 'later' })]).toEqual([true, true]);
    expect([waits({ storageClassName: 'now' }), waits({ storageClassName: '' })]).toEqual([false, false]);
  });
});

test('a Job has come to its end when it is complete or has failed', () => {
  expect(endOf(job(condition('Complete', 'True')))).toBe('complete');
  expect(endOf(job(condition('Failed', 'True')))).toBe('failed');
  expect([endOf(job({ active: 1 })), endOf(job({}, { suspend: true })), endOf(deployment(rolled))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
