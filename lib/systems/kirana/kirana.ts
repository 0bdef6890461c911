import type { Construct } from 'constructs';
import {
  BackupJob,
  BlackboxExporter,
  Configuration,
  HttpIngress,
  HttpRoute,
  MongoExpress,
  MongodbDatabase,
  MongodbExporter,
  MongodbMigration,
  Monitoring,
  PgAdmin,
  RedisDatabase,
  RedisExporter,
  ReverseProxy,
  SecretSource,
  SmokeTests,
  WebService,
  type AlertRule,
} from '../../authoring';
import { Condition, Exception, HelmChart, random } from '../../core/manifest';
import { and, choose, items, text, type Expression } from '../../core/values';
import { about } from '../about';
import { routing, type Team } from './alert-routes';
import { alertsOf } from './alerts';
import { answer, backupKeys, dump, note } from './backup';
import { dashboards } from './dashboards';
import { environments } from './environments';
import { headers, routes } from './proxy';
import { readme } from './readme';
import { scrapeJobs } from './scrape-jobs';
import { secretKeys } from './secrets';
import { Values } from './values';

/** The rules of a group, of which one never fires unless a condition holds. */
const silent = <G extends { readonly [alert: string]: AlertRule<Team> }>(
  group: G,
  alert: keyof G & string,
  unless: Expression<boolean>,
): { readonly [alert: string]: AlertRule<Team> } => ({
  ...group,
  [alert]: {
    ...group[alert]!,
    expr: text`(${group[alert]!.expr})${choose<string>(unless, '', ' unless on() vector(1)')}`,
  },
});

/** A shop for the neighbourhood: orders, payments, and people who watch over both. */
export class Kirana extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, 'kirana', {
      values: Values,
      environments,
      rules: 'strict',
      ...about('kirana'),
      version: '1.2.0',
      appVersion: '1.0.0',
      description: 'Platform of neighbourhood shops with MongoDB, Redis, nginx and a monitoring stack',
      keywords: ['shop', 'flask', 'react', 'mongodb', 'redis', 'nginx', 'prometheus', 'grafana'],
      readme,
    });
    const { values } = this;
    const { environment, monitoring } = values;

    // Who is root, and who reads the figures, is known of the built-in database alone.
    const needed: { readonly [key: string]: Expression<boolean> } = {
      'mongodb-root-password': values.mongodb.enabled,
      'mongodb-monitor-password': values.mongodb.enabled,
    };
    const kept = Object.entries(secretKeys).map(
      ([key, { remote, property, local }]) =>
        [key, { remote: { key: text`kirana/${environment}/${remote}`, property }, local, when: needed[key] }] as const,
    );
    const secrets = new SecretSource(this, 'secrets', {
      existingSecret: values.existingSecret,
      existingSecretKeys: values.existingSecretKeys,
      externalSecrets: values.externalSecrets,
      keys: {
        ...Object.fromEntries(kept),
        'pgadmin-password': {
          remote: { key: text`kirana/${environment}/pgadmin`, property: 'password' },
          local: random(),
          when: values.pgadmin.enabled,
        },
      },
    });
    const rootPassword = secrets.key('mongodb-root-password');
    const appPassword = secrets.key('mongodb-app-password');
    const monitorPassword = secrets.key('mongodb-monitor-password');
    const redisPassword = secrets.key('redis-password');

    const mongodb = new MongodbDatabase(this, 'mongodb', {
      values: values.mongodb,
      rootPassword,
      password: appPassword,
      monitorPassword,
    });
    const redis = new RedisDatabase(this, 'redis', { values: values.redis, password: redisPassword });
    const stores = {
      MONGODB_PASSWORD: appPassword,
      MONGODB_URI: mongodb.urlWith('MONGODB_PASSWORD'),
      REDIS_PASSWORD: redisPassword,
      REDIS_URL: redis.urlWith('REDIS_PASSWORD'),
    };

    const migration = new MongodbMigration(this, 'migration', {
      values: values.migration,
      image: values.backend.image,
      command: 'python migrate_database.py',
      rollbackOption: '--rollback',
      env: stores,
      database: mongodb,
      databaseImage: values.mongodb.image,
      rootPassword,
    });
    const backend = new WebService(this, 'backend', {
      values: values.backend,
      port: 5000,
      // New code meets no old schema. The image is that of the database, which the migration has too.
      initContainers: [migration.gate],
      // The pods are ready after the migration, whose time is 30 minutes: nobody gives the rollout up before.
      progressDeadlineSeconds: 2400,
      configuration: new Configuration(this, 'config', {
        data: {
          ENVIRONMENT: environment,
          LOG_LEVEL: values.logLevel,
          PYTHONUNBUFFERED: '1',
          PROMETHEUS_MULTIPROC_DIR: '/tmp',
        },
      }),
      env: {
        ...stores,
        JWT_SECRET_KEY: secrets.key('jwt-key'),
        RAZORPAY_KEY_ID: secrets.key('razorpay-key-id'),
        RAZORPAY_KEY_SECRET: secrets.key('razorpay-key-secret'),
      },
    });
    const frontend = new WebService(this, 'frontend', { values: values.frontend, port: 3000 });
    const nginx = new ReverseProxy(this, 'nginx', {
      values: values.nginx,
      upstreams: { backend, frontend },
      routes,
      headers,
      // A client of Socket.IO polls one pod, and upgrades there.
      sticky: { values: values.sticky, upstreams: ['backend'] },
    });
    new HttpIngress(this, 'ingress', { values: values.ingress, routes: { '/': nginx } });
    new HttpRoute(this, 'httproute', { values: values.httpRoute, routes: { '/': nginx } });

    const backup = new BackupJob(this, 'backup', {
      values: values.backup,
      image: values.mongodb.image,
      dump,
      waitFor: { servers: [mongodb, redis], until: answer },
      afterwards: note,
      env: {
        MONGODB_HOST: mongodb.host,
        MONGODB_USER: MongodbDatabase.rootUser,
        MONGODB_PASSWORD: rootPassword,
        REDIS_HOST: redis.host,
        REDIS_PORT: text`${redis.port}`,
        REDIS_PASSWORD: redisPassword,
      },
    });
    // Whoever runs a server of their own backs it up there.
    Condition.of(backup).when(values.mongodb.enabled);
    const mongoExpress = new MongoExpress(this, 'mongo-express', {
      values: values.mongoExpress,
      database: mongodb,
      rootPassword,
    });
    Condition.of(mongoExpress).when(and(values.mongoExpress.enabled, values.mongodb.enabled));
    const pgadmin = new PgAdmin(this, 'pgadmin', {
      values: values.pgadmin,
      email: 'admin@kirana.internal',
      password: secrets.key('pgadmin-password'),
    });
    Condition.of(pgadmin).when(values.pgadmin.enabled);
    Exception.of(pgadmin).allow(
      'writable-root-filesystem',
      'The entry point of the image writes its configuration beside the program.',
    );

    const alerts = alertsOf(values.targets);
    const watch = new Monitoring(this, 'monitoring', {
      values: monitoring,
      jobs: scrapeJobs,
      alerts: {
        ...alerts,
        database: silent(alerts.database, 'MongodbDown', values.mongodb.enabled),
        'backup-and-recovery': silent(
          alerts['backup-and-recovery'],
          'BackupMissing',
          and(values.backup.enabled, values.mongodb.enabled),
        ),
      },
      routing,
      dashboards,
      secrets,
      keys: {
        channels: { slack: 'slack-webhook', pagerduty: 'pagerduty-key', email: 'smtp-password' },
        grafanaAdmin: 'grafana-admin-password',
      },
    });
    const mongodbExporter = new MongodbExporter(this, 'mongodb-exporter', {
      values: monitoring.mongodbExporter,
      host: mongodb.host,
      user: MongodbDatabase.monitorUser,
      password: monitorPassword,
    });
    const redisExporter = new RedisExporter(this, 'redis-exporter', {
      values: monitoring.redisExporter,
      host: redis.host,
      password: redisPassword,
      keys: Object.values(backupKeys),
    });
    const blackbox = new BlackboxExporter(this, 'blackbox-exporter', { values: monitoring.blackboxExporter });
    Condition.of(mongodbExporter).when(and(monitoring.enabled, values.mongodb.enabled));
    Condition.of(redisExporter).when(and(monitoring.enabled, values.redis.enabled));
    for (const each of [blackbox, this.node.findChild('blackbox-exporter-config')])
      Condition.of(each).when(monitoring.enabled);

    // Who may talk to whom.
    nginx.allowFrom(...items(values.ingressController), SmokeTests.peer);
    backend.allowFrom(...watch.readers, SmokeTests.peer);
    backend.allowTo(mongodb);
    backend.allowTo(redis);
    backend.allowToPorts(443);
    mongodbExporter.allowTo(mongodb);
    redisExporter.allowTo(redis);
    blackbox.allowTo(frontend);
    for (const exporter of [mongodbExporter, redisExporter, blackbox]) exporter.allowFrom(...watch.readers);
    nginx.allowMetricsFrom(...watch.readers);
    mongodb.allowFrom(migration.peer);
    redis.allowFrom(migration.peer);
    mongodb.allowFromWhen(values.backup.enabled, backup.peer);
    redis.allowFromWhen(values.backup.enabled, backup.peer);
    for (const job of [migration, backup]) job.allowToPorts(mongodb.port, redis.port);
    mongodb.allowFromWhen(values.mongoExpress.enabled, mongoExpress.peer);
    mongoExpress.allowToPorts(mongodb.port);
    pgadmin.allowToPorts(5432);
    for (const service of [watch.prometheus, watch.alertmanager, watch.grafana]) service.allowFrom(SmokeTests.peer);

    new SmokeTests(this, 'smoke', {
      values: values.tests,
      checks: {
        'backend-health': { url: text`${backend.url}/health` },
        'backend-metrics': { url: text`${backend.url}/metrics`, body: 'flask_http_request_total' },
        'nginx-page': { url: text`${nginx.url}/` },
        'nginx-api': { url: text`${nginx.url}/api/`, status: [200, 401, 404] },
        'nginx-headers': { url: text`${nginx.url}/healthz`, body: '^ok$' },
        prometheus: {
          url: text`${watch.prometheus.url}/api/v1/rules`,
          body: '"status":"success".*BackendDown',
          when: watch.isEmbedded,
        },
        alertmanager: { url: text`${watch.alertmanager.url}/-/ready`, when: watch.isEmbedded },
        grafana: { url: text`${watch.grafana.url}/api/health`, body: '"database": *"ok"', when: watch.isEmbedded },
      },
    });
  }
}
