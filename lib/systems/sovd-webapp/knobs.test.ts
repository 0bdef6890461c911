import { describe, expect, test } from '@jest/globals';
import { overlay } from '../../core/values';
import { changes, evaluated, knobsOf, nested, valuesWith } from './knobs.fixture';
import {
  type Knob,
  digest,
  at,
  deployment,
  container,
  all,
  gone,
  appended,
  image,
  followers,
  scaled,
  autoscaler,
  podKnobs,
} from './pod-knobs.fixture';

/*
 * Every knob of every workload: what somebody sets, and everything that differs afterwards. What a row does not name must
 * stay as it was.
 */

const queue = {
  type: 'External',
  external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
};
const balanced = { service: { type: 'LoadBalancer' } };

const serviceKnobs: { readonly [knob: string]: Knob } = {
  'image.registry': {
    to: 'mirror.example.com/x',
    changes: image('image', (repository) => `mirror.example.com/x/${repository}:v1.0.0`),
  },
  'image.repository': {
    to: 'registry.example.com/app',
    changes: image('image', () => 'registry.example.com/app:v1.0.0'),
  },
  'image.tag': { to: 'v2', changes: image('image', (repository) => `${repository}:v2`) },
  'image.digest': { to: digest, changes: image('image', (repository) => `${repository}@${digest}`) },
  'image.pullPolicy': { to: 'Always', changes: image('imagePullPolicy', () => 'Always') },
  replicaCount: { to: 7, given: { autoscaling: { enabled: false } }, changes: deployment('/replicas', 7) },
  'autoscaling.enabled': {
    to: true,
    given: { autoscaling: { enabled: false } },
    changes: all(deployment('/replicas', null), (workload) => ({ [`HorizontalPodAutoscaler ${workload.id}`]: true })),
  },
  'autoscaling.minReplicas': { to: 4, given: scaled, changes: autoscaler('/minReplicas', 4) },
  'autoscaling.maxReplicas': { to: 40, given: scaled, changes: autoscaler('/maxReplicas', 40) },
  'autoscaling.targetCPUUtilizationPercentage': {
    to: 55,
    given: scaled,
    changes: autoscaler('/metrics/0/resource/target/averageUtilization', 55),
  },
  'autoscaling.targetMemoryUtilizationPercentage': {
    to: 75,
    given: scaled,
    changes: all(
      autoscaler('/metrics/1/type', 'Resource'),
      autoscaler('/metrics/1/resource/name', 'memory'),
      autoscaler('/metrics/1/resource/target/type', 'Utilization'),
      autoscaler('/metrics/1/resource/target/averageUtilization', 75),
    ),
  },
  'autoscaling.metrics': {
    to: [queue],
    given: scaled,
    changes: all(
      autoscaler('/metrics/1/type', 'External'),
      autoscaler('/metrics/1/external/metric/name', 'queue'),
      autoscaler('/metrics/1/external/target/type', 'AverageValue'),
      autoscaler('/metrics/1/external/target/averageValue', '30'),
    ),
  },
  'autoscaling.external': {
    to: true,
    given: { autoscaling: { enabled: false } },
    changes: deployment('/replicas', null),
  },
  'autoscaling.behavior': {
    to: { scaleDown: { stabilizationWindowSeconds: 60 } },
    given: scaled,
    changes: autoscaler('/behavior/scaleDown/stabilizationWindowSeconds', 60),
  },
  command: { to: ['/bin/own'], changes: container('/command/0', '/bin/own') },
  args: {
    to: ['--verbose', '--fast'],
    changes: all(container('/args/0', '--verbose'), container('/args/1', '--fast')),
  },
  livenessProbe: { to: { periodSeconds: 33 }, changes: container('/livenessProbe/periodSeconds', 33) },
  readinessProbe: { to: { periodSeconds: 33 }, changes: container('/readinessProbe/periodSeconds', 33) },
  startupProbe: {
    to: { tcpSocket: { port: 'http' }, failureThreshold: 30 },
    changes: all(
      container('/startupProbe/tcpSocket/port', 'http'),
      container('/startupProbe/failureThreshold', 30),
      // What the default asks gives way.
      gone('/startupProbe/httpGet/path'),
      gone('/startupProbe/httpGet/port'),
    ),
  },
  updateStrategy: {
    to: { rollingUpdate: { maxSurge: '25%' } },
    changes: deployment('/strategy/rollingUpdate/maxSurge', '25%'),
  },
  revisionHistoryLimit: { to: 7, changes: deployment('/revisionHistoryLimit', 7) },
  minReadySeconds: { to: 15, changes: deployment('/minReadySeconds', 15) },
  ...podKnobs('Deployment'),
  'service.type': { to: 'NodePort', changes: at('Service', '/spec/type', 'NodePort') },
  'service.port': { to: 1234, changes: all(at('Service', '/spec/ports/0/port', 1234), followers) },
  'service.nodePort': {
    to: 30080,
    given: { service: { type: 'NodePort' } },
    changes: at('Service', '/spec/ports/0/nodePort', 30080),
  },
  'service.loadBalancerClass': {
    to: 'example.com/nlb',
    given: balanced,
    changes: at('Service', '/spec/loadBalancerClass', 'example.com/nlb'),
  },
  'service.loadBalancerSourceRanges': {
    to: ['10.0.0.0/8'],
    given: balanced,
    changes: at('Service', '/spec/loadBalancerSourceRanges/0', '10.0.0.0/8'),
  },
  'service.externalTrafficPolicy': {
    to: 'Local',
    given: balanced,
    changes: at('Service', '/spec/externalTrafficPolicy', 'Local'),
  },
  'service.sessionAffinity': { to: 'ClientIP', changes: at('Service', '/spec/sessionAffinity', 'ClientIP') },
  'service.ipFamilyPolicy': {
    to: 'PreferDualStack',
    changes: at('Service', '/spec/ipFamilyPolicy', 'PreferDualStack'),
  },
  'service.extraPorts': {
    to: [{ name: 'admin', port: 9901, targetPort: 9902 }],
    changes: appended('Service', '/spec/ports', { name: 'admin', port: 9901, targetPort: 9902, protocol: 'TCP' }),
  },
  'service.annotations': {
    to: { 'example.com/dns': 'api' },
    changes: at('Service', '/metadata/annotations/example.com~1dns', 'api'),
  },
  'podDisruptionBudget.enabled': {
    to: true,
    given: { podDisruptionBudget: { enabled: false } },
    changes: (workload) => ({ [`PodDisruptionBudget ${workload.id}`]: true }),
  },
  'podDisruptionBudget.minAvailable': {
    to: '50%',
    given: { podDisruptionBudget: { enabled: true } },
    changes: all(
      at('PodDisruptionBudget', '/spec/minAvailable', '50%'),
      at('PodDisruptionBudget', '/spec/maxUnavailable', null),
    ),
  },
  'podDisruptionBudget.maxUnavailable': {
    to: 2,
    given: { podDisruptionBudget: { enabled: true } },
    changes: at('PodDisruptionBudget', '/spec/maxUnavailable', 2),
  },
  'podDisruptionBudget.unhealthyPodEvictionPolicy': {
    to: 'IfHealthyBudget',
    given: { podDisruptionBudget: { enabled: true } },
    changes: at('PodDisruptionBudget', '/spec/unhealthyPodEvictionPolicy', 'IfHealthyBudget'),
  },
};

const annotation = (name: string) => `/template/metadata/annotations/prometheus.io~1${name}`;
const monitored = { metrics: { enabled: true, serviceMonitor: { enabled: true } } };
const alerted = { metrics: { ...monitored.metrics, prometheusRule: { enabled: true } } };

/** What a workload with metrics has beside these. */
const metricsKnobs: { readonly [knob: string]: Knob } = {
  'metrics.enabled': {
    to: false,
    given: { networkPolicy: { enabled: false } },
    changes: all(
      deployment(annotation('scrape'), null),
      deployment(annotation('port'), null),
      deployment(annotation('path'), null),
    ),
  },
  'metrics.namespace': {
    to: 'observability',
    given: { networkPolicy: { enabled: true } },
    changes: at(
      'NetworkPolicy',
      '/spec/ingress/0/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name',
      'observability',
    ),
  },
  'metrics.serviceMonitor.enabled': {
    to: true,
    changes: all(
      deployment(annotation('scrape'), null),
      deployment(annotation('port'), null),
      deployment(annotation('path'), null),
      (workload) => ({ [`ServiceMonitor ${workload.id}`]: true }),
    ),
  },
  'metrics.serviceMonitor.interval': {
    to: '10s',
    given: monitored,
    changes: at('ServiceMonitor', '/spec/endpoints/0/interval', '10s'),
  },
  'metrics.serviceMonitor.scrapeTimeout': {
    to: '9s',
    given: monitored,
    changes: at('ServiceMonitor', '/spec/endpoints/0/scrapeTimeout', '9s'),
  },
  'metrics.serviceMonitor.relabelings': {
    to: [{ action: 'labeldrop', regex: 'pod' }],
    given: monitored,
    changes: appended('ServiceMonitor', '/spec/endpoints/0/relabelings', { action: 'labeldrop', regex: 'pod' }),
  },
  'metrics.serviceMonitor.metricRelabelings': {
    to: [{ action: 'labeldrop', regex: 'pod' }],
    given: monitored,
    changes: appended('ServiceMonitor', '/spec/endpoints/0/metricRelabelings', { action: 'labeldrop', regex: 'pod' }),
  },
  'metrics.serviceMonitor.labels': {
    to: { release: 'prometheus' },
    given: monitored,
    changes: at('ServiceMonitor', '/metadata/labels/release', 'prometheus'),
  },
  'metrics.prometheusRule.enabled': {
    to: true,
    given: monitored,
    changes: (workload) => ({ [`PrometheusRule ${workload.id}`]: true }),
  },
  'metrics.prometheusRule.for': {
    to: '1h',
    given: alerted,
    changes: at('PrometheusRule', '/spec/groups/0/rules/0/for', '1h'),
  },
  'metrics.prometheusRule.severity': {
    to: 'warning',
    given: alerted,
    changes: at('PrometheusRule', '/spec/groups/0/rules/0/labels/severity', 'warning'),
  },
  'metrics.prometheusRule.labels': {
    to: { release: 'prometheus' },
    given: alerted,
    changes: at('PrometheusRule', '/metadata/labels/release', 'prometheus'),
  },
};

/** Where metrics are off, so is the exporter beside the container. */
const withoutExporter: Knob = {
  to: false,
  given: { networkPolicy: { enabled: false } },
  changes: (workload) => ({
    ...metricsKnobs['metrics.enabled']!.changes(workload),
    ...Object.fromEntries(
      [...workload.before.get(`Deployment ${workload.id}`)!.keys()]
        .filter((pointer) => pointer.startsWith('/spec/template/spec/containers/1/'))
        .map((pointer) => [`Deployment ${workload.id} ${pointer}`, null]),
    ),
  }),
};

const job = (pointer: string, value: unknown) => at('Job', `/spec${pointer}`, value);
const migrationKnobs: { readonly [knob: string]: Knob } = {
  backoffLimit: { to: 9, changes: job('/backoffLimit', 9) },
  activeDeadlineSeconds: { to: 60, changes: job('/activeDeadlineSeconds', 60) },
  ttlSecondsAfterFinished: { to: 60, changes: job('/ttlSecondsAfterFinished', 60) },
  ...podKnobs('Job'),
};

const workloads = [
  { key: 'backend', id: 'backend', base: {}, knobs: { ...serviceKnobs, ...metricsKnobs } },
  {
    key: 'frontend',
    id: 'frontend',
    base: { metrics: { enabled: true } },
    knobs: { ...serviceKnobs, ...metricsKnobs, 'metrics.enabled': withoutExporter },
  },
  { key: 'vehicleConnector', id: 'vehicle-connector', base: { enabled: true }, knobs: serviceKnobs },
  { key: 'migration', id: 'migration', base: {}, knobs: migrationKnobs },
] as const;

/** The same images and pull policies everywhere, whatever the environment. */
const neutral = {
  backend: { image: { tag: 'v1.0.0', pullPolicy: 'IfNotPresent' } },
  frontend: { image: { tag: 'v1.0.0', pullPolicy: 'IfNotPresent' } },
};

describe.each(workloads)('$key', ({ key, id, base, knobs }) => {
  test.each(Object.entries(knobs))(
    '%s changes what it says and nothing else',
    (path, { to, given = {}, changes: expected }) => {
      const below = valuesWith(overlay(neutral, { [key]: overlay(base, given) }));
      const before = evaluated(below);
      const after = evaluated(valuesWith(overlay(below, { [key]: nested(path, to) })));
      expect(changes(before, after)).toEqual(expected({ key, id, before }));
    },
  );

  test('has no knob beside these', () => {
    expect(
      knobsOf(key)
        .filter((path) => path !== 'enabled')
        .sort(),
    ).toEqual(Object.keys(knobs).sort());
  });
});

test('a vehicle connector that is switched on comes with all that belongs to it, and the backend may reach it', () => {
  const networkPolicy = { networkPolicy: { enabled: true } };
  const before = evaluated(valuesWith({ backend: networkPolicy }));
  const after = evaluated(valuesWith({ backend: networkPolicy, vehicleConnector: { enabled: true } }));
  const found = changes(before, after);
  const whole = Object.keys(found).filter((place) => !place.includes(' /'));
  expect(whole.sort()).toEqual(
    ['Deployment', 'NetworkPolicy', 'Service', 'ServiceAccount'].map((kind) => `${kind} vehicle-connector`),
  );
  const others = Object.keys(found).filter((place) => !whole.includes(place));
  expect(others.every((place) => place.startsWith('NetworkPolicy backend /spec/egress/'))).toBe(true);
  expect(Object.values(found)).toContain(50051);
});
