import { describe, expect, test } from '@jest/globals';
import {
  allInputs,
  breachesOf,
  errorsOf,
  broken,
  inputOf,
  outcome,
  removed,
  unproven,
  withObject,
  type BadInput,
} from '../broken.fixture';
import { operationsRules } from './index';

type Code = (typeof operationsRules)[number]['code'];

const claim = (name: string, mode: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'sovd-webapp' },
  spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
});
const labels = { 'app.kubernetes.io/name': 'agent' };
const http = (path: string) => ({ httpGet: { path, port: 'http' } });
const agentContainer = {
  name: 'agent',
  image: 'registry.invalid/agent:2.1.0',
  ports: [{ name: 'http', containerPort: 8080 }],
  livenessProbe: http('/live'),
  readinessProbe: http('/ready'),
  resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { memory: '64Mi' } },
};
const agent = (kind: string, spec: object) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'agent', namespace: 'sovd-webapp' },
  spec: {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [agentContainer] } },
    ...spec,
  },
});
const production = [
  claim('single', 'ReadWriteOnce'),
  claim('many', 'ReadWriteMany'),
  agent('DaemonSet', {}),
  agent('StatefulSet', { serviceName: 'agent', replicas: 1 }),
].reduce(withObject, inputOf('sovd-webapp', 'production'));

const backend = 'Deployment sovd-webapp-backend';
const budget = 'PodDisruptionBudget sovd-webapp-backend';
const autoscaler = 'HorizontalPodAutoscaler sovd-webapp-backend';
const pod = '/spec/template/spec';
const main = `${pod}/containers/0`;
const single = { name: 'data', persistentVolumeClaim: { claimName: 'single' } };

const bad: readonly BadInput<Code>[] = [
  ['missing-readiness-probe', backend, `${main}/readinessProbe`, removed, main],
  ['missing-readiness-probe', 'StatefulSet agent', `${main}/readinessProbe`, removed, main],
  [
    'missing-readiness-probe',
    'DaemonSet agent',
    `${pod}/initContainers`,
    [{ ...agentContainer, name: 'proxy', restartPolicy: 'Always', readinessProbe: null }],
    `${pod}/initContainers/0/readinessProbe`,
  ],
  ['missing-liveness-probe', backend, `${main}/livenessProbe`, removed, main],
  ['missing-liveness-probe', 'StatefulSet agent', `${main}/livenessProbe`, removed, main],
  ['missing-liveness-probe', 'DaemonSet agent', `${main}/livenessProbe`, removed, main],
  [
    'impatient-liveness-probe',
    backend,
    `${main}/livenessProbe`,
    { ...http('/health/ready'), periodSeconds: 5, failureThreshold: 2 },
  ],
  [
    'impatient-liveness-probe',
    'StatefulSet agent',
    `${main}/livenessProbe`,
    { httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' } },
  ],
  [
    'impatient-liveness-probe',
    'Deployment sovd-webapp-frontend',
    `${main}/livenessProbe/failureThreshold`,
    1,
    `${main}/livenessProbe`,
  ],
  ['budget-blocks-drain', budget, '/spec/maxUnavailable', 0],
  ['budget-blocks-drain', budget, '/spec/maxUnavailable', '0%'],
  ['budget-blocks-drain', 'PodDisruptionBudget sovd-webapp-frontend', '/spec/minAvailable', 3],
  ['budget-blocks-drain', budget, '/spec/minAvailable', '90%'],
  ['budget-blocks-drain', budget, '/spec/minAvailable', '100%'],
  ['no-spread', backend, `${pod}/topologySpreadConstraints`, removed, pod],
  ['no-spread', 'StatefulSet agent', '/spec/replicas', 3, pod],
  [
    'no-spread',
    'Deployment sovd-webapp-frontend',
    `${pod}/topologySpreadConstraints`,
    [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: { app: 'other' } },
      },
    ],
  ],
  ['shared-volume', backend, `${pod}/volumes/-`, single, `${pod}/volumes/1/persistentVolumeClaim`],
  ['shared-volume', 'DaemonSet agent', `${pod}/volumes`, [single], `${pod}/volumes/0/persistentVolumeClaim`],
  [
    'shared-volume',
    'Deployment sovd-webapp-frontend',
    `${pod}/volumes/-`,
    single,
    `${pod}/volumes/1/persistentVolumeClaim`,
  ],
  ['autoscaler-range', autoscaler, '/spec/maxReplicas', 4],
  ['autoscaler-range', autoscaler, '/spec/minReplicas', 0],
  ['autoscaler-range', autoscaler, '/spec/minReplicas', 21, '/spec/maxReplicas'],
  ['autoscaler-without-requests', backend, `${main}/resources`, { requests: { memory: '1Gi' } }, '/spec/metrics/0'],
  ['autoscaler-without-requests', autoscaler, '/spec/metrics/0/resource/name', 'ephemeral-storage', '/spec/metrics/0'],
  [
    'autoscaler-without-requests',
    backend,
    `${pod}/containers/-`,
    { ...agentContainer, resources: {} },
    '/spec/metrics/0',
  ],
  ['replicas-with-autoscaler', backend, '/spec/replicas', 5],
  ['replicas-with-autoscaler', 'Deployment sovd-webapp-frontend', '/spec/replicas', 3],
  ['replicas-with-autoscaler', backend, '/spec/replicas', 0],
  ['stuck-rollout', backend, '/spec/strategy/rollingUpdate/maxSurge', 0, '/spec/strategy/rollingUpdate'],
  ['stuck-rollout', backend, '/spec/strategy/rollingUpdate', { maxSurge: '0%', maxUnavailable: '0%' }],
  ['stuck-rollout', backend, '/spec/minReadySeconds', 600],
  [
    'stuck-rollout',
    backend,
    `${main}/startupProbe`,
    { ...http('/health/live'), periodSeconds: 10, failureThreshold: 60 },
    '/spec',
  ],
  [
    'stuck-rollout',
    'DaemonSet agent',
    '/spec/updateStrategy',
    { rollingUpdate: { maxUnavailable: 0 } },
    '/spec/updateStrategy/rollingUpdate',
  ],
];

describe('operations rules', () => {
  test.each(allInputs())('%s breaks none', (_name, input) => {
    expect(errorsOf(operationsRules, input)).toEqual([]);
  });

  test('the objects that the table breaks are good', () => {
    expect(breachesOf(operationsRules, production)).toEqual([]);
  });

  test.each(bad)('%s: %s with another %s', (...row) => {
    const [code, , field, , pointer = field] = row;
    expect(outcome(operationsRules, production, row)).toEqual([`${code} ${pointer}`]);
  });

  test('each code is proven by three bad inputs', () => {
    expect(unproven(operationsRules, bad)).toEqual([]);
  });

  test.each([
    [
      'a liveness probe may ask what the readiness probe asks when it waits longer',
      backend,
      `${main}/livenessProbe/httpGet/path`,
      '/health/ready',
    ],
    [
      'pods may keep away from each other instead of spreading',
      'StatefulSet agent',
      '/spec',
      {
        replicas: 3,
        template: {
          metadata: { labels },
          spec: {
            containers: [agentContainer],
            affinity: {
              podAntiAffinity: {
                preferredDuringSchedulingIgnoredDuringExecution: [
                  {
                    weight: 100,
                    podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
                  },
                ],
              },
            },
          },
        },
      },
    ],
    [
      'a claim with ReadWriteMany may be shared',
      backend,
      `${pod}/volumes/-`,
      { name: 'data', persistentVolumeClaim: { claimName: 'many' } },
    ],
    ['one pod may hold a volume', 'StatefulSet agent', `${pod}/volumes`, [single]],
    ['a budget may keep most of the pods', budget, '/spec/minAvailable', '80%'],
  ] as const)('%s', (_title, object, field, value) => {
    expect(breachesOf(operationsRules, broken(production, object, field, value as never))).toEqual([]);
  });

  test('a single pod that a rollout replaces needs Recreate to hand over its volume', () => {
    const one = withObject(production, {
      ...agent('Deployment', { replicas: 1 }),
      metadata: { name: 'one', namespace: 'sovd-webapp' },
    });
    const mounting = broken(one, 'Deployment one', `${pod}/volumes`, [single]);
    expect(breachesOf(operationsRules, mounting)).toEqual([`shared-volume ${pod}/volumes/0/persistentVolumeClaim`]);
    expect(
      breachesOf(operationsRules, broken(mounting, 'Deployment one', '/spec/strategy', { type: 'Recreate' })),
    ).toEqual([]);
  });

  test('an autoscaler of KEDA is one too', () => {
    const scaleTargetRef = { kind: 'StatefulSet', name: 'agent', apiVersion: 'apps/v1' };
    const scaled = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'agent', namespace: 'sovd-webapp' },
    };
    const input = withObject(production, { ...scaled, spec: { scaleTargetRef, maxReplicaCount: 1 } });
    expect(breachesOf(operationsRules, input)).toEqual(['replicas-with-autoscaler /spec/replicas']);
  });

  test('pods need not spread outside production', () => {
    const input = broken(production, backend, `${pod}/topologySpreadConstraints`, removed);
    expect(breachesOf(operationsRules, { ...input, isProduction: false })).toEqual([]);
  });
});
