import { describe, expect, test } from '@jest/globals';
import {
  allInputs,
  breachesOf,
  errorsOf,
  broken,
  cronJob,
  inputOf,
  outcome,
  removed,
  unproven,
  withObject,
  type BadInput,
} from '../broken.fixture';
import type { JsonObject } from '../../values';
import { semanticRules } from './index';
import { wrongSchedule } from './schedule';

type Code = (typeof semanticRules)[number]['code'];

const namespace = 'sovd-webapp';
const labels = { 'app.kubernetes.io/name': 'store' };
const store = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'store', namespace, labels },
  spec: {
    serviceName: 'store',
    selector: { matchLabels: labels, matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'Exists' }] },
    template: {
      metadata: { labels },
      spec: {
        containers: [
          {
            name: 'store',
            image: 'registry.invalid/store:1',
            env: [
              { name: 'A', value: 'a' },
              { name: 'B', value: '$(A)-$$(date)' },
            ],
            ports: [{ name: 'tcp-store', containerPort: 7000 }],
            volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'store' }],
            workingDir: '/data',
          },
        ],
        nodeSelector: { 'kubernetes.io/arch': 'amd64' },
      },
    },
    volumeClaimTemplates: [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    ],
  },
};
const objects: readonly JsonObject[] = [
  cronJob,
  store,
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: 'system:store', namespace },
    subjects: [{ kind: 'ServiceAccount', name: 'store', namespace }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'store' },
  },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'example.com/disk',
  },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'urgent' }, value: 1 },
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'alerts', namespace },
    spec: { groups: [{ name: 'all', interval: '30s', rules: [{ alert: 'Down', expr: 'up == 0', for: '1d12h' }] }] },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace },
    spec: {
      hostnames: ['*.shop.test'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          timeouts: { request: '10s' },
          backendRefs: [{ name: 'store', port: 80 }],
        },
      ],
    },
  },
];
const production = objects.reduce(withObject, inputOf('sovd-webapp', 'production'));

const backend = 'Deployment sovd-webapp-backend';
const migration = 'Job sovd-webapp-migration';
const service = 'Service sovd-webapp-backend';
const autoscaler = 'HorizontalPodAutoscaler sovd-webapp-backend';
const policy = 'NetworkPolicy sovd-webapp-backend';
const budget = 'PodDisruptionBudget sovd-webapp-backend';
const config = 'ConfigMap sovd-webapp-config';
const ingress = 'Ingress sovd-webapp';
const nightly = 'CronJob nightly';
const stateful = 'StatefulSet store';
const monitor = 'ServiceMonitor sovd-webapp-backend';
const pod = '/spec/template/spec';
const main = `${pod}/containers/0`;
const init = `${pod}/initContainers/0`;
const cronPod = '/spec/jobTemplate/spec/template/spec';
const cronMain = `${cronPod}/containers/0`;
const route = '/spec/rules/0/http/paths/0';
const claim = '/spec/volumeClaimTemplates/0';

const bad: readonly BadInput<Code>[] = [
  ['invalid-enum', service, '/spec/type', 'Loadbalancer'],
  ['invalid-enum', backend, `${main}/imagePullPolicy`, 'Sometimes'],
  ['invalid-enum', backend, '/spec/strategy/type', 'Rolling'],
  ['invalid-enum', migration, `${pod}/securityContext/seccompProfile/type`, 'runtime/default'],
  ['invalid-enum', nightly, '/spec/concurrencyPolicy', 'Never'],
  ['invalid-enum', stateful, `${claim}/spec/accessModes/0`, 'RWO'],
  ['invalid-enum', ingress, `${route}/pathType`, 'prefix'],
  ['invalid-enum', policy, '/spec/policyTypes/0', 'ingress'],
  ['invalid-enum', autoscaler, '/spec/metrics/0/resource/target/type', 'Percent'],
  ['invalid-enum', 'RoleBinding system:store', '/subjects/0/kind', 'serviceaccount'],
  ['invalid-enum', 'Namespace sovd-webapp', '/metadata/labels/pod-security.kubernetes.io~1enforce', 'strict'],
  ['cluster-scoped-namespace', 'Namespace sovd-webapp', '/metadata/namespace', 'sovd-webapp'],
  ['cluster-scoped-namespace', 'StorageClass fast', '/metadata/namespace', 'sovd-webapp'],
  ['cluster-scoped-namespace', 'PriorityClass urgent', '/metadata/namespace', 'default'],
  ['invalid-image', backend, `${main}/image`, 'shop/web:feature/x'],
  ['invalid-image', backend, `${main}/image`, 'shop/Web:1.2'],
  ['invalid-image', nightly, `${cronMain}/image`, 'shop/web:v1.2+meta'],
  ['restart-policy', backend, `${pod}/restartPolicy`, 'OnFailure'],
  ['restart-policy', migration, `${pod}/restartPolicy`, 'Always'],
  ['restart-policy', nightly, `${cronPod}/restartPolicy`, removed, cronPod],
  ['out-of-range', backend, '/spec/revisionHistoryLimit', -1],
  ['out-of-range', migration, '/spec/activeDeadlineSeconds', 0],
  ['out-of-range', backend, `${main}/readinessProbe/periodSeconds`, 0],
  ['out-of-range', backend, `${main}/livenessProbe/successThreshold`, 2],
  ['out-of-range', autoscaler, '/spec/behavior/scaleDown/stabilizationWindowSeconds', 7200],
  ['not-exactly-one', backend, `${main}/livenessProbe/tcpSocket`, { port: 'http' }, `${main}/livenessProbe`],
  ['not-exactly-one', backend, `${main}/readinessProbe/httpGet`, removed, `${main}/readinessProbe`],
  ['not-exactly-one', backend, `${main}/env/0/value`, 'postgres:', `${main}/env/0`],
  ['not-exactly-one', budget, '/spec/minAvailable', 1, '/spec'],
  ['not-exactly-one', backend, `${pod}/volumes/0/configMap`, { name: 'x' }, `${pod}/volumes/0`],
  ['not-exactly-one', backend, '/spec/strategy/type', 'Recreate', '/spec/strategy/rollingUpdate'],
  ['not-exactly-one', ingress, `${route}/backend/service/port/number`, 80, `${route}/backend/service/port`],
  ['invalid-port', service, '/spec/ports/0/port', 80000],
  ['invalid-port', service, '/spec/ports/0/nodePort', 8080],
  ['invalid-port', backend, `${main}/ports/0/name`, 'a-very-long-name'],
  ['invalid-port', backend, `${main}/livenessProbe/httpGet/port`, 0],
  ['invalid-port', migration, `${init}/ports`, [{ containerPort: 65536 }], `${init}/ports/0/containerPort`],
  ['invalid-port', policy, '/spec/egress/0/ports/0/port', 'Web'],
  ['unnamed-port', service, '/spec/ports/-', { port: 9000 }, '/spec/ports/1'],
  ['unnamed-port', 'Service sovd-webapp-frontend', '/spec/ports/-', { port: 9000, name: '' }, '/spec/ports/1'],
  ['unnamed-port', service, '/spec/ports', [{ port: 8000 }, { name: 'grpc', port: 9000 }], '/spec/ports/0'],
  ['duplicate-name', backend, `${pod}/containers/-`, { name: 'backend', image: 'x:1' }, `${pod}/containers/1/name`],
  ['duplicate-name', backend, `${pod}/volumes/-`, { name: 'tmp', emptyDir: {} }, `${pod}/volumes/1/name`],
  ['duplicate-name', nightly, `${cronMain}/env/-`, { name: 'LOG_LEVEL', value: 'DEBUG' }, `${cronMain}/env/1/name`],
  [
    'duplicate-name',
    migration,
    `${init}/volumeMounts/-`,
    { name: 'tmp', mountPath: '/tmp' },
    `${init}/volumeMounts/1/mountPath`,
  ],
  ['duplicate-name', service, '/spec/ports/-', { name: 'web', port: 8000 }, '/spec/ports/1'],
  ['invalid-resource', backend, `${main}/resources/requests/memory`, '512MB'],
  ['invalid-resource', backend, `${main}/resources/limits/memory`, '1073741824000m'],
  ['invalid-resource', migration, `${init}/resources/requests/cpu`, '-100m'],
  ['invalid-resource', nightly, `${cronMain}/resources/limits/gpu`, 1],
  ['invalid-resource', nightly, `${cronMain}/resources/limits/cpu`, '500Mi'],
  ['invalid-quantity', stateful, `${claim}/spec/resources/requests/storage`, '10 Gi'],
  ['invalid-quantity', backend, `${pod}/volumes/0/emptyDir/sizeLimit`, '64MiB'],
  [
    'invalid-quantity',
    autoscaler,
    '/spec/metrics/0/resource/target',
    { type: 'AverageValue', averageValue: 'much' },
    '/spec/metrics/0/resource/target/averageValue',
  ],
  ['limit-below-request', backend, `${main}/resources/limits/memory`, '256Mi'],
  ['limit-below-request', migration, `${init}/resources/requests/cpu`, 1, `${init}/resources/limits/cpu`],
  [
    'limit-below-request',
    nightly,
    `${cronMain}/resources/requests/memory`,
    '1G',
    `${cronMain}/resources/limits/memory`,
  ],
  ['invalid-name', service, '/metadata/name', '1-backend'],
  ['invalid-name', backend, '/metadata/name', 'Backend'],
  ['invalid-name', nightly, '/metadata/name', 'n'.repeat(53)],
  ['invalid-name', stateful, '/metadata/name', 's'.repeat(53)],
  ['invalid-name', backend, `${main}/name`, 'back_end'],
  ['invalid-name', migration, `${pod}/volumes/0/name`, 'v'.repeat(64)],
  ['invalid-env-name', backend, `${main}/env/0/name`, '1ST'],
  ['invalid-env-name', migration, `${init}/env/0/name`, 'WAIT FOR'],
  ['invalid-env-name', backend, `${main}/envFrom/0/prefix`, '3_'],
  ['invalid-config-key', config, '/data/LOG LEVEL', 'INFO'],
  ['invalid-config-key', config, '/data/..', 'x'],
  ['invalid-config-key', config, '/binaryData/LOG_LEVEL', 'AAAA'],
  ['invalid-config-key', config, '/data/large', 'x'.repeat(1024 * 1024), '/data'],
  ['invalid-label', backend, '/metadata/labels/team', 'vehicle access'],
  ['invalid-label', backend, '/spec/template/metadata/labels/my_domain~1team', 'a'],
  ['invalid-label', service, '/spec/selector/part', 'p'.repeat(64)],
  ['invalid-label', stateful, `${pod}/nodeSelector/-arch`, 'amd64'],
  ['invalid-annotation', backend, '/metadata/annotations/my~1own~1key', 'x'],
  ['invalid-annotation', backend, '/spec/template/metadata/annotations/check sum', 'x'],
  ['invalid-annotation', service, '/metadata/annotations/note', 'x'.repeat(256 * 1024), '/metadata/annotations'],
  [
    'invalid-selector',
    policy,
    '/spec/podSelector/matchExpressions',
    [{ key: 'tier', operator: 'exists' }],
    '/spec/podSelector/matchExpressions/0/operator',
  ],
  [
    'invalid-selector',
    stateful,
    '/spec/selector/matchExpressions/0/values',
    ['store'],
    '/spec/selector/matchExpressions/0',
  ],
  [
    'invalid-selector',
    policy,
    '/spec/podSelector/matchExpressions',
    [{ key: 'tier', operator: 'In' }],
    '/spec/podSelector/matchExpressions/0',
  ],
  ['selector-mismatch', backend, '/spec/selector/matchLabels/tier', 'api', '/spec/selector'],
  ['selector-mismatch', stateful, '/spec/selector', {}],
  ['selector-mismatch', 'Deployment sovd-webapp-frontend', '/spec/template/metadata/labels', removed, '/spec/selector'],
  ['volatile-selector', service, '/spec/selector/app.kubernetes.io~1version', '1.0.0'],
  [
    'volatile-selector',
    stateful,
    `${claim}/metadata/labels`,
    { 'helm.sh/chart': 'store-1.0.0' },
    `${claim}/metadata/labels/helm.sh~1chart`,
  ],
  ['volatile-selector', budget, '/spec/selector/matchLabels/app.kubernetes.io~1managed-by', 'Helm'],
  ['invalid-schedule', nightly, '/spec/schedule', '60 3 * * *'],
  ['invalid-schedule', nightly, '/spec/schedule', '0 3 * *'],
  ['invalid-schedule', nightly, '/spec/schedule', '0 0 30 2 *'],
  ['invalid-schedule', nightly, '/spec/timeZone', 'Europe/Bonn'],
  ['invalid-duration', 'ExternalSecret sovd-webapp-secrets', '/spec/refreshInterval', '1 hour'],
  ['invalid-duration', monitor, '/spec/endpoints/0/interval', '30'],
  ['invalid-duration', 'PrometheusRule alerts', '/spec/groups/0/rules/0/for', '5min'],
  ['invalid-duration', 'HTTPRoute web', '/spec/rules/0/timeouts/request', '1.5s'],
  ['invalid-host', ingress, '/spec/rules/0/host', 'https://sovd.test'],
  ['invalid-host', ingress, '/spec/tls', [{ hosts: ['Sovd.test'] }], '/spec/tls/0/hosts/0'],
  ['invalid-host', 'HTTPRoute web', '/spec/hostnames/0', '10.0.0.1'],
  ['invalid-path', ingress, `${route}/path`, 'api'],
  ['invalid-path', backend, `${main}/livenessProbe/httpGet/path`, 'health/live'],
  ['invalid-path', stateful, `${main}/volumeMounts/0/subPath`, '../etc'],
  ['invalid-path', ingress, `${route}/path`, '/api//v1'],
  ['invalid-cidr', policy, '/spec/ingress/1/from/0/ipBlock/cidr', '10.0.0.0'],
  [
    'invalid-cidr',
    policy,
    '/spec/ingress/1/from/0/ipBlock/except',
    ['10.0.4.0/24', '10.1.0.0/24'],
    '/spec/ingress/1/from/0/ipBlock/except/1',
  ],
  ['invalid-cidr', service, '/spec/loadBalancerSourceRanges', ['10.0.0.0/33'], '/spec/loadBalancerSourceRanges/0'],
  ['unresolved-variable', stateful, `${main}/env/0/value`, '$(B)'],
  [
    'unresolved-variable',
    nightly,
    `${cronMain}/env/-`,
    { name: 'URL', value: 'http://$(HOST):80' },
    `${cronMain}/env/1/value`,
  ],
  ['unresolved-variable', migration, `${init}/env/0/value`, '$$$(PGHOST)'],
];

describe('semantic rules', () => {
  test.each(allInputs())('%s breaks none', (_name, input) => {
    expect(errorsOf(semanticRules, input)).toEqual([]);
  });

  test('the objects that the table breaks are good', () => {
    expect(breachesOf(semanticRules, production)).toEqual([]);
  });

  test.each(bad)('%s: %s with another %s', (...row) => {
    const [code, , field, , pointer = field] = row;
    expect(outcome(semanticRules, production, row)).toEqual([`${code} ${pointer}`]);
  });

  test('each code is proven by three bad inputs', () => {
    expect(unproven(semanticRules, bad)).toEqual([]);
  });

  test.each([
    [
      'an address of IPv6 is a network too',
      policy,
      '/spec/ingress/1/from/0/ipBlock',
      { cidr: '2001:db8::/32', except: ['2001:db8:1::/48', '2001:db8::1.2.3.4/128'] },
    ],
    ['a resource of a device plugin has a domain', nightly, `${cronMain}/resources/limits/nvidia.com~1gpu`, 1],
    [
      'limits may be larger in another unit',
      nightly,
      `${cronMain}/resources`,
      { requests: { cpu: '100m', memory: '1Gi' }, limits: { cpu: 1, memory: '1.5e9' } },
    ],
    [
      'nodes are chosen by numbers too',
      stateful,
      `${pod}/affinity`,
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] }],
          },
        },
      },
    ],
    ['a host may be a wildcard', ingress, '/spec/rules/0/host', '*.sovd.test'],
    [
      'variables may come from elsewhere',
      backend,
      `${main}/env/0`,
      { name: 'URL', value: 'postgres://$(DATABASE_HOST)' },
    ],
    [
      'a TCP and a UDP port may have one number',
      service,
      '/spec/ports',
      [
        { name: 'a', port: 53, protocol: 'TCP' },
        { name: 'b', port: 53, protocol: 'UDP' },
      ],
    ],
  ] as const)('%s', (_title, object, field, value) => {
    expect(breachesOf(semanticRules, broken(production, object, field, value as never))).toEqual([]);
  });

  test('since 1.32 any visible character may be in the name of a variable', () => {
    const input = broken(production, backend, `${main}/env/0/name`, '1st (first)');
    expect(breachesOf(semanticRules, { ...input, kubernetes: '1.32' })).toEqual([]);
  });

  test.each([
    '* * * * *',
    '*/5 0-6,22 1-15/2 JAN-mar MON,WED',
    '0 0 29 2 *',
    '0 0 31 2 1',
    '5/10 * ? * ?',
    '@daily',
    '@every 1h30m',
    '0  3 * * 0',
  ])('the schedule "%s" is one', (schedule) => {
    expect(wrongSchedule(schedule)).toBeUndefined();
  });

  test.each([
    '',
    '* * * * * *',
    '0 24 * * *',
    '0 0 0 * *',
    '0 0 * 13 *',
    '0 0 * * 7',
    '0 5-3 * * *',
    '*/0 * * * *',
    '*-5 * * * *',
    '1,,2 * * * *',
    '0 0 31 4,6 *',
    '@midday',
    'TZ=UTC 0 0 * * *',
    'a b c d e',
  ])('the schedule "%s" is none', (schedule) => {
    expect(wrongSchedule(schedule)).toEqual(expect.any(String));
  });
});
