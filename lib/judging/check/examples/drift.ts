import type { Examples } from '../finding';
import type { driftRules } from '../drift';
import { deployment, example, inContainer, object } from './example';

const externalSecret = (remoteRef: string, refreshInterval = '1h0m0s') =>
  object(
    'external-secrets.io/v1 ExternalSecret',
    `spec:
  refreshInterval: ${refreshInterval}
  secretStoreRef: { kind: SecretStore, name: vault }
  data:
    - secretKey: password
      remoteRef: { key: web${remoteRef} }`,
  );
const stored = ', conversionStrategy: Default, decodingStrategy: None, metadataPolicy: None';
const resource = (name: string) =>
  `    - { type: Resource, resource: { name: ${name}, target: { type: Utilization, averageUtilization: 70 } } }`;
const autoscaler = (...names: readonly string[]) =>
  object(
    'autoscaling/v2 HorizontalPodAutoscaler',
    `spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 5
  metrics:
${names.map(resource).join('\n')}`,
  );
const secret = (data: string) => object('v1 Secret', data);

export const driftExamples = {
  'drift-quantity': inContainer('resources: { limits: { cpu: 1000m } }', 'resources: { limits: { cpu: "1" } }'),
  'drift-empty': example(
    deployment('env: [{ name: OPTIONS, value: "" }]', 'nodeSelector: {}'),
    deployment('env: [{ name: OPTIONS }]'),
  ),
  'drift-default': example(externalSecret(''), externalSecret(stored)),
  'drift-field': example(secret('stringData: { level: info }'), secret('data: { level: aW5mbw== }')),
  'drift-duration': example(externalSecret(stored, '1h'), externalSecret(stored)),
  'drift-order': example(autoscaler('cpu', 'memory'), autoscaler('memory', 'cpu')),
} satisfies { readonly [code in (typeof driftRules)[number]['code']]: Examples };
