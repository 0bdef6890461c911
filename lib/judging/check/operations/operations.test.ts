import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../core/values';
import { broken, inputOf, made, removed, withObject } from '../broken.fixture';
import { breachesOf, cases, finder, testRules } from '../case.fixture';
import { operationsRules } from './index';

const claim = (name: string, mode: string) =>
  made(`v1 PersistentVolumeClaim ${name}`, {
    spec: { accessModes: [mode], resources: { requests: { storage: '1Gi' } } },
  });
const labels = { 'app.kubernetes.io/name': 'agent' };
const container = {
  name: 'agent',
  image: 'registry.invalid/agent:2.1.0',
  ports: [{ name: 'http', containerPort: 8080 }],
  livenessProbe: { httpGet: { path: '/live', port: 'http' } },
  readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
  resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { memory: '64Mi' } },
};
/** A container that nobody asks anything. */
const { ports: _ports, readinessProbe: _readiness, ...worker } = container;
const agent = (called: string, spec: JsonObject = {}) =>
  made(`apps/v1 ${called}`, {
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
      ...spec,
    },
  });
const production = [
  claim('single', 'ReadWriteOnce'),
  claim('many', 'ReadWriteMany'),
  agent('DaemonSet agent'),
  agent('StatefulSet agent', { serviceName: 'agent', replicas: 1 }),
].reduce(withObject, inputOf('sovd-webapp', 'production'));

const single = { name: 'data', persistentVolumeClaim: { claimName: 'single' } };
const spread = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' };
const elsewhere = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } };

const bad = cases`
  missing-readiness-probe
    Deployment backend | main/readinessProbe | (absent) | ..
    StatefulSet agent | main/readinessProbe | (absent) | ..
    DaemonSet agent | pod/initContainers | ${[{ ...container, name: 'proxy', restartPolicy: 'Always', readinessProbe: null }]} | ./0/readinessProbe
    Deployment backend | pod/containers | ${[worker]} | ./0
  missing-liveness-probe
    Deployment backend | main/livenessProbe | (absent) | ..
    StatefulSet agent | main/livenessProbe | (absent) | ..
    DaemonSet agent | main/livenessProbe | (absent) | ..
  impatient-liveness-probe
    Deployment backend | main/livenessProbe | { httpGet: { path: /health/ready, port: http }, periodSeconds: 5, failureThreshold: 2 }
    StatefulSet agent | main/livenessProbe | { httpGet: { path: /ready, port: 8080, scheme: HTTP } }
    Deployment frontend | main/livenessProbe/failureThreshold | 1 | ..
  budget-blocks-drain
    PodDisruptionBudget backend | /spec/maxUnavailable | 0
    PodDisruptionBudget backend | /spec/maxUnavailable | 0%
    PodDisruptionBudget frontend | /spec/minAvailable | 3
    PodDisruptionBudget backend | /spec/minAvailable | 90%
    PodDisruptionBudget backend | /spec/minAvailable | 100%
  no-spread
    Deployment backend | pod/topologySpreadConstraints | (absent) | ..
    StatefulSet agent | /spec/replicas | 3 | pod
    Deployment frontend | pod/topologySpreadConstraints | ${[{ ...spread, labelSelector: { matchLabels: { app: 'other' } } }]}
  shared-volume
    Deployment backend | pod/volumes/- | ${single} | ./persistentVolumeClaim
    DaemonSet agent | pod/volumes | [${single}] | ./0/persistentVolumeClaim
    Deployment frontend | pod/volumes/- | ${single} | ./persistentVolumeClaim
  autoscaler-range
    HorizontalPodAutoscaler backend | /spec/maxReplicas | 4
    HorizontalPodAutoscaler backend | /spec/minReplicas | 0
    HorizontalPodAutoscaler backend | /spec/minReplicas | 21 | /spec/maxReplicas
  autoscaler-without-requests
    Deployment backend | main/resources | { requests: { memory: 1Gi } } | /spec/metrics/0
    HorizontalPodAutoscaler backend | /spec/metrics/0/resource/name | ephemeral-storage | ../..
    Deployment backend | pod/containers/- | ${{ ...container, resources: {} }} | /spec/metrics/0
  replicas-with-autoscaler
    Deployment backend | /spec/replicas | 5
    Deployment frontend | /spec/replicas | 3
    Deployment backend | /spec/replicas | 0
  stuck-rollout
    Deployment backend | /spec/strategy/rollingUpdate/maxSurge | 0 | ..
    Deployment backend | /spec/strategy/rollingUpdate | { maxSurge: 0%, maxUnavailable: 0% }
    Deployment backend | /spec/minReadySeconds | 600
    DaemonSet agent | /spec/updateStrategy | { rollingUpdate: { maxUnavailable: 0 } } | ./rollingUpdate
  short-deadline
    Deployment backend | main/startupProbe | { httpGet: { path: /health/live, port: http }, periodSeconds: 10, failureThreshold: 60 } | /spec
    Deployment frontend | main/startupProbe | { tcpSocket: { port: http }, initialDelaySeconds: 570 } | /spec
    Deployment frontend | main/startupProbe | { tcpSocket: { port: http }, periodSeconds: 60, failureThreshold: 10 } | /spec
`;

const allowed = cases`
  a DaemonSet whose pods are deleted by hand needs no room for an update
    DaemonSet agent | /spec/updateStrategy | { type: OnDelete, rollingUpdate: { maxUnavailable: 0 } }
  what nobody asks anything needs no readiness probe
    DaemonSet agent | pod/containers | ${[worker]}
    DaemonSet agent | pod/initContainers | ${[{ ...worker, name: 'shipper', restartPolicy: 'Always' }]}
  a liveness probe may ask what the readiness probe asks when it waits longer
    Deployment backend | main/livenessProbe/httpGet/path | /health/ready
  pods may keep away from each other instead of spreading
    StatefulSet agent | /spec | ${{
      replicas: 3,
      template: {
        metadata: { labels },
        spec: {
          containers: [container],
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: elsewhere }],
            },
          },
        },
      },
    }}
  a claim with ReadWriteMany may be shared
    Deployment backend | pod/volumes/- | { name: data, persistentVolumeClaim: { claimName: many } }
  one pod may hold a volume
    StatefulSet agent | pod/volumes | [${single}]
  a budget may keep most of the pods
    PodDisruptionBudget backend | /spec/minAvailable | 80%
`;

describe('operations rules', () => {
  testRules(operationsRules, { good: production, bad, allowed });

  test('a single pod that a rollout replaces needs Recreate to hand over its volume', () => {
    const one = withObject(production, agent('Deployment one', { replicas: 1 }));
    const mounting = broken(one, 'Deployment one', 'pod/volumes', [single]);
    expect(breachesOf(operationsRules, mounting)).toEqual([
      'shared-volume /spec/template/spec/volumes/0/persistentVolumeClaim',
    ]);
    expect(finder(operationsRules, mounting)('Deployment one', '/spec/strategy', { type: 'Recreate' })).toEqual([]);
  });

  test('an autoscaler of KEDA is one too', () => {
    const scaleTargetRef = { kind: 'StatefulSet', name: 'agent', apiVersion: 'apps/v1' };
    const scaled = made('keda.sh/v1alpha1 ScaledObject agent', { spec: { scaleTargetRef, maxReplicaCount: 1 } });
    expect(breachesOf(operationsRules, withObject(production, scaled))).toEqual([
      'replicas-with-autoscaler /spec/replicas',
    ]);
  });

  test('pods need not spread outside production', () => {
    const found = finder(operationsRules, production);
    const field = 'pod/topologySpreadConstraints';
    expect(found('Deployment backend', field, removed, { isProduction: false })).toEqual([]);
  });
});
