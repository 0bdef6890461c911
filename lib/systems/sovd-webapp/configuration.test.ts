import { readFileSync } from 'node:fs';
import { ownAnnotations } from '../../judging/testing/own-annotations.fixture';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fromSecret, remoteRef, waitingFor } from '../expected.fixture';
import { chartFolder, at, committed, elements, environmentNames, type Objects } from './output.fixture';

const hosts = {
  local: { database: 'postgresql', redis: 'redis' },
  staging: {
    database: 'sovd-staging.cluster-xxxxxxxxxxxx.us-east-1.rds.amazonaws.com',
    redis: 'sovd-staging.xxxxxx.use1.cache.amazonaws.com',
  },
  production: {
    database: 'sovd-production.cluster-xxxxxxxxxxxx.us-east-1.rds.amazonaws.com',
    redis: 'sovd-production.xxxxxx.use1.cache.amazonaws.com',
  },
} as const;

const secretVariables = { DATABASE_URL: 'database-url', JWT_SECRET: 'jwt-secret', REDIS_URL: 'redis-url' };

const secretReferences = (name: string, variables: Record<string, string>) =>
  Object.entries(variables).map(([variable, key]) => ({ name: variable, ...fromSecret(name, key) }));

describe.each(environmentNames)('in %s', (environment) => {
  let objects: Objects;

  beforeAll(() => {
    objects = committed(environment);
  });

  test('the ConfigMaps say where everything is', () => {
    expect(objects.get('ConfigMap', 'sovd-webapp-config')['data']).toEqual({
      JWT_ALGORITHM: 'HS256',
      LOG_LEVEL: 'INFO',
      ENVIRONMENT: environment,
      DATABASE_HOST: hosts[environment].database,
      DATABASE_PORT: '5432',
      DATABASE_NAME: 'sovd',
      DATABASE_USER: 'sovd',
      REDIS_HOST: hosts[environment].redis,
      REDIS_PORT: '6379',
    });
    expect(objects.get('ConfigMap', 'sovd-webapp-frontend-config')['data']).toEqual({
      VITE_API_BASE_URL: 'http://sovd-webapp-backend:8000',
    });
  });

  test('the backend reads its ConfigMap and the three keys of the Secret, the frontend its own', () => {
    const backend = objects.container('sovd-webapp-backend');
    expect(backend['envFrom']).toEqual([{ configMapRef: { name: 'sovd-webapp-config' } }]);
    expect(backend['env']).toEqual(secretReferences('sovd-webapp-secrets', secretVariables));
    const frontend = objects.container('sovd-webapp-frontend');
    expect(frontend['envFrom']).toEqual([{ configMapRef: { name: 'sovd-webapp-frontend-config' } }]);
    expect(frontend['env']).toBeUndefined();
  });

  test('the migration is the Job that the specification describes', () => {
    const { migration } = objects;
    expect(migration.metadata['labels']).toMatchObject({ 'app.kubernetes.io/component': 'migration' });
    expect(migration['spec']).toMatchObject({ backoffLimit: 3, activeDeadlineSeconds: 600 });
    const pod = at(migration, 'spec', 'template', 'spec');
    expect(at(pod, 'restartPolicy')).toBe('OnFailure');
    const container = at(pod, 'containers', 0);
    expect(at(container, 'image')).toBe(objects.container('sovd-webapp-backend')['image']);
    // In a form that succeeds, too, where a newer version has migrated.
    const command = elements(at(container, 'command'));
    expect(command.slice(0, 2)).toEqual(['sh', '-ec']);
    expect(command.slice(-3)).toEqual(['alembic', 'upgrade', 'head']);
    const secret = environment === 'local' ? 'sovd-webapp-secrets' : 'sovd-webapp-migration-secrets';
    expect(at(container, 'env')).toEqual([
      ...secretReferences(secret, { DATABASE_URL: 'database-url' }),
      { name: 'LOG_LEVEL', value: 'INFO' },
      { name: 'PYTHONUNBUFFERED', value: '1' },
    ]);
  });

  test('the migration first waits for the database', () => {
    const [wait] = elements(at(objects.migration, 'spec', 'template', 'spec', 'initContainers'));
    expect(at(wait, 'name')).toBe('wait-for-database');
    expect(at(wait, 'image')).toBe(objects.container('sovd-webapp-backend')['image']);
    expect(at(wait, 'env')).toEqual(waitingFor(hosts[environment].database));
  });
});

describe.each(['staging', 'production'] as const)('External Secrets in %s', (environment) => {
  let objects: Objects;

  beforeAll(() => {
    objects = committed(environment);
  });

  test('come from AWS Secrets Manager through an account with a role of its own', () => {
    expect(at(objects.get('SecretStore', 'aws-secrets-manager'), 'spec', 'provider')).toEqual({
      aws: {
        service: 'SecretsManager',
        region: 'us-east-1',
        auth: { jwt: { serviceAccountRef: { name: 'sovd-webapp-secrets' } } },
      },
    });
    expect(ownAnnotations(objects.get('ServiceAccount', 'sovd-webapp-secrets').metadata['annotations'])).toEqual({
      'eks.amazonaws.com/role-arn': `arn:aws:iam::123456789012:role/sovd-${environment}-secrets`,
    });
  });

  test('fill the Secret of the workloads every hour', () => {
    expect(objects.get('ExternalSecret', 'sovd-webapp-external-secrets')['spec']).toEqual({
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'SecretStore', name: 'aws-secrets-manager' },
      target: { name: 'sovd-webapp-secrets', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [
        { secretKey: 'database-url', remoteRef: remoteRef(`sovd/${environment}/database`) },
        { secretKey: 'jwt-secret', remoteRef: remoteRef(`sovd/${environment}/jwt`, 'JWT_SECRET') },
        { secretKey: 'redis-url', remoteRef: remoteRef(`sovd/${environment}/redis`) },
      ],
    });
  });
});

describe('without External Secrets', () => {
  test('nothing of them is in the local output', () => {
    const kinds = new Set(committed('local').all.map(({ kind }) => kind));
    expect([...kinds].filter((kind) => /Secret/.test(kind))).toEqual([]);
  });

  test('the README shows the command that makes the Secret with its three keys, and how to roll the pods', () => {
    const readme = readFileSync(join(chartFolder, 'README.md'), 'utf8');
    const command = /kubectl create secret generic (?:.*\\\n)*.*/.exec(readme)?.[0] ?? '';
    expect(command).toMatch(/^kubectl create secret generic sovd-webapp-secrets /);
    const keys = [...command.matchAll(/--from-literal=([^=]+)=/g)].map(([, key]) => key);
    expect(keys).toEqual(Object.values(secretVariables));
    expect(readme).toContain('kubectl rollout restart deployment/sovd-webapp-backend');
  });
});
