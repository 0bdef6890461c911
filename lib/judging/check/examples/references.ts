import type { Examples } from '../finding';
import type { referenceRules } from '../references';
import { deployment, documents, example, object, pod, service } from './example';

const envFrom = (kind: string) => pod(`envFrom: [{ ${kind}Ref: { name: web } }]`);
const key = (kind: string, name: string) =>
  pod(`env: [{ name: MODE, valueFrom: { ${kind}KeyRef: { name: web, key: ${name} } } }]`);
const configMap = object('v1 ConfigMap', 'data: { mode: fast }');
const settings = object('v1 ConfigMap', 'data: { mode: fast }', 'settings');
const externalSecret = object(
  'external-secrets.io/v1 ExternalSecret',
  'spec:\n  secretStoreRef: { name: vault }\n  data: [{ secretKey: mode, remoteRef: { key: shop } }]',
);
const ingress = (port: string) =>
  object('networking.k8s.io/v1 Ingress', `spec:\n  defaultBackend: { service: { name: web, port: { ${port} } } }`);
/** A pod of one release, and a Service that selects by some of its labels. */
const ofRelease = (selector: string) =>
  documents(
    `apiVersion: v1
kind: Pod
metadata: { name: blue-web, labels: { app: web, release: blue } }
spec:
  containers:
    - name: web
      image: web:1.4
      ports: [{ name: http, containerPort: 8080 }]
`,
    service('{ port: 80, targetPort: http }', `selector: { ${selector} }`, 'blue-web'),
  );
const account = object('v1 ServiceAccount', 'automountServiceAccountToken: false');
const claim = object(
  'v1 PersistentVolumeClaim',
  'spec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: 1Gi } }',
  'data',
);
const claiming = pod('', 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]');
const autoscaler = (kind: string) =>
  object(
    'autoscaling/v2 HorizontalPodAutoscaler',
    `spec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: web }\n  maxReplicas: 3`,
  );
const role = object(
  'rbac.authorization.k8s.io/v1 Role',
  "rules: [{ apiGroups: [''], resources: [pods], verbs: [get] }]",
);
const binding = object(
  'rbac.authorization.k8s.io/v1 RoleBinding',
  'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }\nsubjects: [{ kind: User, name: ann, apiGroup: rbac.authorization.k8s.io }]',
);
const store = object(
  'external-secrets.io/v1 SecretStore',
  'spec:\n  provider: { vault: { server: https://vault.test, auth: {} } }',
  'vault',
);
const providerClass = object(
  'secrets-store.csi.x-k8s.io/v1 SecretProviderClass',
  'spec:\n  provider: vault\n  parameters: { roleName: web }\n  secretObjects: [{ secretName: web, type: Opaque, data: [{ key: mode, objectName: mode }] }]',
);
const provided =
  'volumes: [{ name: secrets, csi: { driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: { secretProviderClass: web } } }]';
const reading = 'env: [{ name: MODE, valueFrom: { secretKeyRef: { name: web, key: mode } } }]';
const mounting = 'volumeMounts: [{ name: secrets, mountPath: /mnt/secrets, readOnly: true }]';
const http = 'ports: [{ name: http, containerPort: 8080 }]';
const probe = (port: string) => pod(`${http}\nlivenessProbe: { httpGet: { port: ${port} } }`);
const url = (port: number) => pod(`env: [{ name: API, value: 'http://api:${port}' }]`);
const statefulSet = object(
  'apps/v1 StatefulSet',
  `spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web:1.4 }] }`,
);
const budget = (app: string) =>
  object('policy/v1 PodDisruptionBudget', `spec:\n  maxUnavailable: 1\n  selector: { matchLabels: { app: ${app} } }`);
const policy = (app: string, ingress: string) =>
  object(
    'networking.k8s.io/v1 NetworkPolicy',
    `spec:\n  podSelector: { matchLabels: { app: ${app} } }\n  ingress: [${ingress}]`,
  );
const monitor = (app: string, port: string) =>
  object(
    'monitoring.coreos.com/v1 ServiceMonitor',
    `spec:\n  selector: { matchLabels: { app: ${app} } }\n  endpoints: [{ port: ${port} }]`,
  );
const labelledService = `apiVersion: v1
kind: Service
metadata: { name: web, labels: { app: web } }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80 }]
`;
const open = '{ from: [{ podSelector: { matchLabels: { app: web } } }] }';

export const referenceExamples = {
  'missing-config-map': example(envFrom('configMap'), documents(envFrom('configMap'), configMap)),
  'missing-config-map-key': example(
    documents(key('configMap', 'mod'), configMap),
    documents(key('configMap', 'mode'), configMap),
  ),
  'missing-secret': example(envFrom('secret'), documents(envFrom('secret'), externalSecret)),
  'missing-secret-key': example(
    documents(key('secret', 'mod'), externalSecret),
    documents(key('secret', 'mode'), externalSecret),
  ),
  'missing-service-account': example(
    pod('', 'serviceAccountName: web'),
    documents(pod('', 'serviceAccountName: web'), account),
  ),
  'missing-volume-claim': example(claiming, documents(claiming, claim)),
  'missing-service': example(ingress('number: 80'), documents(ingress('number: 80'), service('{ port: 80 }'))),
  'missing-service-port': example(
    documents(ingress('number: 8080'), service('{ port: 80 }')),
    documents(ingress('number: 80'), service('{ port: 80 }')),
  ),
  'missing-scale-target': example(
    documents(autoscaler('StatefulSet'), deployment('')),
    documents(autoscaler('Deployment'), deployment('')),
  ),
  'missing-object': {
    language: 'ts',
    invalid: `// Nothing in the chart makes the Issuer.
References.of(this).kind(Certificate).needsTarget('/spec/issuerRef', { apiVersion: 'cert-manager.io/v1', kind: 'Issuer' });
new Certificate(this, 'web', { spec: { secretName: 'web-tls', issuerRef: { name: 'letsencrypt' } } });
`,
    valid: `References.of(this).kind(Certificate).needsTarget('/spec/issuerRef', { apiVersion: 'cert-manager.io/v1', kind: 'Issuer' });
External.of(this).object('Issuer', 'letsencrypt', { reason: 'made by the platform team' });
new Certificate(this, 'web', { spec: { secretName: 'web-tls', issuerRef: { name: 'letsencrypt' } } });
`,
  },
  'missing-role': example(binding, documents(binding, role)),
  'missing-secret-store': example(externalSecret, documents(externalSecret, store)),
  'missing-secret-provider-class': example(pod(mounting, provided), documents(pod(mounting, provided), providerClass)),
  'secret-not-mounted': example(
    documents(pod(reading), providerClass),
    documents(pod(`${reading}\n${mounting}`, provided), providerClass),
  ),
  'missing-volume': example(
    pod('volumeMounts: [{ name: tmp, mountPath: /tmp }]', 'volumes: [{ name: temp, emptyDir: {} }]'),
    pod('volumeMounts: [{ name: tmp, mountPath: /tmp }]', 'volumes: [{ name: tmp, emptyDir: {} }]'),
  ),
  'unused-volume': example(
    pod('', 'volumes: [{ name: tmp, emptyDir: {} }]'),
    pod('volumeMounts: [{ name: tmp, mountPath: /tmp }]', 'volumes: [{ name: tmp, emptyDir: {} }]'),
  ),
  'missing-target-port': example(
    documents(service('{ port: 80, targetPort: web }'), deployment(http)),
    documents(service('{ port: 80, targetPort: http }'), deployment(http)),
  ),
  'undeclared-target-port': example(
    documents(service('{ port: 80, targetPort: 8000 }'), deployment(http)),
    documents(service('{ port: 80, targetPort: 8080 }'), deployment(http)),
  ),
  'missing-probe-port': example(probe('web'), probe('http')),
  'missing-url-port': example(
    documents(url(8080), service('{ port: 80 }', 'selector: { app: api }', 'api')),
    documents(url(80), service('{ port: 80 }', 'selector: { app: api }', 'api')),
  ),
  'service-without-pods': example(
    documents(service('{ port: 80 }', 'selector: { app: wbe }'), deployment('')),
    documents(service('{ port: 80 }'), deployment('')),
  ),
  'missing-headless-service': example(
    documents(statefulSet, service('{ port: 80 }')),
    documents(statefulSet, service('{ port: 80 }', 'clusterIP: None\nselector: { app: web }')),
  ),
  'budget-without-pods': example(documents(budget('wbe'), deployment('')), documents(budget('web'), deployment(''))),
  'policy-without-pods': example(
    documents(policy('wbe', open), deployment('')),
    documents(policy('web', open), deployment('')),
  ),
  'policy-peer-without-pods': example(
    documents(policy('web', '{ from: [{ podSelector: { matchLabels: { app: api } } }] }'), deployment('')),
    documents(policy('web', open), deployment('')),
  ),
  'entrance-behind-policy': example(
    documents(ingress('number: 80'), service('{ port: 80 }'), policy('web', open), deployment('')),
    documents(ingress('number: 80'), service('{ port: 80 }'), policy('web', '{}'), deployment('')),
  ),
  'missing-policy-port': example(
    documents(policy('web', '{ ports: [{ port: web }] }'), deployment(http)),
    documents(policy('web', '{ ports: [{ port: http }] }'), deployment(http)),
  ),
  'monitor-without-targets': example(
    documents(monitor('wbe', 'http'), labelledService),
    documents(monitor('web', 'http'), labelledService),
  ),
  'missing-monitor-port': example(
    documents(monitor('web', 'metrics'), labelledService),
    documents(monitor('web', 'http'), labelledService),
  ),
  // Of a chart whose release is called blue.
  'shared-selector': example(ofRelease('app: web'), ofRelease('app: web, release: blue')),
  'unused-config-map': example(settings, documents(settings, pod('envFrom: [{ configMapRef: { name: settings } }]'))),
  'unbound-role': example(role, documents(role, binding)),
  'duplicate-object': example(
    documents(configMap, configMap),
    documents(configMap, object('v1 ConfigMap', 'data: { mode: fast }', 'other')),
  ),
} satisfies { readonly [C in (typeof referenceRules)[number]['code']]?: Examples };
