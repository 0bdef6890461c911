import * as c from '../../authoring';
import { random } from '../../core/manifest';
import { integer, string, text, type Expression, type Refs, type TSchema } from '../../core/values';
import { described, inChart, loosely, made, printed, type PublicCall, type Shop } from './public-call.fixture';

const image = { repository: 'example.com/web', tag: '1.0.0' };
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const server = { image, resources };
const probes = { liveness: c.http('/live'), readiness: c.http('/ready') };
const scaled = { autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 2, targetCPUUtilizationPercentage: 80 } };

const existing = { existingSecret: string('', 'Name of an existing Secret') };
const keysOf = (chart: Shop, existingSecret: Expression<string>) =>
  new c.SecretSource(chart, 'secrets', { existingSecret, keys: { password: { local: random() } } });

const mongodbDefaults = { ...server, storage: '1Gi', database: 'shop', user: 'shop' };
const mongodb = c.mongodbValues(mongodbDefaults, 'MongoDB');
const redisDefaults = { ...server, storage: '1Gi', maxMemoryMegabytes: 100 };
const redis = c.redisValues(redisDefaults, 'Redis');
const migrationDefaults = { backoffLimit: 1, activeDeadlineSeconds: 60, resources, storage: '1Gi', keep: 2 };
const uiDefaults = { ...server, enabled: true };
const proxyDefaults = {
  ...server,
  replicaCount: 1,
  rateLimit: { requestsPerSecond: 1, burst: 2 },
  maxBodyMegabytes: 1,
  exporter: server,
  trustedProxies: ['10.0.0.0/8'],
};
const monitoringDefaults = {
  mode: 'embedded',
  cluster: 'c',
  runbookUrl: 'https://example.com',
  notifications: {
    slackChannels: { all: '#all' },
    emailAddresses: { all: 'a@example.com' },
    smarthost: 'mail:25',
    from: 'a@example.com',
  },
  prometheus: { ...server, storage: '1Gi', retention: '1d' },
  alertmanager: { ...server, storage: '1Gi' },
  grafana: server,
  exporters: { mongodb: server, redis: server, blackbox: server, node: server },
} as const;
const workerDefaults = { ...server, replicaCount: 1, ...scaled };
const daemonDefaults = { ...server };
const cronDefaults = { ...server, schedule: '0 1 * * *', backoffLimit: 1, activeDeadlineSeconds: 60 };
const clusterDefaults = { ...server, replicaCount: 3, storage: '1Gi', probes, service: { port: 80 } };
const singlePodDefaults = { ...server, probes, service: { port: 80 } };
const queueDefaults = { ...server, replicaCount: 1, autoscaling: { enabled: true, maxReplicas: 3 } };

const rhythm = { wait: '30s', interval: '5m', repeat: '4h' };
const monitored = {
  jobs: { web: { kind: 'pods', component: 'web', port: 'http', metrics: ['up'] } },
  alerts: {
    web: {
      Down: {
        expr: 'up == 0',
        for: '5m',
        severity: 'critical',
        team: 'a',
        service: 'web',
        summary: 's',
        description: 'd',
      },
    },
  },
  routing: {
    receivers: { all: { channels: ['slack'] } },
    fallback: 'all',
    groupBy: ['alertname'],
    rhythm,
    rhythms: { critical: rhythm },
    routes: [{ match: { severity: 'critical' }, receiver: 'all' }],
    inhibitions: [{ while: { severity: 'critical' }, mute: { severity: 'warning' }, same: ['service'] }],
  },
  dashboards: { web: { title: 'Web', panels: [{ title: 'Up', unit: 'short', queries: [{ expr: 'up' }] }] } },
  keys: { channels: { slack: 'password', pagerduty: 'password', email: 'password' }, grafanaAdmin: 'password' },
};

const showAll = (chart: Shop, group: { readonly [name: string]: unknown }) => chart.print({ ...group });
const optionals = (place: string, names: readonly string[]) => names.map((name) => `${place}.${name}`);
const scalingOptions = ['autoscaling', 'image.tag'];
const probeOptions = ['probes.liveness.*', 'probes.readiness.*'];

const mongodbOf = (chart: Shop, values: Refs<typeof mongodb>, password: c.SecretKey) =>
  new c.MongodbDatabase(chart, 'mongodb', { values, rootPassword: password, password, monitorPassword: password });

/** A correct call of each public integration and of the newer workloads, and of what makes their values. */
export const publicIntegrations: { readonly [name: string]: PublicCall } = {
  optionalMongodbValues: described(
    c.optionalMongodbValues,
    [false, mongodbDefaults, 'MongoDB'],
    ['1.image.tag'],
    showAll,
  ),
  optionalRedisValues: described(c.optionalRedisValues, [true, redisDefaults, 'Redis'], ['1.image.tag'], showAll),
  optionalPostgresValues: described(
    c.optionalPostgresValues,
    [true, { resources, storage: '1Gi', database: 'shop' }, 'PostgreSQL'],
    [],
    showAll,
  ),
  stickyPodsValues: described(c.stickyPodsValues, [true], [], showAll),
  podDefaults: described(c.podDefaults, ['What all pods have'], ['0'], showAll),
  postgresWaitValues: described(c.postgresWaitValues, [true], [], showAll),
  waitForPostgres: inChart(
    { web: c.webServiceValues(clusterDefaults, 'Web'), waiting: c.postgresWaitValues(true) },
    ({ web, waiting }) => ['wait', { values: waiting, image: web.image, host: 'db', port: 5432 }],
    (chart, given, { web: values }) =>
      new c.WebService(chart, 'web', {
        values,
        port: 80,
        initContainers: [(c.waitForPostgres as (...all: unknown[]) => c.InitContainer)(...given)],
      }),
  ),
  mongodbValues: described(c.mongodbValues, [mongodbDefaults, 'MongoDB'], ['0.image.tag'], showAll),
  redisValues: described(c.redisValues, [redisDefaults, 'Redis'], ['0.image.tag'], showAll),
  mongodbMigrationValues: described(c.mongodbMigrationValues, [migrationDefaults], [], showAll),
  mongoExpressValues: described(c.mongoExpressValues, [uiDefaults], ['0.image.tag'], showAll),
  pgAdminValues: described(c.pgAdminValues, [uiDefaults], ['0.image.tag'], showAll),
  reverseProxyValues: described(
    c.reverseProxyValues,
    [proxyDefaults, 'nginx'],
    ['0.image.tag', '0.exporter.image.tag', '0.trustedProxies'],
    showAll,
  ),
  monitoringValues: described(
    c.monitoringValues,
    [monitoringDefaults],
    [
      ...['prometheus', 'alertmanager', 'grafana'].map((each) => `0.${each}.image.tag`),
      ...['mongodb', 'redis', 'blackbox', 'node'].map((each) => `0.exporters.${each}.image.tag`),
      '0.notifications.slackChannels.*',
      '0.notifications.emailAddresses.*',
    ],
    showAll,
  ),
  mongodbExporterValues: described(c.mongodbExporterValues, [server], ['0.image.tag'], showAll),
  redisExporterValues: described(c.redisExporterValues, [server], ['0.image.tag'], showAll),
  blackboxExporterValues: described(c.blackboxExporterValues, [server], ['0.image.tag'], showAll),
  workerValues: described(c.workerValues, [workerDefaults, 'W'], optionals('0', scalingOptions), showAll),
  singlePodServiceValues: described(
    c.singlePodServiceValues,
    [singlePodDefaults, 'S'],
    optionals('0', ['image.tag', ...probeOptions]),
    showAll,
  ),
  daemonValues: described(c.daemonValues, [daemonDefaults, 'D'], ['0.image.tag'], showAll),
  cronTaskValues: described(c.cronTaskValues, [cronDefaults, 'C'], ['0.image.tag', '0.schedule'], showAll),
  statefulClusterValues: described(
    c.statefulClusterValues,
    [clusterDefaults, 'S'],
    optionals('0', ['image.tag', 'probes.liveness.*', 'probes.readiness.*']),
    showAll,
  ),
  queueWorkerValues: described(c.queueWorkerValues, [queueDefaults, 'Q'], ['0.image.tag'], showAll),

  MongodbDatabase: inChart(
    { mongodb, ...existing },
    ({ mongodb: values, existingSecret }, chart) => {
      const password = keysOf(chart, existingSecret).key('password');
      return [chart, 'mongodb', { values, rootPassword: password, password, monitorPassword: password }];
    },
    (_, given) => made(c.MongodbDatabase)(...given),
    ['2.rootPassword.when', '2.password.when', '2.monitorPassword.when'],
  ),
  RedisDatabase: inChart(
    { redis, ...existing },
    ({ redis: values, existingSecret }, chart) => [
      chart,
      'redis',
      { values, password: keysOf(chart, existingSecret).key('password') },
    ],
    (_, given) => made(c.RedisDatabase)(...given),
    ['2.password.when'],
  ),
  MongodbMigration: inChart(
    { mongodb, migration: c.mongodbMigrationValues(migrationDefaults), image: c.imageValues(image), ...existing },
    (values, chart) => {
      const password = keysOf(chart, values.existingSecret).key('password');
      return [
        chart,
        'migration',
        {
          values: values.migration,
          image: values.image,
          command: 'migrate',
          rollbackOption: '--back',
          env: { A: 'b' },
          database: mongodbOf(chart, values.mongodb, password),
          databaseImage: values.mongodb.image,
          rootPassword: password,
        },
      ];
    },
    (_, given) => made(c.MongodbMigration)(...given),
    ['2.env.*', '2.rootPassword.when'],
  ),
  MongoExpress: inChart(
    { mongodb, ui: c.mongoExpressValues(uiDefaults), ...existing },
    (values, chart) => {
      const rootPassword = keysOf(chart, values.existingSecret).key('password');
      return [
        chart,
        'ui',
        { values: values.ui, rootPassword, database: mongodbOf(chart, values.mongodb, rootPassword) },
      ];
    },
    (chart, given, { ui }) => {
      made(c.MongoExpress)(...given);
      showAll(chart, ui);
    },
    ['2.rootPassword.when'],
  ),
  PgAdmin: inChart(
    { ui: c.pgAdminValues(uiDefaults), ...existing },
    ({ ui: values, existingSecret }, chart) => [
      chart,
      'ui',
      { values, email: 'a@example.com', password: keysOf(chart, existingSecret).key('password') },
    ],
    (chart, given, { ui }) => {
      made(c.PgAdmin)(...given);
      showAll(chart, ui);
    },
    ['2.password.when'],
  ),
  ReverseProxy: inChart(
    {
      proxy: c.reverseProxyValues(proxyDefaults, 'nginx'),
      sticky: c.stickyPodsValues(true),
      web: c.webServiceValues(clusterDefaults, 'Web'),
    },
    ({ proxy, sticky, web }, chart) => [
      chart,
      'proxy',
      {
        values: proxy,
        upstreams: { web: new c.WebService(chart, 'web', { values: web, port: 8080 }) },
        routes: { '/': { to: 'web' } },
        headers: { 'X-A': 'b' },
        sticky: { values: sticky, upstreams: ['web'] },
      },
    ],
    (chart, given, { proxy }) => {
      made(c.ReverseProxy)(...given);
      showAll(chart, proxy);
    },
    ['2.upstreams.*', '2.routes.*', '2.headers.*'],
  ),
  Monitoring: inChart(
    { monitoring: c.monitoringValues(monitoringDefaults), ...existing },
    ({ monitoring: values, existingSecret }, chart) => [
      chart,
      'monitoring',
      { values, secrets: keysOf(chart, existingSecret), ...monitored },
    ],
    (chart, given, { monitoring }) => {
      made(c.Monitoring)(...given);
      showAll(chart, monitoring);
    },
    [
      '2.jobs.*',
      '2.alerts.*',
      '2.routing.receivers.*',
      '2.routing.rhythms.*',
      '2.routing.routes.*',
      '2.routing.inhibitions.*',
      '2.dashboards.*',
    ],
  ),
  ...exporters(),
  jobName: printed(c.jobName, () => ['web']),
  seriesOf: printed(c.seriesOf, () => ['web']),

  Worker: workload(c.Worker, c.workerValues(workerDefaults, 'W'), { ports: { metrics: 9000 }, args: ['a'] }, [
    '2.ports',
    '2.ports.*',
    '2.args',
  ]),
  SinglePodService: workload(c.SinglePodService, c.singlePodServiceValues(singlePodDefaults, 'S'), { port: 8080 }),
  Daemon: workload(
    c.Daemon,
    c.daemonValues(daemonDefaults, 'D'),
    {
      mounts: [{ name: 'x', mountPath: '/x', volume: { emptyDir: {} } }],
    },
    ['2.mounts', '2.mounts.0.volume', '2.mounts.0.volume.*'],
  ),
  CronTask: workload(c.CronTask, c.cronTaskValues(cronDefaults, 'C'), { command: ['run'] }, ['2.command']),
  StatefulCluster: workload(c.StatefulCluster, c.statefulClusterValues(clusterDefaults, 'S'), {
    port: 8080,
    data: { claim: 'data', mountPath: '/data' },
  }),
  QueueWorker: workload(
    c.QueueWorker,
    c.queueWorkerValues(queueDefaults, 'Q'),
    { triggers: [{ type: 'cron', metadata: { start: '0 1 * * *' } }] },
    ['2.triggers.0.metadata.*'],
  ),
  optionalWorkerValues: switchedOff(c.optionalWorkerValues, workerDefaults, scalingOptions),
  optionalQueueWorkerValues: switchedOff(c.optionalQueueWorkerValues, queueDefaults),
  optionalSinglePodServiceValues: switchedOff(c.optionalSinglePodServiceValues, singlePodDefaults, probeOptions),
  optionalDaemonValues: switchedOff(c.optionalDaemonValues, daemonDefaults),
  optionalCronTaskValues: switchedOff(c.optionalCronTaskValues, cronDefaults, ['schedule']),
  optionalStatefulClusterValues: switchedOff(c.optionalStatefulClusterValues, clusterDefaults, probeOptions),
  optionalStatefulServiceValues: switchedOff(
    c.optionalStatefulServiceValues,
    { ...server, storage: '1Gi', probes },
    probeOptions,
  ),
  ...ofTheAuthor(),
  helmTest: inChart(
    { image: c.imageValues(image) },
    (values, chart) => [
      chart,
      'check',
      { name: text`check`, component: 'check', image: values.image, script: 'true', env: { A: 'b' }, weight: 1 },
    ],
    (_, given) => (c.helmTest as (...all: unknown[]) => unknown)(...given),
    ['2.env.*'],
  ),
};

type Declaring = (enabled: boolean, defaults: never, description: string) => TSchema;

/** The values of a workload that can be switched off. */
function switchedOff(declare: Declaring, defaults: object, optional: readonly string[] = []): PublicCall {
  return described(declare, [true, defaults, 'W'], ['1.image.tag', ...optionals('1', optional)], showAll);
}

/** A workload with a trait, both of the author. */
function ofTheAuthor(): { readonly [name: string]: PublicCall } {
  const declaration = {
    defaults: { size: c.kinds.aWholeNumber },
    fields: ({ size }: { readonly size: number }) => ({ size: integer(size, 'Size') }),
    apply: (_: unknown, { size }: { readonly size: Expression<number> }) => ({ controller: { replicas: size } }),
  };
  const sized = c.trait(declaration);
  const traits = [sized, c.traits.image, c.traits.resources, ...c.traits.everyPod] as const;
  const schema = c.valuesOf('sizedValues', traits)({ ...server, size: 3 }, 'S');
  const kindOf = () => c.preset('Sized', { name: 'sizedValues', fields: ['size'] }, traits, c.controllers.deployment);
  const workloadOf = (type: WorkloadClass, kind: c.Preset): PublicCall =>
    inChart(
      { way: schema },
      (refs, chart) => [chart, 'way', kind, { values: refs.way }],
      (chart, given, refs) => {
        made(type)(...given);
        showAll(chart, { ...refs.way });
      },
      ['2.traits.*', '2.traits.0.*'],
    );
  const ported = c.trait({ apply: () => ({ container: { ports: [{ name: 'http', containerPort: 80 }] } }) });
  const serving = c.preset(
    'Sized',
    { name: 'sizedValues', fields: ['size'] },
    [...traits, ported],
    c.controllers.deployment,
  );
  return {
    trait: inChart(
      {},
      () => [declaration],
      (_, given) => loosely(c.trait)(...given),
      ['0.defaults', '0.defaults.*', '0.fields', '0.apply'],
    ),
    preset: inChart(
      {},
      () => ['Sized', { name: 'sizedValues', fields: ['size'] }, traits, c.controllers.deployment],
      (_, given) => loosely(c.preset)(...given),
    ),
    valuesOf: inChart(
      {},
      () => ['sizedValues', traits, { size: 3 }],
      (_, given) => loosely(c.valuesOf)(...given),
      ['2', '2.*'],
    ),
    optionalValuesOf: inChart(
      {},
      () => ['sizedValues', traits, { size: 3 }],
      (_, given) => loosely(c.optionalValuesOf)(...given),
      ['2', '2.*'],
    ),
    Workload: workloadOf(c.Workload, kindOf()),
    Server: workloadOf(c.Server, serving),
  };
}

type WorkloadClass = abstract new (...given: never[]) => unknown;

/** A workload with nothing but its values and these properties. */
function workload(type: WorkloadClass, values: TSchema, more: object, optional: readonly string[] = []): PublicCall {
  return inChart(
    { way: values },
    (refs, chart) => [chart, 'way', { values: refs.way, ...more }],
    (chart, given, refs) => {
      made(type)(...given);
      showAll(chart, { ...(refs.way as object) });
    },
    optional,
  );
}

/** The exporters, which take nearly the same. */
function exporters(): { readonly [name: string]: PublicCall } {
  const of = (type: WorkloadClass, values: TSchema, more?: object) =>
    inChart(
      { exporter: values, ...existing },
      (refs, chart) => {
        const password = keysOf(chart, refs.existingSecret).key('password');
        const common = { values: refs.exporter };
        return [chart, 'exporter', more ? { ...common, host: refs.host, password, ...more } : common];
      },
      (chart, given, refs) => {
        made(type)(...given);
        showAll(chart, { ...(refs.exporter as object) });
      },
      ['2.password.when', '2.keys'],
    );
  return {
    MongodbExporter: of(c.MongodbExporter, c.mongodbExporterValues(server), { user: 'monitor' }),
    RedisExporter: of(c.RedisExporter, c.redisExporterValues(server), { keys: ['a'] }),
    BlackboxExporter: of(c.BlackboxExporter, c.blackboxExporterValues(server)),
  };
}
