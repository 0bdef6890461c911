import type { Examples } from '../finding';
import { deployment, example, inContainer, inPod, object, service } from './example';

const cronJob = (schedule: string) =>
  object(
    'batch/v1 CronJob',
    `spec:
  schedule: ${schedule}
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: web, image: web:1.4 }] }`,
  );
const job = (restartPolicy: string) =>
  object(
    'batch/v1 Job',
    `spec:
  template:
    spec: { restartPolicy: ${restartPolicy}, containers: [{ name: web, image: web:1.4 }] }`,
  );
const labelled = (labels: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web, ${labels} }\ndata: { MODE: fast }\n`;
const ingress = (host: string) =>
  object(
    'networking.k8s.io/v1 Ingress',
    `spec:
  rules:
    - host: ${host}
      http:
        paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }]`,
  );
const policy = (spec: string) => object('networking.k8s.io/v1 NetworkPolicy', `spec:\n  ${spec}`);
const selecting = (labels: string, others = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: { app: web${others} } }
    spec: { containers: [{ name: web, image: web:1.4 }] }
`;

export const semanticExamples: { readonly [code: string]: Examples } = {
  'missing-value': inContainer(
    'env: [{ name: TOKEN, valueFrom: { secretKeyRef: { key: token } } }]',
    'env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: web, key: token } } }]',
  ),
  'forbidden-field': example(
    service('{ port: 80 }', 'loadBalancerSourceRanges: [10.0.0.0/8]'),
    service('{ port: 80 }', 'type: LoadBalancer\nloadBalancerSourceRanges: [10.0.0.0/8]'),
  ),
  'invalid-combination': inPod(
    'tolerations: [{ key: spot, operator: Exists, effect: NoSchedule, tolerationSeconds: 60 }]',
    'tolerations: [{ key: spot, operator: Exists, effect: NoExecute, tolerationSeconds: 60 }]',
  ),
  'duplicate-entry': inPod(
    'schedulingGates: [{ name: shop.example.com/stock }, { name: shop.example.com/stock }]',
    'schedulingGates: [{ name: shop.example.com/stock }]',
  ),
  'duplicate-variable': inContainer(
    'env: [{ name: MODE, value: fast }, { name: MODE, value: safe }]',
    'env: [{ name: MODE, value: safe }]',
  ),
  'invalid-format': inPod(
    'hostAliases: [{ ip: localhost, hostnames: [shop.test] }]',
    'hostAliases: [{ ip: 10.0.0.9, hostnames: [shop.test] }]',
  ),
  'invalid-enum': inContainer('imagePullPolicy: Sometimes', 'imagePullPolicy: IfNotPresent'),
  'restart-policy': example(job('Always'), job('Never')),
  'out-of-range': example(deployment('', '', 'replicas: -1'), deployment('', '', 'replicas: 2')),
  'not-exactly-one': inContainer(
    'livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } }',
    'livenessProbe: { httpGet: { port: 80 } }',
  ),
  'invalid-port': inContainer('ports: [{ containerPort: 80000 }]', 'ports: [{ containerPort: 8000 }]'),
  'unnamed-port': example(
    service('{ port: 80 }, { port: 9000 }'),
    service('{ name: http, port: 80 }, { name: metrics, port: 9000 }'),
  ),
  'duplicate-name': inPod(
    'volumes: [{ name: tmp, emptyDir: {} }, { name: tmp, emptyDir: {} }]',
    'volumes: [{ name: tmp, emptyDir: {} }, { name: cache, emptyDir: {} }]',
  ),
  'invalid-resource': inContainer(
    'resources: { limits: { nvidia.com/gpu: 500m } }',
    'resources: { limits: { nvidia.com/gpu: 1 } }',
  ),
  'invalid-quantity': inPod(
    'volumes: [{ name: tmp, emptyDir: { sizeLimit: -64Mi } }]',
    'volumes: [{ name: tmp, emptyDir: { sizeLimit: 64Mi } }]',
  ),
  'limit-below-request': inContainer(
    'resources: { requests: { memory: 1Gi }, limits: { memory: 512Mi } }',
    'resources: { requests: { memory: 512Mi }, limits: { memory: 1Gi } }',
  ),
  'invalid-name': example(
    object('v1 ConfigMap', 'data: { MODE: fast }', 'Web_Settings'),
    object('v1 ConfigMap', 'data: { MODE: fast }', 'web-settings'),
  ),
  'invalid-env-name': {
    ...inContainer("env: [{ name: 1ST, value: 'x' }]", "env: [{ name: FIRST, value: 'x' }]"),
    kubernetes: '1.30',
  },
  'invalid-config-key': example(
    object('v1 ConfigMap', 'data: { LOG LEVEL: INFO }'),
    object('v1 ConfigMap', 'data: { LOG_LEVEL: INFO }'),
  ),
  'cluster-scoped-namespace': example(
    'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: urgent, namespace: shop }\nvalue: 1000\n',
    'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: urgent }\nvalue: 1000\n',
  ),
  'invalid-label': example(labelled('labels: { team: vehicle access }'), labelled('labels: { team: vehicle-access }')),
  'invalid-annotation': example(
    labelled('annotations: { check sum: a }'),
    labelled('annotations: { example.com/checksum: a }'),
  ),
  'invalid-selector': example(
    policy('podSelector: { matchExpressions: [{ key: tier, operator: In }] }'),
    policy('podSelector: { matchExpressions: [{ key: tier, operator: In, values: [web] }] }'),
  ),
  'selector-mismatch': example(selecting('{ app: api }'), selecting('{ app: web }')),
  'volatile-selector': example(
    selecting("{ app: web, app.kubernetes.io/version: '1.4' }", ", app.kubernetes.io/version: '1.4'"),
    selecting('{ app: web }', ", app.kubernetes.io/version: '1.4'"),
  ),
  'invalid-schedule': example(cronJob("'60 3 * * *'"), cronJob("'30 3 * * *'")),
  'invalid-image': example(
    object('v1 Pod', 'spec:\n  containers: [{ name: web, image: shop/Web:1.4 }]'),
    object('v1 Pod', 'spec:\n  containers: [{ name: web, image: shop/web:1.4 }]'),
  ),
  'invalid-duration': example(
    object(
      'external-secrets.io/v1 ExternalSecret',
      'spec:\n  refreshInterval: 1 hour\n  secretStoreRef: { kind: ClusterSecretStore, name: vault }\n  dataFrom: [{ extract: { key: web } }]',
    ),
    object(
      'external-secrets.io/v1 ExternalSecret',
      'spec:\n  refreshInterval: 1h\n  secretStoreRef: { kind: ClusterSecretStore, name: vault }\n  dataFrom: [{ extract: { key: web } }]',
    ),
  ),
  'invalid-host': example(ingress('https://shop.test'), ingress('shop.test')),
  'invalid-path': inPod(
    'volumes: [{ name: run, hostPath: { path: /run/../etc } }]',
    'volumes: [{ name: run, hostPath: { path: /run } }]',
  ),
  'unusual-path': inContainer(
    'livenessProbe: { httpGet: { path: health/live, port: 80 } }',
    'livenessProbe: { httpGet: { path: /health/live, port: 80 } }',
  ),
  'invalid-cidr': example(
    policy('podSelector: {}\n  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0 } }] }]'),
    policy('podSelector: {}\n  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }]'),
  ),
  'unresolved-variable': inContainer(
    'env: [{ name: URL, value: http://$(HOST) }, { name: HOST, value: web }]',
    'env: [{ name: HOST, value: web }, { name: URL, value: http://$(HOST) }]',
  ),
};
