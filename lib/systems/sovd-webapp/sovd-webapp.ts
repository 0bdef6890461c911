import type { Construct } from 'constructs';
import {
  AlbIngress,
  Configuration,
  GrafanaDashboards,
  HttpRoute,
  MigrationJob,
  SecretSource,
  SmokeTests,
  WebService,
  alembicGate,
  alembicUpgradeCommand,
} from '../../authoring';
import { Condition, Exception, HelmChart, composed, random } from '../../core/manifest';
import { items, text } from '../../core/values';
import { dashboards } from './dashboards';
import { about } from '../about';
import { environments, profiles } from './environments';
import { readme } from './readme';
import { Values } from './values';

/** `<div id="root">` as Vite serves it in development and as production builds minify it. */
const rootDiv = `<div ([^>]* )?id=["']?root["'/ >]`;

/** Where the exporter beside the frontend answers. */
const exporterPort = 9113;

/** Vehicle diagnostics in the browser: users send commands to a vehicle and watch its answers arrive. */
export class SovdWebapp extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, 'sovd-webapp', {
      values: Values,
      environments,
      rules: 'strict',
      profiles,
      ...about('sovd-webapp'),
      version: '1.2.0',
      appVersion: '1.0.0',
      description: 'Web application for service-oriented vehicle diagnostics (SOVD)',
      keywords: ['automotive', 'diagnostics', 'sovd', 'fastapi', 'websocket'],
      readme,
    });
    const { values } = this;
    const { environment, database, redis } = values;

    const secrets = new SecretSource(this, 'secrets', {
      existingSecret: values.existingSecret,
      existingSecretKeys: values.existingSecretKeys,
      externalSecrets: values.externalSecrets,
      readerName: 'external-secrets',
      keys: {
        'database-url': {
          remote: { key: text`sovd/${environment}/database` },
          local: composed(
            (_, value, fresh) =>
              `postgresql://${value(database.user)}:${fresh()}@${value(database.host)}:${value(database.port)}/${value(database.name)}`,
          ),
        },
        'jwt-secret': { remote: { key: text`sovd/${environment}/jwt`, property: 'JWT_SECRET' }, local: random() },
        'redis-url': {
          remote: { key: text`sovd/${environment}/redis` },
          local: composed((_, value) => `redis://${value(redis.host)}:${value(redis.port)}/0`),
        },
      },
    });

    const settings = new Configuration(this, 'config', {
      data: {
        JWT_ALGORITHM: 'HS256',
        LOG_LEVEL: values.logLevel,
        ENVIRONMENT: environment,
        DATABASE_HOST: database.host,
        DATABASE_PORT: text`${database.port}`,
        DATABASE_NAME: database.name,
        DATABASE_USER: database.user,
        REDIS_HOST: redis.host,
        REDIS_PORT: text`${redis.port}`,
      },
    });

    const migrationEnv = { LOG_LEVEL: 'INFO', PYTHONUNBUFFERED: '1' };
    const migration = new MigrationJob(this, 'migration', {
      values: values.migration,
      image: values.backend.image,
      command: alembicUpgradeCommand(),
      waitFor: database,
      secrets: { from: secrets, env: { DATABASE_URL: 'database-url' } },
      env: migrationEnv,
      hook: { on: ['pre-install', 'pre-upgrade'], weight: -5 },
    });

    const backend = new WebService(this, 'backend', {
      values: values.backend,
      port: 8000,
      configuration: settings,
      // Where nothing runs hooks, as with kubectl, the pods wait for the migration by themselves.
      initContainers: [
        alembicGate('schema', {
          image: values.backend.image,
          env: { DATABASE_URL: secrets.key('database-url'), ...migrationEnv },
          waitsFor: [migration],
        }),
      ],
      env: {
        DATABASE_URL: secrets.key('database-url'),
        JWT_SECRET: secrets.key('jwt-secret'),
        REDIS_URL: secrets.key('redis-url'),
      },
      metricsPath: '/metrics',
    });

    // Static files have no metrics of their own: an exporter beside them reads the status page of nginx.
    const exporter = {
      name: 'exporter',
      image: values.frontendExporter.image,
      args: [`--web.listen-address=:${exporterPort}`, text`--nginx.scrape-uri=${values.frontendExporter.statusUrl}`],
      ports: { metrics: exporterPort },
      livenessProbe: { httpGet: { path: '/', port: 'metrics' }, periodSeconds: 30, failureThreshold: 4 },
      readinessProbe: { httpGet: { path: '/', port: 'metrics' }, periodSeconds: 10 },
      resources: values.frontendExporter.resources,
      when: values.frontend.metrics.enabled,
    };
    const frontend = new WebService(this, 'frontend', {
      values: values.frontend,
      port: 8080,
      configuration: new Configuration(this, 'frontend-config', { data: { VITE_API_BASE_URL: backend.url } }),
      metricsPath: '/metrics',
      exporter: { port: 'metrics', number: exporterPort },
      sidecars: [exporter],
    });

    const connector = new WebService(this, 'vehicle-connector', {
      values: values.vehicleConnector,
      port: 50051,
      protocol: 'grpc',
    });
    Condition.of(connector).when(values.vehicleConnector.enabled);

    backend.allowFrom(...items(values.ingressController), SmokeTests.peer);
    frontend.allowFrom(...items(values.ingressController), SmokeTests.peer);
    frontend.allowTo(backend);
    backend.allowTo(connector, values.vehicleConnector.enabled);
    backend.allowToPorts(database.port, redis.port, 443);

    Exception.of(backend).allow(
      'policy-peer-without-pods',
      'people start the load generator of staging by hand, and users name pods of their own',
    );

    const routes = {
      '/api': backend,
      '/ws': backend,
      '/health': backend,
      '/docs': backend,
      '/openapi.json': backend,
      '/': frontend,
    };
    new AlbIngress(this, 'ingress', { values: values.ingress, routes });
    new HttpRoute(this, 'httproute', { values: values.httpRoute, routes });

    new GrafanaDashboards(this, 'dashboards', { values: values.grafanaDashboards, dashboards });

    new SmokeTests(this, 'smoke', {
      values: values.tests,
      checks: {
        'backend-live': { url: text`${backend.url}/health/live` },
        'backend-ready': { url: text`${backend.url}/health/ready`, body: '"status" *: *"healthy"' },
        'backend-docs': { url: text`${backend.url}/docs` },
        'backend-openapi': { url: text`${backend.url}/openapi.json` },
        'backend-metrics': { url: text`${backend.url}/metrics` },
        'frontend-page': { url: text`${frontend.url}/` },
        'frontend-root': { url: text`${frontend.url}/`, body: rootDiv },
        'cors-preflight': {
          url: text`${backend.url}/api/v1/vehicles`,
          method: 'OPTIONS',
          headers: ['Origin: http://localhost:3000', 'Access-Control-Request-Method: GET'],
          status: [200, 204],
        },
      },
    });
  }
}
