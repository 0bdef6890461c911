import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import type { CheckedObject } from '../../judging/check/finding';
import { capacityOf } from './capacity';
import { capacityData, capacityText, coresOf } from './capacity-text';

const made = (
  kind: string,
  apiVersion: string,
  spec: JsonObject,
  more: Partial<CheckedObject> = {},
): CheckedObject => ({
  object: { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec },
  ...more,
});
const pod = (cpu: string, memory: string, more: JsonObject = {}): JsonObject => ({
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: [{ name: 'web', resources: { requests: { cpu, memory }, limits: { cpu: '1', memory: '1Gi' } } }],
    ...more,
  },
});
const data = (...objects: readonly CheckedObject[]) => capacityData(capacityOf({ objects }));
const deployment = (spec: JsonObject) => made('Deployment', 'apps/v1', { template: pod('100m', '128Mi'), ...spec });

describe('what an environment takes', () => {
  test('is the sum over its replicas, and a quarter more while they are rolled out', () => {
    expect(data(deployment({ replicas: 4 }))).toMatchObject({
      fewest: { pods: 4, requests: { cpu: '400m', memory: '512Mi' }, limits: { cpu: '4', memory: '4Gi' } },
      most: { pods: 4 },
      peak: { pods: 5, requests: { cpu: '500m', memory: '640Mi' } },
    });
  });

  test.each([
    [{ type: 'Recreate' }, 4],
    [{ rollingUpdate: { maxSurge: 0 } }, 4],
    [{ rollingUpdate: { maxSurge: 2 } }, 6],
    [{ rollingUpdate: { maxSurge: '30%' } }, 6],
  ])('with the strategy %p has at most %d pods', (strategy, pods) => {
    expect(data(deployment({ replicas: 4, strategy })).peak.pods).toBe(pods);
  });

  test('goes from the fewest to the most pods of an autoscaler', () => {
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const hpa = made('HorizontalPodAutoscaler', 'autoscaling/v2', { scaleTargetRef, minReplicas: 2, maxReplicas: 10 });
    const keda = made('ScaledObject', 'keda.sh/v1alpha1', { scaleTargetRef: { name: 'web' }, maxReplicaCount: 8 });
    expect(data(deployment({}), hpa)).toMatchObject({ fewest: { pods: 2 }, most: { pods: 10 }, peak: { pods: 13 } });
    expect(data(deployment({}), keda)).toMatchObject({ fewest: { pods: 0 }, most: { pods: 8 }, peak: { pods: 10 } });
    expect(data(deployment({}), keda).workloads[0]).toMatchObject({ scaledBy: 'ScaledObject/web' });
  });

  test('counts the claims of a StatefulSet for each pod, and no surge', () => {
    const volumeClaimTemplates = [
      { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '20Gi' } } } },
    ];
    const set = made('StatefulSet', 'apps/v1', { replicas: 3, template: pod('1', '1Gi'), volumeClaimTemplates });
    const claim = made('PersistentVolumeClaim', 'v1', { resources: { requests: { storage: '512Mi' } } });
    expect(data(set, claim)).toMatchObject({
      most: { pods: 3, storage: '61952Mi', claims: 4 },
      peak: { pods: 3, storage: '61952Mi', claims: 4 },
    });
  });

  test('keeps a DaemonSet apart, of which each node has one pod', () => {
    expect(data(made('DaemonSet', 'apps/v1', { template: pod('50m', '64Mi') }))).toMatchObject({
      most: { pods: 0 },
      eachNode: { pods: 1, requests: { cpu: '50m', memory: '64Mi' } },
    });
  });

  test('has all Jobs in its peak, and of the hooks, which run one by one, the greatest', () => {
    const job = (spec: JsonObject, more?: Partial<CheckedObject>) =>
      made('Job', 'batch/v1', { template: pod('200m', '64Mi'), ...spec }, more);
    const hook = { events: ['pre-install'] as const, weight: 0, deletePolicies: [] };
    const cron = (more: JsonObject) =>
      made('CronJob', 'batch/v1', { jobTemplate: { spec: { template: pod('300m', '64Mi') } }, ...more });
    const asHook = { hook } as Partial<CheckedObject>;
    expect(data(job({ parallelism: 3, completions: 2 }), cron({}), cron({ suspend: true }))).toMatchObject({
      fewest: { pods: 0 },
      peak: { pods: 3, requests: { cpu: '700m' } },
    });
    expect(data(job({}, asHook), job({ parallelism: 2 }, asHook)).peak).toMatchObject({
      pods: 2,
      requests: { cpu: '400m' },
    });
  });

  test('counts what the greatest init container asks for, sidecars besides, and the overhead', () => {
    const container = (name: string, cpu: string, more: JsonObject = {}) => ({
      name,
      resources: { requests: { cpu } },
      ...more,
    });
    const template = {
      spec: {
        overhead: { cpu: '10m' },
        initContainers: [
          container('first', '300m'),
          container('proxy', '100m', { restartPolicy: 'Always' }),
          container('second', '450m'),
        ],
        containers: [container('web', '200m')],
      },
    };
    expect(data(made('Deployment', 'apps/v1', { template })).most.requests).toEqual({ cpu: '560m' });
  });

  test('asks for its limit where it asks for nothing', () => {
    const template = { spec: { containers: [{ name: 'web', resources: { limits: { memory: '1Gi' } } }] } };
    expect(data(made('Deployment', 'apps/v1', { template })).most).toMatchObject({
      requests: { memory: '1Gi' },
      limits: { memory: '1Gi' },
    });
  });
});

describe('for people', () => {
  test('a table has the sums below, with the quota, and says what has no limit', () => {
    const bare = made('Deployment', 'apps/v1', { template: { spec: { containers: [{ name: 'web' }] } }, replicas: 2 });
    expect(capacityText(capacityOf({ objects: [deployment({ replicas: 2 }), bare] }))).toMatchInlineSnapshot(`
     "                  pods  CPU request  CPU limit  memory request  memory limit
       Deployment/web     2          0.2          2           256Mi           2Gi  +1 while rolled out
       Deployment/web     2            0          -               0             -  +1 while rolled out

       fewest             4          0.2         2+           256Mi          2Gi+
       most               4          0.2         2+           256Mi          2Gi+
       peak               6          0.3         3+           384Mi          3Gi+

       Peak: as many pods as there may be, all rolled out at once, with every Job and the greatest hook.
       A ResourceQuota that lets the peak run: pods 6, requests.cpu 0.3, requests.memory 384Mi.
       1 container has no CPU limit, 1 container has no memory limit: a quota on limits.cpu and limits.memory would
       refuse their pods.
     "
    `);
  });

  test('an environment without pods says so', () =>
    expect(capacityText(capacityOf({ objects: [] }))).toBe('  makes no pods and claims no storage\n'));

  test.each([
    [250_000_000n, '0.25'],
    [2_000_000_000n, '2'],
    [1n, '0.000000001'],
    [0n, '0'],
  ])('%d billionths of a core are %s cores', (amount, text) => expect(coresOf(amount)).toBe(text));
});
