import type { Construct } from 'constructs';
import {
  AlbIngress,
  HttpRoute,
  MigrationJob,
  PostgresDatabase,
  RollbackJob,
  SecretSource,
  SmokeTests,
  WebService,
  alembicGate,
  alembicUpgrade,
  alembicUpgradeCommand,
  componentSelector,
  waitForPort,
  type HookSecrets,
  type SecretKey,
} from '../../authoring';
import { Condition, HelmChart, composed, random } from '../../core/manifest';
import { choose, isSet, items, not, text, type Expression } from '../../core/values';
import { about } from '../about';
import { environments } from './environments';
import { readme } from './readme';
import { Values } from './values';

/** The key of the connection past the pooler. */
const directUrl = 'database-url-direct';

/** Secrets of which a job of the database reads the direct connection where there is one. */
function orDirectly(secrets: SecretSource, isDirect: Expression<boolean>): HookSecrets {
  const chosen = (direct: SecretKey, { valueFrom: { secretKeyRef } }: SecretKey): SecretKey => {
    const key = choose<string>(isDirect, direct.valueFrom.secretKeyRef.key, secretKeyRef.key);
    return { valueFrom: { secretKeyRef: { ...secretKeyRef, key } } };
  };
  return {
    key: (key) => chosen(secrets.key(directUrl), secrets.key(key)),
    forHook: (scope, id, keys, events, weight) => {
      const ofHook = secrets.forHook(scope, id, [...keys, directUrl], events, weight);
      return (key) => chosen(ofHook(directUrl), ofHook(key));
    },
  };
}

/** A public API for tasks, on AWS, with PostgreSQL in Neon. */
export class TaskManagerApi extends HelmChart<typeof Values> {
  constructor(scope: Construct) {
    super(scope, 'task-manager-api', {
      values: Values,
      environments,
      rules: 'strict',
      naming: 'wellKnown',
      ...about('task-manager-api'),
      version: '1.2.0',
      appVersion: '1.0.0',
      description: 'Public task API with key rotation, on AWS',
      keywords: ['api', 'tasks', 'fastapi', 'aws'],
      readme,
    });
    const { values } = this;
    const { keyRotation, postgres } = values;

    const databaseSecret = new SecretSource(this, 'postgres-secret', {
      existingSecret: postgres.existingSecret,
      existingSecretKeys: postgres.existingSecretKeys,
      keys: { password: { local: random() } },
      when: postgres.enabled,
    });
    const inCluster = new PostgresDatabase(this, 'postgres', {
      values: postgres.server,
      password: databaseSecret.key('password'),
    });
    Condition.of(inCluster).when(postgres.enabled);
    const database = {
      host: choose(postgres.enabled, inCluster.host, values.database.host),
      port: choose(postgres.enabled, inCluster.port, values.database.port),
    };

    const localUrl = composed((read, value) => {
      const password = read('postgres-secret', 'password');
      const { user, host, database: name } = inCluster;
      return `postgresql://${value(user)}:${password}@${value(host)}:5432/${value(name)}`;
    });
    const { directConnection } = values.migration;
    const secrets = new SecretSource(this, 'task-api-secrets', {
      existingSecret: values.existingSecret,
      existingSecretKeys: values.existingSecretKeys,
      externalSecrets: values.externalSecrets,
      keys: {
        'database-url': {
          remote: { key: 'prod/task-api/database-url' },
          local: localUrl,
        },
        [directUrl]: {
          remote: { key: directConnection.remoteKey },
          local: localUrl,
          when: directConnection.enabled,
        },
        'admin-api-key': { remote: { key: 'prod/task-api/admin-key' }, local: random() },
        'service-keys': {
          remote: { key: 'prod/task-api/service-keys' },
          local: composed((_read, _value, fresh) => JSON.stringify({ local: fresh() })),
        },
        'service-keys-previous': {
          remote: { key: 'prod/task-api/service-keys', version: 'AWSPREVIOUS' },
          local: composed(() => '{}'),
          when: keyRotation.enabled,
        },
      },
    });

    const migration = {
      values: values.migration,
      image: values.api.image,
      waitFor: database,
      secrets: {
        from: orDirectly(secrets, directConnection.enabled),
        env: { DATABASE_URL: 'database-url' },
      },
      env: { PYTHONUNBUFFERED: '1' },
    };
    // A database of the same release is not there before the installation: the pods migrate it themselves.
    const migrates = new MigrationJob(this, 'migration', {
      ...migration,
      command: alembicUpgradeCommand(),
      hook: { on: ['pre-install', 'pre-upgrade'], weight: -5 },
    });
    Condition.of(migrates).when(not(postgres.enabled));

    const databaseUrl = { DATABASE_URL: secrets.key('database-url') };
    const api = new WebService(this, 'task-api', {
      values: values.api,
      port: 8000,
      initContainers: [
        { ...waitForPort('wait-for-database', values.api.image, inCluster), when: postgres.enabled },
        alembicUpgrade('migrate', { image: values.api.image, env: databaseUrl, when: postgres.enabled }),
        // Where nothing runs hooks, as with kubectl, the pods wait for the migration by themselves.
        alembicGate('schema', {
          image: values.api.image,
          env: databaseUrl,
          when: not(postgres.enabled),
          waitsFor: [migrates],
        }),
      ],
      env: {
        ...databaseUrl,
        ADMIN_API_KEY: secrets.key('admin-api-key'),
        SERVICE_API_KEYS: secrets.key('service-keys'),
        SERVICE_API_KEYS_PREVIOUS: secrets.key('service-keys-previous'),
        GUNICORN_CMD_ARGS: text`--workers=${values.workers} --worker-class=uvicorn.workers.UvicornWorker --bind=0.0.0.0:8000 --worker-tmp-dir=/tmp`,
      },
      progressDeadlineSeconds: 600,
    });

    const isTakenBack = isSet(values.migration.rollbackRevision);
    new RollbackJob(this, 'rollback', {
      ...migration,
      command: ['alembic', 'downgrade', values.migration.rollbackRevision],
      account: api.serviceAccountName,
      when: isTakenBack,
    });

    api.allowFrom(...items(values.ingressController), SmokeTests.peer);
    api.allowToPorts(database.port);
    inCluster.allowFrom(api.peer);
    inCluster.allowFromWhen(isTakenBack, { podSelector: { matchLabels: componentSelector('rollback') } });

    new AlbIngress(this, 'ingress', { values: values.ingress, routes: { '/': api }, externalDns: true });
    new HttpRoute(this, 'httproute', { values: values.httpRoute, routes: { '/': api } });

    const adminKey = { name: 'X-API-Key', from: secrets.key('admin-api-key') };
    const serviceKey = { name: 'X-API-Key', from: secrets.key('service-keys'), isMap: true };
    const command = (name: string) => ({ url: text`${api.url}/cmd/${name}`, secretHeader: serviceKey });
    new SmokeTests(this, 'smoke', {
      values: values.tests,
      checks: {
        health: { url: text`${api.url}/health` },
        'admin-with-key': { url: text`${api.url}/admin/keys`, secretHeader: adminKey },
        'admin-without-key': { url: text`${api.url}/admin/keys`, status: [401, 403] },
        'tasks-create': { ...command('tasks.create'), method: 'POST', json: '{"name":"test"}', status: [200, 201] },
        'tasks-list': command('tasks.list'),
        'stats-get': command('stats.get'),
      },
    });
  }
}
