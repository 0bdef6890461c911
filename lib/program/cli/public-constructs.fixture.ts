import * as c from '../../authoring';
import { random } from '../../core/manifest';
import { items, object, string, text, type Expression, type Refs, type TSchema } from '../../core/values';
import { described, inChart, loosely, made, printed, type PublicCall, type Shop } from './public-call.fixture';

const image = { repository: 'example.com/web', tag: '1.0.0' };
const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const probe = { tcpSocket: { port: 80 } };
const probes = { liveness: probe, readiness: c.http('/ready') };

const webDefaults = {
  image,
  replicaCount: 1,
  resources,
  probes,
  service: { port: 80 },
  autoscaling: { enabled: false, minReplicas: 1, maxReplicas: 2, targetCPUUtilizationPercentage: 80 },
  podDisruptionBudget: true,
};
const storeDefaults = { image, resources, storage: '1Gi', probes };
const postgresDefaults = { resources, storage: '1Gi', database: 'shop' };
const migrationDefaults = { backoffLimit: 1, activeDeadlineSeconds: 60, resources };
const backupDefaults = { enabled: true, retentionDays: 7, storage: '1Gi', resources };

const web = c.webServiceValues(webDefaults, 'The website');
const store = c.statefulServiceValues(storeDefaults, 'A store');
const postgres = c.postgresValues(postgresDefaults, 'The database');
const migration = c.migrationValues(migrationDefaults);

const makeWeb = (chart: Shop, values: Refs<typeof web>) => new c.WebService(chart, 'web', { values, port: 8080 });
const makeStore = (chart: Shop, values: Refs<typeof store>) =>
  new c.StatefulService(chart, 'store', {
    values,
    port: { name: 'http', number: 6000 },
    data: { mountPath: '/data', claim: 'data' },
  });
const secretOf = (chart: Shop, existingSecret: Expression<string>) =>
  new c.SecretSource(chart, 'secrets', { existingSecret, keys: { password: { local: random() } } });
const existing = { existingSecret: string('', 'Name of an existing Secret') };
const jobOf = (values: Refs<typeof migration>, image: unknown, secrets: c.SecretSource) => ({
  values,
  image,
  waitFor: { host: 'db', port: 5432 },
  secrets: { from: secrets, env: { PASSWORD: 'password' } },
});

/** All values of a group, each at a place of an object. */
const showAll = (chart: Shop, group: { readonly [name: string]: unknown }) => chart.print({ ...group });

const ways = (
  wayIn: (...given: never[]) => unknown,
  values: TSchema,
  more: object = {},
  optional: readonly string[] = [],
) =>
  inChart(
    { web, way: values },
    (refs, chart) => [chart, 'way', { values: refs.way, routes: { '/': makeWeb(chart, refs.web) }, ...more }],
    (_, given) => wayIn(...(given as never[])),
    ['2.routes.*', ...optional],
  );

/** A correct call of each public construct, and of what makes its values. */
export const publicConstructs: { readonly [name: string]: PublicCall } = {
  webServiceValues: described(
    c.webServiceValues,
    [webDefaults, 'The website'],
    optionalOf('0', ['image.tag', 'autoscaling', 'podDisruptionBudget', 'probes.liveness.*', 'probes.readiness.*']),
    makeWeb,
  ),
  optionalWebServiceValues: described(
    c.optionalWebServiceValues,
    [true, webDefaults, 'The website'],
    optionalOf('1', ['image.tag', 'autoscaling', 'podDisruptionBudget', 'probes.liveness.*', 'probes.readiness.*']),
    (chart: Shop, values: Refs<typeof web> & { enabled: Expression<boolean> }) => {
      makeWeb(chart, values);
      chart.print(values.enabled);
    },
  ),
  statefulServiceValues: described(
    c.statefulServiceValues,
    [storeDefaults, 'A store'],
    optionalOf('0', ['image.tag', 'probes.liveness.*', 'probes.readiness.*']),
    makeStore,
  ),
  statefulServiceFields: described(
    (...given: never[]) => object(loosely(c.statefulServiceFields)(...given) as typeof store.properties, 'A store'),
    [storeDefaults],
    optionalOf('0', ['image.tag', 'probes.liveness.*', 'probes.readiness.*']),
    makeStore,
  ),
  postgresValues: described(
    c.postgresValues,
    [postgresDefaults, 'The database'],
    [],
    (chart: Shop, values: Refs<typeof postgres>) =>
      new c.PostgresDatabase(chart, 'db', { values, password: secretOf(chart, text`x`).key('password') }),
  ),
  migrationValues: described(c.migrationValues, [migrationDefaults], [], showAll),
  rollbackValues: described(c.rollbackValues, [migrationDefaults], [], showAll),
  migrationFields: described(
    (...given: never[]) => object(loosely(c.migrationFields)(...given) as typeof migration.properties, 'M'),
    [migrationDefaults],
    [],
    showAll,
  ),
  backupValues: described(c.backupValues, [backupDefaults], [], showAll),
  httpIngressValues: described(
    c.httpIngressValues,
    [{ enabled: true, hosts: ['a.example.com'], tls: true }],
    ['0.hosts', '0.tls'],
    showAll,
  ),
  albIngressValues: described(
    c.albIngressValues,
    [{ enabled: true, hosts: ['a.example.com'], tls: true }],
    ['0.hosts', '0.tls'],
    showAll,
  ),
  httpRouteValues: described(c.httpRouteValues, [], [], showAll),
  smokeTestValues: described(c.smokeTestValues, [], [], showAll),
  grafanaDashboardsValues: described(c.grafanaDashboardsValues, [true], [], showAll),
  imageValues: described(
    c.imageValues,
    [{ ...image, pullPolicy: 'Always' }],
    ['0.tag', '0.pullPolicy'],
    (chart: Shop, values: Refs<ReturnType<typeof c.imageValues>>) => chart.print(c.containerImage(values)),
  ),
  resourceValues: described(c.resourceValues, [resources]),
  kubernetesBlock: described(c.kubernetesBlock, ['core.v1.Probe', probe, 'When'], ['1.*']),
  kubernetesList: described(
    c.kubernetesList,
    ['core.v1.EnvVar', [{ name: 'A', value: 'b' }], 'Variables'],
    [],
    (chart: Shop, x: Expression<readonly object[]>) => chart.print([...items(x)]),
  ),

  http: printed(c.http, () => ['/health', { periodSeconds: 5 }], ['1', '1.periodSeconds']),
  grpc: printed(c.grpc, () => [9000, { periodSeconds: 5 }], ['1', '1.periodSeconds']),
  exec: printed(c.exec, () => [['true'], { periodSeconds: 5 }], ['1', '1.periodSeconds']),
  componentSelector: printed(c.componentSelector, () => ['web']),
  componentName: inChart(
    {},
    (_, chart) => [chart, 'web'],
    (chart, given) => chart.print(loosely(c.componentName)(...given)),
  ),
  wellKnownName: printed(c.wellKnownName, () => ['web']),
  imagePullSecrets: inChart(
    {},
    (_, chart) => [chart],
    (chart, given) => chart.print(loosely(c.imagePullSecrets)(...given)),
  ),
  containerImage: inChart(
    { image: c.imageValues(image) },
    ({ image }) => [image],
    (chart, given) => chart.print(loosely(c.containerImage)(...given)),
  ),
  waitForPort: inChart(
    { web },
    ({ web }) => ['wait', web.image, { host: 'db', port: 5432 }],
    (chart, given, { web: values }) =>
      new c.WebService(chart, 'web', {
        values,
        port: 80,
        initContainers: [loosely(c.waitForPort)(...given) as c.InitContainer],
      }),
  ),

  alembicUpgrade: inChart(
    { web },
    ({ web, isOn }) => [
      'migrate',
      { image: web.image, env: { DATABASE_URL: 'sqlite://' }, when: isOn, command: ['alembic', 'upgrade', 'heads'] },
    ],
    (chart, given, { web: values }) =>
      new c.WebService(chart, 'web', {
        values,
        port: 80,
        initContainers: [loosely(c.alembicUpgrade)(...given) as c.InitContainer],
      }),
    ['1.when', '1.command', '1.env.*'],
  ),
  alembicUpgradeCommand: inChart(
    { web },
    () => [['alembic', 'upgrade', 'heads']],
    (chart, given, { web: values }) =>
      new c.WebService(chart, 'web', {
        values,
        port: 80,
        initContainers: [
          { name: 'migrate', image: values.image, command: loosely(c.alembicUpgradeCommand)(...given) as string[] },
        ],
      }),
    ['0'],
  ),
  alembicGate: inChart(
    { web },
    ({ web, isOn }, chart) => [
      'schema',
      { image: web.image, env: { DATABASE_URL: 'sqlite://' }, when: isOn, waitsFor: [chart] },
    ],
    (chart, given, { web: values }) =>
      new c.WebService(chart, 'web', {
        values,
        port: 80,
        initContainers: [loosely(c.alembicGate)(...given) as c.InitContainer],
      }),
    ['1.when', '1.waitsFor', '1.env.*'],
  ),

  Configuration: inChart(
    {},
    ({ host }, chart) => [chart, 'config', { data: { HOST: host } }],
    (_, given) => made(c.Configuration)(...given),
    ['2.data.*'],
  ),
  WebService: inChart(
    { web },
    ({ web: values }, chart) => [
      chart,
      'web',
      {
        values,
        port: 80,
        protocol: 'http',
        env: { A: 'b' },
        configuration: new c.Configuration(chart, 'config', { data: { A: 'b' } }),
        args: ['a'],
        podLabels: { a: 'b' },
        progressDeadlineSeconds: 60,
      },
    ],
    (chart, given, { web }) => {
      made(c.WebService)(...given);
      showAll(chart, web);
    },
    [
      '2.protocol',
      '2.env',
      '2.env.*',
      '2.configuration',
      '2.args',
      '2.podLabels',
      '2.podLabels.*',
      '2.progressDeadlineSeconds',
    ],
  ),
  StatefulService: inChart(
    { store },
    ({ store: values }, chart) => [
      chart,
      'store',
      { values, port: { name: 'http', number: 6000 }, data: { mountPath: '/data', claim: 'data' }, env: { A: 'b' } },
    ],
    (_, given) => made(c.StatefulService)(...given),
    ['2.env', '2.env.*'],
  ),
  PostgresDatabase: inChart(
    { postgres, ...existing },
    ({ postgres: values, existingSecret }, chart) => [
      chart,
      'db',
      { values, password: secretOf(chart, existingSecret).key('password'), claim: 'data' },
    ],
    (_, given) => made(c.PostgresDatabase)(...given),
    ['2.claim', '2.password.when'],
  ),
  MigrationJob: inChart(
    { migration, ...existing, image: c.imageValues(image) },
    (values, chart) => [
      chart,
      'migration',
      {
        ...jobOf(values.migration, values.image, secretOf(chart, values.existingSecret)),
        command: ['migrate'],
        hook: { on: ['pre-upgrade'], weight: 1 },
      },
    ],
    (_, given) => made(c.MigrationJob)(...given),
    ['2.secrets.env.*'],
  ),
  RollbackJob: inChart(
    { migration, ...existing, image: c.imageValues(image) },
    (values, chart) => [
      chart,
      'rollback',
      {
        ...jobOf(values.migration, values.image, secretOf(chart, values.existingSecret)),
        command: ['migrate'],
        account: text`default`,
        when: values.isOn,
      },
    ],
    (chart, given, { migration }) => {
      made(c.RollbackJob)(...given);
      showAll(chart, migration);
    },
    ['2.secrets.env.*'],
  ),
  BackupJob: inChart(
    { backup: c.backupValues(backupDefaults), image: c.imageValues(image) },
    (values, chart) => [
      chart,
      'backup',
      { values: values.backup, image: values.image, dump: 'dump > "$target"', env: { A: 'b' }, afterwards: 'true' },
    ],
    (_, given) => made(c.BackupJob)(...given),
    ['2.afterwards', '2.env.*'],
  ),
  HttpIngress: ways(made(c.HttpIngress), c.httpIngressValues({ enabled: true })),
  AlbIngress: ways(made(c.AlbIngress), c.albIngressValues({ enabled: true }), { externalDns: true }, ['2.externalDns']),
  HttpRoute: ways(made(c.HttpRoute), c.httpRouteValues()),
  GrafanaDashboards: inChart(
    { dashboards: c.grafanaDashboardsValues(true) },
    ({ dashboards: values }, chart) => [
      chart,
      'dashboards',
      {
        values,
        dashboards: {
          shop: { title: 'Shop', panels: [{ title: 'Requests', unit: 'reqps', queries: [{ expr: 'up' }] }] },
        },
      },
    ],
    (_, given) => made(c.GrafanaDashboards)(...given),
    ['2.dashboards.*'],
  ),
  SmokeTests: inChart(
    { tests: c.smokeTestValues() },
    ({ tests: values }, chart) => [
      chart,
      'smoke',
      { values, checks: { live: { url: text`http://web`, status: [200] } } },
    ],
    (_, given) => made(c.SmokeTests)(...given),
    ['2.checks.*'],
  ),
};

function optionalOf(place: string, names: readonly string[]): string[] {
  return names.map((name) => `${place}.${name}`);
}
