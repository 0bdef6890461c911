import type { Construct } from 'constructs';
import {
  BackupJob,
  Configuration,
  HttpIngress,
  HttpRoute,
  PostgresDatabase,
  SecretSource,
  SmokeTests,
  WebService,
  alembicUpgrade,
  waitForPostgres,
} from '../../authoring';
import { Condition, Exception, HelmChart, composed, random } from '../../core/manifest';
import { isSet, items, not, orElse, text } from '../../core/values';
import { about } from '../about';
import { environments } from './environments';
import { readme } from './readme';
import { Values } from './values';

/** The family's own commands select pods by this label. */
const app = (component: string) => ({ app: component });

/** What `uv run`, with which the image starts, must know where it can write nothing but /tmp: the image is complete as it is. */
const uv = { UV_NO_SYNC: '1', UV_CACHE_DIR: '/tmp/uv' };

/** A family plans its gifts: a dashboard for two or three people, at home. */
export class FamilyGifting extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, 'family-gifting', {
      values: Values,
      environments,
      rules: 'strict',
      naming: 'wellKnown',
      ...about('family-gifting'),
      version: '1.2.0',
      appVersion: '1.0.0',
      description: 'Gift planning for a family, on a homelab cluster',
      keywords: ['homelab', 'family', 'fastapi', 'nextjs', 'postgresql'],
      readme,
    });
    const { values } = this;

    const databaseSecret = new SecretSource(this, 'postgres-secret', {
      existingSecret: values.existingSecrets.postgres,
      existingSecretKeys: values.existingSecretKeys.postgres,
      keys: { password: { local: random() } },
    });
    const database = new PostgresDatabase(this, 'postgres', {
      values: values.postgres,
      password: databaseSecret.key('password'),
      claim: 'postgres-storage',
      podLabels: app('postgres'),
    });

    const apiSecret = new SecretSource(this, 'api-secret', {
      existingSecret: values.existingSecrets.api,
      existingSecretKeys: values.existingSecretKeys.api,
      keys: {
        'database-url': {
          local: composed((read, value) => {
            const password = read('postgres-secret', 'password');
            return `postgresql://${value(database.user)}:${password}@${value(database.host)}:5432/${value(database.database)}`;
          }),
          when: values.postgres.enabled,
        },
        'jwt-secret': { local: random(64) },
      },
    });
    const apiConfig = new Configuration(this, 'api-config', { data: { 'cors-origins': values.config.corsOrigins } });
    const databaseUrl = {
      DATABASE_PASSWORD: { ...databaseSecret.key('password'), when: not(values.postgres.enabled) },
      DATABASE_URL: { ...apiSecret.key('database-url'), otherwise: database.urlElsewhere('$(DATABASE_PASSWORD)') },
    };
    const api = new WebService(this, 'api', {
      values: values.api,
      port: 8000,
      // The database is part of the release, so that a hook before the installation would wait for it in vain.
      initContainers: [
        waitForPostgres('wait-for-postgres', {
          values: values.waiting,
          image: values.postgres.image,
          host: database.host,
          port: database.port,
          database,
        }),
        alembicUpgrade('migrate', {
          image: values.api.image,
          command: items(values.migration.command),
          env: { ...databaseUrl, ...uv },
          when: isSet(values.migration.command),
        }),
      ],
      env: {
        ...databaseUrl,
        ...uv,
        JWT_SECRET_KEY: apiSecret.key('jwt-secret'),
        CORS_ORIGINS: apiConfig.key('cors-origins'),
      },
      checksums: [apiConfig],
      podLabels: app('api'),
    });

    const webConfig = new Configuration(this, 'web-config', {
      data: {
        'api-url': orElse(values.config.apiUrl, api.url),
        'ws-url': orElse(values.config.wsUrl, text`ws://${api.name}:${api.values.service.port}`),
      },
    });
    const web = new WebService(this, 'web', {
      values: values.web,
      port: 3000,
      env: { NEXT_PUBLIC_API_URL: webConfig.key('api-url'), NEXT_PUBLIC_WS_URL: webConfig.key('ws-url') },
      checksums: [webConfig],
      // Next.js keeps rendered pages and resized pictures beside itself.
      mounts: [{ name: 'cache', mountPath: '/app/.next/cache', volume: { emptyDir: {} } }],
      podLabels: app('web'),
    });
    for (const service of [api, web]) {
      Exception.of(service).allow(
        'floating-tag',
        'built at home and loaded onto the nodes by hand, so that nothing is pulled',
      );
    }

    const backup = new BackupJob(this, 'postgres-backup', {
      values: values.backup,
      image: values.postgres.image,
      dump: 'pg_dump --host "$PGHOST" --username "$PGUSER" --format custom --file "$target" "$PGDATABASE"',
      waitFor: { servers: [database], until: 'pg_isready --quiet' },
      env: {
        PGHOST: database.host,
        PGUSER: database.user,
        PGDATABASE: database.database,
        PGPASSWORD: databaseSecret.key('password'),
      },
    });
    // Whoever runs a server of their own backs it up there.
    Condition.of(backup).when(values.postgres.enabled);
    api.allowFrom(...items(values.clients), SmokeTests.peer);
    web.allowFrom(...items(values.clients), SmokeTests.peer);
    web.allowTo(api);
    api.allowTo(database);
    database.allowFromWhen(values.backup.enabled, backup.peer);
    backup.allowToPorts(database.port);

    const routes = [
      { paths: values.apiPaths, to: api },
      { paths: ['/'], to: web },
    ];
    new HttpIngress(this, 'ingress', { values: values.ingress, routes });
    new HttpRoute(this, 'httproute', { values: values.httpRoute, routes });

    new SmokeTests(this, 'smoke', {
      values: values.tests,
      checks: {
        // It answers 200 without its database too, and says so.
        'api-health': { url: text`${api.url}/health`, without: 'unhealthy' },
        'web-page': { url: text`${web.url}/` },
      },
    });
  }
}
