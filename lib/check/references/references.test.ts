import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../values';
import {
  allInputs,
  breachesOf,
  broken,
  inputOf,
  removed,
  unproven,
  withObject,
  type BadInput,
} from '../broken.fixture';
import type { CheckInput } from '../finding';
import { moreKinds } from '../more-kinds.fixture';
import { referenceRules } from '.';

type Code = (typeof referenceRules)[number]['code'];

const sovd = moreKinds.reduce(withObject, inputOf('sovd-webapp', 'production'));
const shop = inputOf('microshop', 'production');

const pod = '/spec/template/spec';
const main = `${pod}/containers/0`;
const toolPod = '/spec/jobTemplate/spec/template/spec';
const backend = 'Deployment sovd-webapp-backend';
const frontend = 'Deployment sovd-webapp-frontend';
const migration = 'Job sovd-webapp-migration';
const tool = 'CronJob tool';
const smoke = 'Pod sovd-webapp-test-backend-live';
const component = 'app.kubernetes.io~1component';

const bad: readonly BadInput<Code>[] = [
  [
    'missing-config-map',
    frontend,
    `${main}/envFrom/-`,
    { configMapRef: { name: 'sovd-webapp-front' } },
    `${main}/envFrom/1/configMapRef/name`,
  ],
  [
    'missing-config-map',
    smoke,
    '/spec/containers/0/envFrom',
    [{ configMapRef: { name: 'none' } }],
    '/spec/containers/0/envFrom/0/configMapRef/name',
  ],
  [
    'missing-config-map',
    migration,
    `${pod}/volumes/-`,
    { name: 'tmp', configMap: { name: 'none' } },
    `${pod}/volumes/1/configMap/name`,
  ],
  ['missing-config-map-key', tool, `${toolPod}/containers/0/env/0/valueFrom/configMapKeyRef/key`, 'LEVLE'],
  ['missing-config-map-key', tool, `${toolPod}/volumes/1/configMap/items/0/key`, 'tool.yml'],
  ['missing-config-map-key', tool, `${toolPod}/volumes/2/projected/sources/1/configMap/items/0/key`, 'ca.pem'],
  ['missing-secret', backend, `${main}/env/1/valueFrom/secretKeyRef/name`, 'sovd-webapp-secret'],
  [
    'missing-secret',
    migration,
    `${main}/envFrom`,
    [{ secretRef: { name: 'none' } }],
    `${main}/envFrom/0/secretRef/name`,
  ],
  ['missing-secret', 'Ingress sovd-webapp', '/spec/tls', [{ secretName: 'tls' }], '/spec/tls/0/secretName'],
  ['missing-secret', 'SecretStore vault', '/spec/provider/vault/auth/tokenSecretRef/name', 'tools'],
  ['missing-secret-key', backend, `${main}/env/0/valueFrom/secretKeyRef/key`, 'database-urls'],
  [
    'missing-secret-key',
    'ExternalSecret sovd-webapp-migration-secrets',
    '/spec/data/0/secretKey',
    'url',
    `${main}/env/0/valueFrom/secretKeyRef/key`,
  ],
  ['missing-secret-key', tool, `${toolPod}/volumes/2/projected/sources/0/secret/items/0/key`, 'tokens'],
  ['missing-service-account', backend, `${pod}/serviceAccountName`, 'sovd-webapp-backed'],
  ['missing-service-account', 'RoleBinding tool', '/subjects/0/name', 'tolo'],
  [
    'missing-service-account',
    'SecretStore aws-secrets-manager',
    '/spec/provider/aws/auth/jwt/serviceAccountRef/name',
    'secrets',
  ],
  ['missing-service-account', smoke, '/spec/serviceAccountName', 'tester'],
  ['missing-volume-claim', tool, `${toolPod}/volumes/0/persistentVolumeClaim/claimName`, 'caches'],
  [
    'missing-volume-claim',
    backend,
    `${pod}/volumes/0/persistentVolumeClaim`,
    { claimName: 'none' },
    `${pod}/volumes/0/persistentVolumeClaim/claimName`,
  ],
  [
    'missing-volume-claim',
    'PersistentVolumeClaim cache',
    '/metadata/name',
    'cash',
    `${toolPod}/volumes/0/persistentVolumeClaim/claimName`,
  ],
  ['missing-service', 'Ingress sovd-webapp', '/spec/rules/0/http/paths/0/backend/service/name', 'backend'],
  [
    'missing-service',
    'Ingress sovd-webapp',
    '/spec/defaultBackend',
    { service: { name: 'none', port: { number: 80 } } },
    '/spec/defaultBackend/service/name',
  ],
  ['missing-service', 'HTTPRoute route', '/spec/rules/0/backendRefs/0/name', 'sovd-webapp-front'],
  ['missing-service-port', 'Ingress sovd-webapp', '/spec/rules/0/http/paths/1/backend/service/port/name', 'https'],
  [
    'missing-service-port',
    'Ingress sovd-webapp',
    '/spec/rules/0/http/paths/5/backend/service/port',
    { number: 8080 },
    '/spec/rules/0/http/paths/5/backend/service/port/number',
  ],
  ['missing-service-port', 'HTTPRoute route', '/spec/rules/0/backendRefs/0/port', 8080],
  ['missing-scale-target', 'HorizontalPodAutoscaler sovd-webapp-backend', '/spec/scaleTargetRef/name', 'backend'],
  [
    'missing-scale-target',
    'HorizontalPodAutoscaler sovd-webapp-backend',
    '/spec/scaleTargetRef/kind',
    'StatefulSet',
    '/spec/scaleTargetRef/name',
  ],
  ['missing-scale-target', 'ScaledObject tool', '/spec/scaleTargetRef/name', 'tool'],
  ['missing-role', 'RoleBinding viewer', '/roleRef/name', 'viewer'],
  ['missing-role', 'RoleBinding viewer', '/roleRef/kind', 'Role', '/roleRef/name'],
  ['missing-role', 'RoleBinding viewer', '/roleRef', { kind: 'ClusterRole', name: 'tool' }, '/roleRef/name'],
  ['missing-secret-store', 'ExternalSecret more', '/spec/secretStoreRef/name', 'aws-secret-manager'],
  [
    'missing-secret-store',
    'ExternalSecret more',
    '/spec/secretStoreRef/kind',
    'ClusterSecretStore',
    '/spec/secretStoreRef/name',
  ],
  [
    'missing-secret-store',
    'ExternalSecret more',
    '/spec/dataFrom/0/sourceRef',
    { storeRef: { name: 'none' } },
    '/spec/dataFrom/0/sourceRef/storeRef/name',
  ],
  [
    'missing-volume',
    backend,
    `${main}/volumeMounts/-`,
    { name: 'temp', mountPath: '/temp' },
    `${main}/volumeMounts/1/name`,
  ],
  [
    'missing-volume',
    smoke,
    '/spec/containers/0/volumeMounts/-',
    { name: 'data', mountPath: '/data' },
    '/spec/containers/0/volumeMounts/1/name',
  ],
  [
    'missing-volume',
    tool,
    `${toolPod}/initContainers/1/volumeDevices`,
    [{ name: 'disk', devicePath: '/dev/x' }],
    `${toolPod}/initContainers/1/volumeDevices/0/name`,
  ],
  ['unused-volume', backend, `${pod}/volumes/-`, { name: 'extra', emptyDir: {} }, `${pod}/volumes/1`],
  ['unused-volume', frontend, `${main}/volumeMounts`, [], `${pod}/volumes/0`],
  ['unused-volume', tool, `${toolPod}/initContainers/0/volumeMounts`, removed, `${toolPod}/volumes/0`],
  ['missing-target-port', 'Service sovd-webapp-backend', '/spec/ports/0/targetPort', 'web'],
  ['missing-target-port', 'Service sovd-webapp-frontend', '/spec/ports/0/targetPort', 'https'],
  ['missing-target-port', 'Service tool', '/spec/ports/0/targetPort', 'web'],
  ['undeclared-target-port', 'Service sovd-webapp-backend', '/spec/ports/0/targetPort', 8080],
  ['undeclared-target-port', 'Service sovd-webapp-frontend', '/spec/ports/0/targetPort', removed, '/spec/ports/0/port'],
  ['undeclared-target-port', 'Service tool', '/spec/ports/0/targetPort', 9091],
  ['missing-probe-port', backend, `${main}/livenessProbe/httpGet/port`, 'web'],
  [
    'missing-probe-port',
    frontend,
    `${main}/startupProbe`,
    { tcpSocket: { port: 'htp' } },
    `${main}/startupProbe/tcpSocket/port`,
  ],
  [
    'missing-probe-port',
    tool,
    `${toolPod}/initContainers/1/readinessProbe`,
    { httpGet: { port: 'metrics' } },
    `${toolPod}/initContainers/1/readinessProbe/httpGet/port`,
  ],
  ['missing-url-port', smoke, '/spec/containers/0/env/0/value', 'http://sovd-webapp-backend:80/health/live'],
  [
    'missing-url-port',
    'ConfigMap sovd-webapp-frontend-config',
    '/data/VITE_API_BASE_URL',
    'http://sovd-webapp-backend.sovd-webapp:8080',
  ],
  [
    'missing-url-port',
    tool,
    `${toolPod}/containers/0/args/0`,
    '--server=http://me:pw@sovd-webapp-backend.sovd-webapp.svc:8080/',
  ],
  ['service-without-pods', 'Service tool', '/spec/selector/app', 'tools', '/spec/selector'],
  ['service-without-pods', 'Service tool', '/spec/selector/tier', 'web', '/spec/selector'],
  ['service-without-pods', 'Service tool', '/metadata/namespace', 'other', '/spec/selector'],
  [
    'budget-without-pods',
    'PodDisruptionBudget sovd-webapp-backend',
    `/spec/selector/matchLabels/${component}`,
    'back',
    '/spec/selector',
  ],
  [
    'budget-without-pods',
    'PodDisruptionBudget sovd-webapp-frontend',
    '/spec/selector/matchExpressions',
    [{ key: 'x', operator: 'Exists' }],
    '/spec/selector',
  ],
  [
    'budget-without-pods',
    'PodDisruptionBudget sovd-webapp-frontend',
    '/metadata/namespace',
    'default',
    '/spec/selector',
  ],
  [
    'policy-without-pods',
    'NetworkPolicy sovd-webapp-backend',
    `/spec/podSelector/matchLabels/${component}`,
    'back',
    '/spec/podSelector',
  ],
  [
    'policy-without-pods',
    'NetworkPolicy sovd-webapp-frontend',
    '/spec/podSelector/matchLabels/tier',
    'web',
    '/spec/podSelector',
  ],
  [
    'policy-without-pods',
    'NetworkPolicy tool',
    '/spec/podSelector/matchExpressions/0/operator',
    'NotInn',
    '/spec/podSelector',
  ],
  [
    'policy-peer-without-pods',
    'NetworkPolicy sovd-webapp-backend',
    `/spec/ingress/1/from/1/podSelector/matchLabels/${component}`,
    'smoke',
    '/spec/ingress/1/from/1/podSelector',
  ],
  [
    'policy-peer-without-pods',
    'NetworkPolicy sovd-webapp-backend',
    `/spec/ingress/2/from/0/podSelector/matchLabels/${component}`,
    'front',
    '/spec/ingress/2/from/0/podSelector',
  ],
  [
    'policy-peer-without-pods',
    'NetworkPolicy tool',
    '/spec/egress/0/to/0/podSelector/matchLabels/app',
    'x',
    '/spec/egress/0/to/0/podSelector',
  ],
  ['missing-policy-port', 'NetworkPolicy sovd-webapp-backend', '/spec/ingress/0/ports/0/port', 'metrics'],
  ['missing-policy-port', 'NetworkPolicy sovd-webapp-frontend', '/spec/ingress/0/ports/0/port', 'https'],
  ['missing-policy-port', 'NetworkPolicy tool', '/spec/egress/0/ports/0/port', 'metric'],
  [
    'monitor-without-targets',
    'ServiceMonitor sovd-webapp-backend',
    `/spec/selector/matchLabels/${component}`,
    'api',
    '/spec/selector',
  ],
  [
    'monitor-without-targets',
    'ServiceMonitor sovd-webapp-backend',
    '/spec/selector/matchLabels/app',
    'x',
    '/spec/selector',
  ],
  ['monitor-without-targets', 'PodMonitor tool', '/spec/selector/matchLabels/app', 'tools', '/spec/selector'],
  ['missing-monitor-port', 'ServiceMonitor sovd-webapp-backend', '/spec/endpoints/0/port', 'metrics'],
  [
    'missing-monitor-port',
    'ServiceMonitor sovd-webapp-backend',
    '/spec/endpoints/-',
    { port: '8000' },
    '/spec/endpoints/1/port',
  ],
  ['missing-monitor-port', 'PodMonitor tool', '/spec/podMetricsEndpoints/0/port', 'web'],
  ['shared-selector', 'Service sovd-webapp-backend', '/spec/selector', { 'app.kubernetes.io/component': 'backend' }],
  [
    'shared-selector',
    backend,
    '/spec/selector/matchLabels',
    { 'app.kubernetes.io/component': 'backend' },
    '/spec/selector',
  ],
  [
    'shared-selector',
    'PodDisruptionBudget sovd-webapp-backend',
    '/spec/selector',
    { matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: ['backend'] }] },
  ],
  [
    'unused-config-map',
    'ConfigMap sovd-webapp-dashboard-vehicles',
    '/metadata/labels',
    { app: 'sovd' },
    '/metadata/name',
  ],
  ['unused-config-map', frontend, `${main}/envFrom`, [], '/metadata/name'],
  ['unused-config-map', 'ConfigMap sovd-webapp-dashboard-vehicles', '/metadata/labels', removed, '/metadata/name'],
  ['unbound-role', 'RoleBinding tool', '/roleRef', { kind: 'ClusterRole', name: 'view' }, '/metadata/name'],
  ['unbound-role', 'RoleBinding tool', '/roleRef', removed, '/metadata/name'],
  ['unbound-role', 'RoleBinding tool', '/kind', 'RoleBindings', '/metadata/name'],
  [
    'duplicate-object',
    'ConfigMap sovd-webapp-dashboard-vehicles',
    '/metadata/name',
    'sovd-webapp-dashboard-commands',
    '/metadata/name',
  ],
  [
    'duplicate-object',
    'PodDisruptionBudget sovd-webapp-frontend',
    '/metadata/name',
    'sovd-webapp-backend',
    '/metadata/name',
  ],
  ['duplicate-object', 'NetworkPolicy sovd-webapp-frontend', '/metadata/name', 'sovd-webapp-backend', '/metadata/name'],
];

const badShop: readonly BadInput<Code>[] = [
  ['missing-headless-service', 'StatefulSet order-db', '/spec/serviceName', 'orders-db'],
  ['missing-headless-service', 'StatefulSet order-db', '/spec/serviceName', 'order'],
  ['missing-headless-service', 'StatefulSet order-db', '/spec/serviceName', 'user-db'],
  [
    'missing-volume',
    'StatefulSet order-db',
    '/spec/volumeClaimTemplates/0/metadata/name',
    'disk',
    `${main}/volumeMounts/1/name`,
  ],
];

describe('references', () => {
  test.each([...allInputs(), ['sovd-webapp with more kinds', sovd] as const])('of %s lead to objects', (_, input) => {
    expect(breachesOf(referenceRules, input)).toEqual([]);
  });

  test.each(bad)('give %s when %s has another %s', (...row) => {
    const [code, object, field, value, pointer = field] = row;
    expect(breachesOf(referenceRules, broken(sovd, object, field, value))).toEqual([`${code} ${pointer}`]);
  });

  test.each(badShop)('give %s when %s has another %s', (...row) => {
    const [code, object, field, value, pointer = field] = row;
    expect(breachesOf(referenceRules, broken(shop, object, field, value))).toEqual([`${code} ${pointer}`]);
  });

  test('have three bad inputs for each rule', () => {
    expect(unproven(referenceRules, [...bad, ...badShop])).toEqual([]);
  });
});

const messagesOf = (input: CheckInput) =>
  referenceRules.flatMap((rule) => rule.check(input).map(({ message }) => message));

describe('a reference', () => {
  const secret = (rest: JsonObject) =>
    broken(sovd, backend, `${main}/env/0/valueFrom/secretKeyRef`, { name: 'other', key: 'url', ...rest });

  test('that is optional may lead nowhere', () => {
    expect(messagesOf(secret({ optional: true }))).toEqual([]);
  });

  test('may lead to what is declared external, with the keys that are declared', () => {
    const external = { kind: 'Secret', name: 'other', reason: 'made by hand' } as const;
    expect(messagesOf({ ...secret({}), externals: [external] })).toEqual([]);
    expect(messagesOf({ ...secret({}), externals: [{ ...external, keys: ['url'] }] })).toEqual([]);
    expect(messagesOf({ ...secret({}), externals: [{ ...external, keys: ['uri'] }] })).toEqual([
      'the Secret "other" has no key "url"; it has uri; did you mean "uri"?',
    ]);
  });

  test('to any key of a Secret that is filled by dataFrom is good', () => {
    expect(messagesOf(secret({ name: 'more' }))).toEqual([]);
  });

  test('into a namespace of somebody else is not looked at', () => {
    const elsewhere = [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }];
    expect(messagesOf(broken(sovd, 'RoleBinding tool', '/subjects', elsewhere))).toEqual([]);
  });

  test('that is missing names the nearest and the number of places', () => {
    const input = broken(sovd, 'ExternalSecret sovd-webapp-secrets', '/spec/target/name', 'sovd-webapp-secret');
    expect(messagesOf(input)).toEqual([
      'there is no Secret "sovd-webapp-secrets" (named here and 2 more times); did you mean "sovd-webapp-secret"?',
    ]);
  });

  test('by labels that miss says which label is in the way', () => {
    const input = broken(
      sovd,
      'PodDisruptionBudget sovd-webapp-backend',
      `/spec/selector/matchLabels/${component}`,
      'backnd',
    );
    expect(messagesOf(input)).toEqual([
      'selects no pod of the output; the nearest is Deployment sovd-webapp-backend, with app.kubernetes.io/component=backend, not backnd',
    ]);
  });
});
