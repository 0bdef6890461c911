import { describe, expect, test } from '@jest/globals';
import * as authoring from '..';
import { isGroup, type TSchema } from '../../core/values';
import { everyPod } from './traits';

const image = { repository: 'web', tag: '1' };
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const probes = { liveness: authoring.http('/live'), readiness: authoring.http('/ready') };
const pods = { image, resources };
const stored = { ...pods, storage: '1Gi' };
const server = { ...stored, probes, replicaCount: 1, service: { port: 80 } };
const limits = { resources, backoffLimit: 1, activeDeadlineSeconds: 60 };
const proxied = { rateLimit: { requestsPerSecond: 1, burst: 2 }, maxBodyMegabytes: 1, exporter: pods };
const monitoring = authoring.monitoringValues({
  mode: 'embedded',
  cluster: 'c',
  runbookUrl: 'https://example.com',
  notifications: { slackChannels: {}, emailAddresses: {}, smarthost: 'mail:25', from: 'a@example.com' },
  prometheus: { ...stored, retention: '1d' },
  alertmanager: stored,
  grafana: pods,
  exporters: { mongodb: pods, redis: pods, blackbox: pods, node: pods },
}).properties;
const autoscaling = { enabled: true, maxReplicas: 2 };

/** The values of a workload of each preset, by the function that declares them. */
const presets: { readonly [name: string]: TSchema } = {
  webServiceValues: authoring.webServiceValues(server, 'W'),
  singlePodServiceValues: authoring.singlePodServiceValues(server, 'S'),
  workerValues: authoring.workerValues({ ...pods, replicaCount: 1 }, 'W'),
  queueWorkerValues: authoring.queueWorkerValues({ ...pods, replicaCount: 1, autoscaling }, 'Q'),
  cronTaskValues: authoring.cronTaskValues({ ...limits, image }, 'C'),
  daemonValues: authoring.daemonValues(pods, 'D'),
  statefulServiceValues: authoring.statefulServiceValues(server, 'S'),
  statefulClusterValues: authoring.statefulClusterValues(server, 'C'),
  migrationValues: authoring.migrationValues(limits),
  rollbackValues: authoring.rollbackValues(limits),
  backupValues: authoring.backupValues({ ...stored, enabled: true, retentionDays: 7 }),
  postgresValues: authoring.postgresValues({ ...stored, database: 'shop' }, 'P'),
  redisValues: authoring.redisValues({ ...stored, maxMemoryMegabytes: 9 }, 'R'),
  mongodbValues: authoring.mongodbValues({ ...stored, database: 'shop', user: 'shop' }, 'M'),
  mongodbMigrationValues: authoring.mongodbMigrationValues({ ...limits, storage: '1Gi', keep: 2 }),
  mongoExpressValues: authoring.mongoExpressValues({ ...pods, enabled: true }),
  pgAdminValues: authoring.pgAdminValues({ ...pods, enabled: true }),
  reverseProxyValues: authoring.reverseProxyValues({ ...pods, ...proxied, replicaCount: 1 }, 'R'),
  mongodbExporterValues: authoring.mongodbExporterValues(pods),
  redisExporterValues: authoring.redisExporterValues(pods),
  blackboxExporterValues: authoring.blackboxExporterValues(pods),
  nodeExporterValues: monitoring.nodeExporter,
  prometheusValues: monitoring.prometheus,
  alertmanagerValues: monitoring.alertmanager,
  grafanaValues: monitoring.grafana,
};

/** The same that can be switched off, by the function that declares the values of those which can not. */
const switchedOff: { readonly [name: string]: readonly [string, TSchema] } = {
  workerValues: ['optionalWorkerValues', authoring.optionalWorkerValues(false, { ...pods, replicaCount: 1 }, 'W')],
  queueWorkerValues: [
    'optionalQueueWorkerValues',
    authoring.optionalQueueWorkerValues(false, { ...pods, replicaCount: 1, autoscaling }, 'Q'),
  ],
  cronTaskValues: ['optionalCronTaskValues', authoring.optionalCronTaskValues(false, { ...limits, image }, 'C')],
  daemonValues: ['optionalDaemonValues', authoring.optionalDaemonValues(false, pods, 'D')],
  statefulServiceValues: ['optionalStatefulServiceValues', authoring.optionalStatefulServiceValues(false, server, 'S')],
  statefulClusterValues: ['optionalStatefulClusterValues', authoring.optionalStatefulClusterValues(false, server, 'C')],
  mongodbValues: [
    'optionalMongodbValues',
    authoring.optionalMongodbValues(false, { ...stored, database: 'd', user: 'u' }, 'M'),
  ],
  redisValues: ['optionalRedisValues', authoring.optionalRedisValues(false, { ...stored, maxMemoryMegabytes: 1 }, 'R')],
  postgresValues: [
    'optionalPostgresValues',
    authoring.optionalPostgresValues(false, { ...stored, database: 'd' }, 'P'),
  ],
  singlePodServiceValues: [
    'optionalSinglePodServiceValues',
    authoring.optionalSinglePodServiceValues(false, server, 'S'),
  ],
  webServiceValues: ['optionalWebServiceValues', authoring.optionalWebServiceValues(false, server, 'W')],
};

/** Functions that declare values of something else than a workload. */
const others = [
  ...['albIngressValues', 'httpIngressValues', 'httpRouteValues', 'externalSecretsValues', 'smokeTestValues'],
  ...['secretsStoreValues', 'sealedSecretsValues'],
  ...[
    'grafanaDashboardsValues',
    'imageValues',
    'resourceValues',
    'monitoringValues',
    'stickyPodsValues',
    'postgresWaitValues',
  ],
];

const exporters = ['mongodbExporterValues', 'redisExporterValues', 'blackboxExporterValues'];
const jobs = ['migrationValues', 'rollbackValues', 'backupValues', 'cronTaskValues', 'mongodbMigrationValues'];
const onNodes = ['daemonValues', 'nodeExporterValues'];
const single = ['statefulServiceValues', 'postgresValues', 'redisValues', 'mongodbValues'];
const servers = [...single, 'prometheusValues', 'alertmanagerValues'];
const helpers = ['singlePodServiceValues', 'mongoExpressValues', 'pgAdminValues', 'grafanaValues', ...exporters];

/** What a workload has wherever it can mean anything, and those in which it can not. */
const knobs: { readonly [knob: string]: readonly string[] } = {
  ...Object.fromEntries(everyPod.flatMap((each) => Object.keys(each.fields({}))).map((knob) => [knob, []])),
  resources: [],
  serviceAccount: [],
  networkPolicy: [],
  // They run the image of another workload.
  image: ['migrationValues', 'rollbackValues', 'backupValues', 'mongodbMigrationValues'],
  // What runs to its end is not asked whether it works, and is not replaced.
  livenessProbe: jobs,
  readinessProbe: jobs,
  startupProbe: jobs,
  updateStrategy: jobs,
  // There is one pod, one on each node, or one for each run.
  replicaCount: [...jobs, ...onNodes, ...servers, ...helpers],
  // A budget of one pod would keep its node from being drained, and drains leave the pods of a DaemonSet alone.
  podDisruptionBudget: [...jobs, ...onNodes, ...servers, ...helpers],
};

const keys = (schema: TSchema) => Object.keys(schema.properties as object);

describe('every preset', () => {
  test('is among those that are looked at', () => {
    const declaring = Object.keys(authoring).filter((name) => name.endsWith('Values'));
    const optional = Object.values(switchedOff).map(([name]) => name);
    const known = [...Object.keys(presets), ...optional, ...others];
    expect(declaring.filter((name) => !known.includes(name))).toEqual([]);
  });

  test.each(Object.entries(presets))('%s offers the same knobs under the same names', (name, schema) => {
    const had = keys(schema).filter((key) => key in knobs);
    const due = Object.keys(knobs).filter((knob) => !knobs[knob]!.includes(name));
    expect(had.sort()).toEqual(due.sort());
  });

  test.each(Object.entries(switchedOff))(
    '%s has a sister whose first value is whether it is on, and a database one that tells of another server',
    (name, [, schema]) => {
      const replaced = single.slice(1).includes(name) ? ['external'] : [];
      expect(keys(schema)).toEqual(['enabled', ...keys(presets[name]!), ...replaced]);
      expect(schema.properties).toMatchObject({ enabled: { default: false } });
    },
  );

  test('says the same of a knob wherever it has it', () => {
    // Of a worker nobody waits for an answer; a system says what its own policy lets through.
    const differing = ['readinessProbe', 'replicaCount', 'networkPolicy', 'enabled'];
    const described = new Map<string, Set<string>>();
    for (const schema of Object.values(presets)) {
      for (const [key, field] of Object.entries(schema.properties as { readonly [key: string]: TSchema })) {
        if (!(key in knobs) || isGroup(field) || differing.includes(key)) continue;
        described.set(key, (described.get(key) ?? new Set()).add(String(field.description)));
      }
    }
    expect(described.size).toBeGreaterThan(15);
    expect([...described].filter(([, words]) => words.size > 1)).toEqual([]);
  });
});
