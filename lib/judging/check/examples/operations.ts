import type { Examples } from '../finding';
import type { operationsRules } from '../operations';
import { deployment, documents, example, object } from './example';

const probe = (name: string, more = '') => `${name}Probe: { httpGet: { path: /ready, port: 8080 }${more} }`;
const budget = (allowed: string) =>
  object('policy/v1 PodDisruptionBudget', `spec:\n  ${allowed}\n  selector: { matchLabels: { app: web } }`);
const claim = (mode: string) =>
  object(
    'v1 PersistentVolumeClaim',
    `spec:\n  accessModes: [${mode}]\n  resources: { requests: { storage: 1Gi } }`,
    'data',
  );
const mounting = 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]';
const autoscaler = (range: string) =>
  object(
    'autoscaling/v2 HorizontalPodAutoscaler',
    `spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  ${range}
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]`,
  );
const range = 'minReplicas: 2\n  maxReplicas: 5';
const strategy = (surge: number) =>
  deployment('', '', `strategy: { rollingUpdate: { maxSurge: ${surge}, maxUnavailable: 0 } }`);
const spread = `topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector: { matchLabels: { app: web } }`;

export const operationsExamples = {
  'missing-readiness-probe': example(
    deployment(`ports: [{ containerPort: 8080 }]\n${probe('liveness')}`),
    deployment(`ports: [{ containerPort: 8080 }]\n${probe('readiness')}`),
  ),
  'missing-liveness-probe': example(deployment(probe('readiness')), deployment(probe('liveness'))),
  'impatient-liveness-probe': example(
    deployment(`${probe('readiness')}\n${probe('liveness')}`),
    deployment(`${probe('readiness')}\n${probe('liveness', ', failureThreshold: 10')}`),
  ),
  'budget-blocks-drain': example(
    documents(budget('maxUnavailable: 0'), deployment('', '', 'replicas: 2')),
    documents(budget('maxUnavailable: 1'), deployment('', '', 'replicas: 2')),
  ),
  'no-spread': example(deployment('', '', 'replicas: 3'), deployment('', spread, 'replicas: 3')),
  'shared-volume': example(
    documents(claim('ReadWriteOnce'), deployment('', mounting, 'replicas: 2')),
    documents(claim('ReadWriteMany'), deployment('', mounting, 'replicas: 2')),
  ),
  'autoscaler-range': example(autoscaler('minReplicas: 5\n  maxReplicas: 2'), autoscaler(range)),
  'autoscaler-without-requests': example(
    documents(autoscaler(range), deployment('resources: {}')),
    documents(autoscaler(range), deployment('resources: { requests: { cpu: 100m } }')),
  ),
  'replicas-with-autoscaler': example(
    documents(autoscaler(range), deployment('', '', 'replicas: 3')),
    documents(autoscaler(range), deployment('')),
  ),
  'stuck-rollout': example(strategy(0), strategy(1)),
  'short-deadline': example(
    deployment('startupProbe: { httpGet: { port: 80 }, failureThreshold: 30 }', '', 'progressDeadlineSeconds: 120'),
    deployment('startupProbe: { httpGet: { port: 80 }, failureThreshold: 30 }', '', 'progressDeadlineSeconds: 600'),
  ),
} satisfies { readonly [C in (typeof operationsRules)[number]['code']]?: Examples };
