import type { Json, JsonObject } from '../core/values';

/*
 * What users change in a chart, and what becomes of it: values below a workload, and where in an object they must arrive.
 */

/** The kinds of objects in which a change is looked for. */
type Place =
  | 'pods'
  | 'workload'
  | 'service'
  | 'autoscaler'
  | 'budget'
  | 'monitor'
  | 'claim'
  | 'cronJob'
  | 'ingress'
  | 'account'
  | 'route';

/** One change by a user. */
export interface Change {
  /** What it is for. */
  readonly knob: string;
  /** What differs from the defaults, below the group of the workload. */
  readonly values: JsonObject;
  readonly place: Place;
  /** Where in the object; `main` is the container of the workload. */
  readonly at: readonly (string | number)[];
  /** What must be there; undefined where nothing may be. */
  readonly is: Json | undefined;
}

const change = (knob: string, values: JsonObject, place: Place, at: Change['at'], is?: Json): Change => ({
  knob,
  values,
  place,
  at,
  is,
});
const spec = (key: string): Change['at'] => ['spec', key];

const toleration = { key: 'spot', operator: 'Exists' };
const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone' }] } };

const proxy = {
  name: 'proxy',
  image: 'registry.example.com/proxy:1.2',
  ports: [{ name: 'proxied', containerPort: 15001 }],
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
};

/** What pods of every workload take. */
const ofPods: readonly Change[] = [
  change('dnsPolicy', { dnsPolicy: 'Default' }, 'pods', ['dnsPolicy'], 'Default'),
  change('dnsConfig', { dnsConfig: { options: [{ name: 'ndots', value: '2' }] } }, 'pods', ['dnsConfig'], {
    options: [{ name: 'ndots', value: '2' }],
  }),
  change('hostname', { hostname: 'node-a' }, 'pods', ['hostname'], 'node-a'),
  change(
    'hostAliases',
    { hostAliases: [{ ip: '10.0.0.9', hostnames: ['old.example.com'] }] },
    'pods',
    ['hostAliases'],
    [{ ip: '10.0.0.9', hostnames: ['old.example.com'] }],
  ),
  change('runtimeClassName', { runtimeClassName: 'gvisor' }, 'pods', ['runtimeClassName'], 'gvisor'),
  change('schedulerName', { schedulerName: 'volcano' }, 'pods', ['schedulerName'], 'volcano'),
  change('shareProcessNamespace', { shareProcessNamespace: true }, 'pods', ['shareProcessNamespace'], true),
  change('priorityClassName', { priorityClassName: 'high' }, 'pods', ['priorityClassName'], 'high'),
  change('nodeSelector', { nodeSelector: { disk: 'ssd' } }, 'pods', ['nodeSelector'], { disk: 'ssd' }),
  change('tolerations', { tolerations: [toleration] }, 'pods', ['tolerations'], [toleration]),
  change('affinity', { affinity }, 'pods', ['affinity'], affinity),
  change('extraVolumes', { extraVolumes: [{ name: 'cache', emptyDir: {} }] }, 'pods', ['volumes', -1, 'name'], 'cache'),
  change('extraContainers', { extraContainers: [proxy] }, 'pods', ['containers', -1], proxy),
  change('extraInitContainers', { extraInitContainers: [proxy] }, 'pods', ['initContainers', -1], proxy),
  change('an own variable', { env: { LOG_FORMAT: 'json' } }, 'pods', ['main', 'env', -1], {
    name: 'LOG_FORMAT',
    value: 'json',
  }),
  change('a template in a variable', { env: { PLACE: '{{ .Release.Namespace }}' } }, 'pods', ['main', 'env', -1], {
    name: 'PLACE',
    value: 'here',
  }),
  change('extraEnvFrom', { extraEnvFrom: [{ secretRef: { name: 'own' } }] }, 'pods', ['main', 'envFrom', -1], {
    secretRef: { name: 'own' },
  }),
  change(
    'lifecycle',
    { lifecycle: { postStart: { exec: { command: ['true'] } } } },
    'pods',
    ['main', 'lifecycle', 'postStart'],
    {
      exec: { command: ['true'] },
    },
  ),
  change('grace period', { terminationGracePeriodSeconds: 120 }, 'pods', ['terminationGracePeriodSeconds'], 120),
  change(
    'resources',
    { resources: { limits: { memory: '3Gi' } } },
    'pods',
    ['main', 'resources', 'limits', 'memory'],
    '3Gi',
  ),
];

/** What a workload with an entry point and probes takes beside that. */
const ofPrograms: readonly Change[] = [
  change('command', { command: ['/bin/own'] }, 'pods', ['main', 'command'], ['/bin/own']),
  change('args', { args: ['--verbose', '--fast'] }, 'pods', ['main', 'args'], ['--verbose', '--fast']),
  change('a probe off', { livenessProbe: { enabled: false } }, 'pods', ['main', 'livenessProbe']),
  change(
    'another probe',
    { readinessProbe: { type: 'tcpSocket', tcpSocket: { port: 8123 } } },
    'pods',
    ['main', 'readinessProbe', 'tcpSocket'],
    {
      port: 8123,
    },
  ),
  change(
    'a registry of its own',
    { image: { registry: 'mirror.example.com/x', tag: '9' } },
    'pods',
    ['main', 'image', 'start'],
    'mirror.example.com/x/',
  ),
  change(
    'a digest',
    { image: { digest: `sha256:${'a1'.repeat(32)}` } },
    'pods',
    ['main', 'image', 'end'],
    `@sha256:${'a1'.repeat(32)}`,
  ),
  change('revisionHistoryLimit', { revisionHistoryLimit: 7 }, 'workload', spec('revisionHistoryLimit'), 7),
  change('minReadySeconds', { minReadySeconds: 15 }, 'workload', spec('minReadySeconds'), 15),
];

const queue = {
  type: 'External',
  external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } },
};
const memory = { name: 'memory', target: { type: 'Utilization', averageUtilization: 75 } };
const balanced = (values: JsonObject): JsonObject => ({ service: { type: 'LoadBalancer', ...values } });
const scaled = (values: JsonObject): JsonObject => ({ autoscaling: { enabled: true, ...values } });

/** What a service that runs several times takes. */
export const ofServices: readonly Change[] = [
  ...ofPods,
  ...ofPrograms,
  change('scaling by memory', scaled({ targetMemoryUtilizationPercentage: 75 }), 'autoscaler', ['spec', 'metrics', 1], {
    type: 'Resource',
    resource: memory,
  }),
  change(
    'scaling by memory alone',
    scaled({ targetMemoryUtilizationPercentage: 75, targetCPUUtilizationPercentage: 0 }),
    'autoscaler',
    ['spec', 'metrics'],
    [{ type: 'Resource', resource: memory }],
  ),
  change('scaling by other metrics', scaled({ metrics: [queue] }), 'autoscaler', ['spec', 'metrics', -1], queue),
  change('replicas left to KEDA', { autoscaling: { external: true } }, 'workload', spec('replicas')),
  change(
    'unhealthyPodEvictionPolicy',
    { podDisruptionBudget: { enabled: true, unhealthyPodEvictionPolicy: 'IfHealthyBudget' } },
    'budget',
    spec('unhealthyPodEvictionPolicy'),
    'IfHealthyBudget',
  ),
  change(
    'loadBalancerClass',
    balanced({ loadBalancerClass: 'example.com/nlb' }),
    'service',
    spec('loadBalancerClass'),
    'example.com/nlb',
  ),
  change(
    'no class without a load balancer',
    { service: { type: 'ClusterIP', loadBalancerClass: 'example.com/nlb' } },
    'service',
    spec('loadBalancerClass'),
  ),
  change(
    'loadBalancerSourceRanges',
    balanced({ loadBalancerSourceRanges: ['10.0.0.0/8'] }),
    'service',
    spec('loadBalancerSourceRanges'),
    ['10.0.0.0/8'],
  ),
  change(
    'externalTrafficPolicy',
    balanced({ externalTrafficPolicy: 'Local' }),
    'service',
    spec('externalTrafficPolicy'),
    'Local',
  ),
  change(
    'sessionAffinity',
    { service: { sessionAffinity: 'ClientIP' } },
    'service',
    spec('sessionAffinity'),
    'ClientIP',
  ),
  change(
    'ipFamilyPolicy',
    { service: { ipFamilyPolicy: 'PreferDualStack' } },
    'service',
    spec('ipFamilyPolicy'),
    'PreferDualStack',
  ),
  change(
    'extraPorts',
    { service: { extraPorts: [{ name: 'admin', port: 9901, targetPort: 9902 }] } },
    'service',
    ['spec', 'ports', -1],
    {
      name: 'admin',
      port: 9901,
      targetPort: 9902,
      protocol: 'TCP',
    },
  ),
  change(
    'account of a cloud',
    { serviceAccount: { annotations: { role: 'reader' } } },
    'account',
    ['metadata', 'annotations', 'role'],
    'reader',
  ),
];

const watched = (monitor: JsonObject): JsonObject => ({
  metrics: { enabled: true, serviceMonitor: { enabled: true, ...monitor } },
});
const endpoint = (key: string): Change['at'] => ['spec', 'endpoints', 0, key];
const relabeling = { action: 'labeldrop', regex: 'pod' };

/** What a service with metrics takes. */
export const ofMetrics: readonly Change[] = [
  change('a long interval', watched({ interval: '1h30m' }), 'monitor', endpoint('interval'), '1h30m'),
  change('an interval of a day', watched({ interval: '1d' }), 'monitor', endpoint('interval'), '1d'),
  change('scrapeTimeout', watched({ scrapeTimeout: '9s' }), 'monitor', endpoint('scrapeTimeout'), '9s'),
  change('relabelings', watched({ relabelings: [relabeling] }), 'monitor', endpoint('relabelings'), [relabeling]),
  change('metricRelabelings', watched({ metricRelabelings: [relabeling] }), 'monitor', endpoint('metricRelabelings'), [
    relabeling,
  ]),
  change(
    'labels of the monitor',
    watched({ labels: { release: 'ours' } }),
    'monitor',
    ['metadata', 'labels', 'release'],
    'ours',
  ),
];

const template = (...path: Change['at']): Change['at'] => ['spec', 'volumeClaimTemplates', 0, ...path];

/** What a database takes. */
export const ofDatabases: readonly Change[] = [
  ...ofPods,
  ...ofPrograms,
  change(
    'size',
    { persistence: { size: '77Gi' } },
    'workload',
    template('spec', 'resources', 'requests', 'storage'),
    '77Gi',
  ),
  change(
    'storage class',
    { persistence: { storageClassName: 'fast' } },
    'workload',
    template('spec', 'storageClassName'),
    'fast',
  ),
  change(
    'access modes',
    { persistence: { accessModes: ['ReadWriteMany'] } },
    'workload',
    template('spec', 'accessModes'),
    ['ReadWriteMany'],
  ),
  change(
    'annotations of the claim',
    { persistence: { annotations: { tier: 'gold' } } },
    'workload',
    template('metadata', 'annotations'),
    { tier: 'gold' },
  ),
  change(
    'an existing claim',
    { persistence: { existingClaim: 'old-data' } },
    'pods',
    ['volumes', -1, 'persistentVolumeClaim'],
    { claimName: 'old-data' },
  ),
  change(
    'no claim of its own',
    { persistence: { existingClaim: 'old-data' } },
    'workload',
    spec('volumeClaimTemplates'),
  ),
  change(
    'retention',
    { persistence: { retentionPolicy: { whenDeleted: 'Delete' } } },
    'workload',
    spec('persistentVolumeClaimRetentionPolicy'),
    { whenDeleted: 'Delete' },
  ),
];

/** What a backup takes. */
export const ofBackups: readonly Change[] = [
  change('suspend', { suspend: true }, 'cronJob', spec('suspend'), true),
  change('timeZone', { timeZone: 'Europe/Berlin' }, 'cronJob', spec('timeZone'), 'Europe/Berlin'),
  change('a schedule by name', { schedule: '@daily' }, 'cronJob', spec('schedule'), '@daily'),
  change('concurrencyPolicy', { concurrencyPolicy: 'Replace' }, 'cronJob', spec('concurrencyPolicy'), 'Replace'),
  change('successful history', { successfulJobsHistoryLimit: 5 }, 'cronJob', spec('successfulJobsHistoryLimit'), 5),
  change('failed history', { failedJobsHistoryLimit: 9 }, 'cronJob', spec('failedJobsHistoryLimit'), 9),
  change('an existing claim for backups', { persistence: { existingClaim: 'nas' } }, 'claim', []),
];

const exposed = (values: JsonObject): JsonObject => ({ enabled: true, ...values });
const extraPath = { path: '/legacy', pathType: 'Exact', backend: { service: { name: 'old', port: { number: 80 } } } };

/** What a way in from outside takes. */
export const ofIngresses: readonly Change[] = [
  change('a class', exposed({ className: 'traefik' }), 'ingress', spec('ingressClassName'), 'traefik'),
  change(
    'hosts',
    exposed({ hosts: ['a.example.com', 'b.example.com'] }),
    'ingress',
    ['spec', 'rules', 1, 'host'],
    'b.example.com',
  ),
  change(
    'any annotation',
    exposed({ annotations: { 'example.com/own': 'x' } }),
    'ingress',
    ['metadata', 'annotations', 'example.com/own'],
    'x',
  ),
  change(
    'kind of paths',
    exposed({ pathType: 'Exact' }),
    'ingress',
    ['spec', 'rules', 0, 'http', 'paths', 0, 'pathType'],
    'Exact',
  ),
  change(
    'extraPaths',
    exposed({ extraPaths: [extraPath] }),
    'ingress',
    ['spec', 'rules', 0, 'http', 'paths', -1],
    extraPath,
  ),
  change(
    'a Secret with a certificate',
    exposed({ hosts: ['a.example.com'], tls: { enabled: true, secretName: 'wild' } }),
    'ingress',
    ['spec', 'tls', 0],
    {
      hosts: ['a.example.com'],
      secretName: 'wild',
    },
  ),
  change(
    'several certificates',
    exposed({ extraTls: [{ hosts: ['b.example.com'], secretName: 'b' }] }),
    'ingress',
    ['spec', 'tls', -1],
    {
      hosts: ['b.example.com'],
      secretName: 'b',
    },
  ),
];

const owner = { 'example.com/owner': 'payments' };
const ofAll: Change['at'] = ['metadata', 'annotations', 'example.com/owner'];

/** What every chart takes for all of its objects, with a workload that has a Service. */
export const ofCharts = (workload: string): readonly Change[] => [
  change('commonAnnotations', { commonAnnotations: owner }, 'workload', ofAll, 'payments'),
  change('commonAnnotations of a Service', { commonAnnotations: owner }, 'service', ofAll, 'payments'),
  change(
    'an annotation of one Service',
    { commonAnnotations: owner, [workload]: { service: { annotations: { 'example.com/owner': 'web' } } } },
    'service',
    ofAll,
    'web',
  ),
  change('no commonAnnotations of pods', { commonAnnotations: owner }, 'workload', [...['spec', 'template'], ...ofAll]),
];
