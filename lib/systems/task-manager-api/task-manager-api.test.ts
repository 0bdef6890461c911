import { describe, expect, test } from '@jest/globals';
import { ownAnnotations } from '../../judging/testing/own-annotations.fixture';
import { annotationsOf } from '../../judging/verify/kubernetes-object';
import { flows, podOf, sibling, type Party } from '../network.fixture';
import { fromSecret, migrating, publicLoadBalancer, remoteRef, waitingFor } from '../expected.fixture';
import { at, elements, SystemOutput, type Objects } from '../output.fixture';

const output = new SystemOutput('task-manager-api');
const local = output.committed('local');
const production = output.committed('production');
const environments = [
  ['local', local],
  ['production', production],
] as const;

const ecr = '123456789012.dkr.ecr.us-east-1.amazonaws.com/task-manager-api:0000000000000000000000000000000000000000';
const resources = { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } };

const variables = (objects: Objects) => elements(objects.container('task-api')['env']);

describe.each(environments)('in %s', (environment, objects) => {
  const isLocal = environment === 'local';
  const container = objects.container('task-api');
  const deployment = objects.get('Deployment', 'task-api');

  test('the API has its image, port, pods and resources', () => {
    expect(container['image']).toBe(isLocal ? 'task-manager-api:local' : ecr);
    expect(container['imagePullPolicy']).toBe(isLocal ? 'Never' : 'IfNotPresent');
    expect(at(container, 'ports', 0)).toMatchObject({ name: 'http', containerPort: 8000 });
    expect(at(objects.get('Service', 'task-api'), 'spec', 'ports', 0)).toMatchObject({
      port: 8000,
      targetPort: 'http',
    });
    expect(at(deployment, 'spec', 'replicas')).toBe(isLocal ? 1 : 2);
    expect(container['resources']).toEqual(resources);
  });

  test('gunicorn runs two uvicorn workers', () => {
    const found = variables(objects).find((variable) => at(variable, 'name') === 'GUNICORN_CMD_ARGS');
    const args = String(at(found, 'value')).split(' ');
    expect(args).toEqual([
      '--workers=2',
      '--worker-class=uvicorn.workers.UvicornWorker',
      '--bind=0.0.0.0:8000',
      '--worker-tmp-dir=/tmp',
    ]);
  });

  test('the pod runs as the user 10001 with no rights', () => {
    expect(at(objects.podTemplate('task-api'), 'spec', 'securityContext')).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  test('liveness and readiness ask /health, and a pod that is not ready is not restarted at once', () => {
    const seconds = ['readinessProbe', 'livenessProbe'].map((probe) => {
      expect(at(container, probe, 'httpGet')).toEqual({ path: '/health', port: 'http' });
      return Number(at(container, probe, 'periodSeconds')) * Number(at(container, probe, 'failureThreshold'));
    });
    expect(seconds).toEqual([10, 60]);
  });

  test('pods are replaced one by one, and a rollout that does not become stable fails', () => {
    expect(at(deployment, 'spec', 'strategy')).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
    expect(at(deployment, 'spec', 'progressDeadlineSeconds')).toBe(600);
    expect(Number(at(deployment, 'spec', 'revisionHistoryLimit'))).toBeGreaterThan(0);
  });

  test('the API reads the keys of its Secret; the previous ones only while keys are rotated', () => {
    expect(variables(objects).slice(0, -1)).toEqual([
      { name: 'DATABASE_URL', ...fromSecret('task-api-secrets', 'database-url') },
      { name: 'ADMIN_API_KEY', ...fromSecret('task-api-secrets', 'admin-api-key') },
      { name: 'SERVICE_API_KEYS', ...fromSecret('task-api-secrets', 'service-keys') },
    ]);
    expect(objects.names('Secret')).toEqual([]);
  });
});

describe('in production', () => {
  test('External Secrets reads Secrets Manager with a role of its own', () => {
    expect(production.get('ExternalSecret', 'task-api-secrets')['spec']).toEqual({
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'SecretStore', name: 'aws-secrets-manager' },
      target: { name: 'task-api-secrets', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [
        { secretKey: 'database-url', remoteRef: remoteRef('prod/task-api/database-url') },
        { secretKey: 'admin-api-key', remoteRef: remoteRef('prod/task-api/admin-key') },
        { secretKey: 'service-keys', remoteRef: remoteRef('prod/task-api/service-keys') },
      ],
    });
    expect(at(production.get('SecretStore', 'aws-secrets-manager'), 'spec', 'provider')).toEqual({
      aws: {
        service: 'SecretsManager',
        region: 'us-east-1',
        auth: { jwt: { serviceAccountRef: { name: 'task-api-secrets' } } },
      },
    });
  });

  test('a load balancer answers api.gamificator.click over HTTPS, sends HTTP there, and asks /health', () => {
    const ingress = production.get('Ingress', 'ingress');
    expect(ownAnnotations(ingress.metadata['annotations'])).toEqual({
      ...publicLoadBalancer,
      // As the controller asks where nothing is said.
      'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '15',
      'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '5',
      'alb.ingress.kubernetes.io/healthy-threshold-count': '2',
      'external-dns.alpha.kubernetes.io/hostname': 'api.gamificator.click',
    });
    expect(at(ingress, 'spec', 'ingressClassName')).toBe('alb');
    expect(at(ingress, 'spec', 'rules')).toEqual([
      {
        host: 'api.gamificator.click',
        http: {
          paths: [
            { path: '/', pathType: 'Prefix', backend: { service: { name: 'task-api', port: { name: 'http' } } } },
          ],
        },
      },
    ]);
    expect(ownAnnotations(annotationsOf(production.get('Service', 'task-api')))).toEqual({
      'alb.ingress.kubernetes.io/healthcheck-path': '/health',
    });
  });

  test('the database is outside the cluster, and pods wait until the hook has migrated it', () => {
    expect(production.names('StatefulSet')).toEqual([]);
    const [schema, ...others] = production.initContainers('task-api').values();
    expect(others).toEqual([]);
    expect(schema).toMatchObject({
      name: 'schema',
      image: production.container('task-api')['image'],
      command: ['sh', '-ec', expect.stringContaining('alembic current')],
      env: [{ name: 'DATABASE_URL', ...fromSecret('task-api-secrets', 'database-url') }],
    });
  });
});

describe('locally', () => {
  test('there is nothing of AWS', () => {
    const kinds = new Set(local.all.map(({ kind }) => kind));
    expect([...kinds].filter((kind) => /Ingress|ExternalSecret|SecretStore|Job/.test(kind))).toEqual([]);
    expect(JSON.stringify(local.all)).not.toMatch(/amazonaws|eks\.|alb\./);
  });

  test('a PostgreSQL in the cluster takes the place of the managed one, and init containers that of the hook', () => {
    const postgres = local.container('postgres', 'StatefulSet');
    expect(postgres['image']).toBe('postgres:16');
    expect(postgres['env']).toEqual([
      { name: 'POSTGRES_DB', value: 'tasks' },
      { name: 'POSTGRES_USER', value: 'postgres' },
      { name: 'POSTGRES_PASSWORD', ...fromSecret('postgres-secret', 'password') },
      { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
    ]);
    expect(at(local.get('StatefulSet', 'postgres'), 'spec', 'volumeClaimTemplates', 0, 'spec')).toMatchObject({
      accessModes: ['ReadWriteOnce'],
    });
    const [wait, migrate, ...others] = local.initContainers('task-api').values();
    expect(others).toEqual([]);
    expect(wait).toMatchObject({
      name: 'wait-for-database',
      env: waitingFor('postgres'),
    });
    expect(migrate).toMatchObject({ name: 'migrate', command: migrating('alembic', 'upgrade', 'head') });
  });
});

describe('the network policies', () => {
  const loadBalancer: Party = { address: '10.0.3.17' };
  const database: Party = { address: '10.0.64.5' };
  const internet: Party = { address: '93.184.216.34' };
  const prometheus: Party = { namespace: 'monitoring', labels: { app: 'prometheus' } };
  const elsewhere: Party = { namespace: 'elsewhere', labels: { app: 'task-api' } };
  const neighbour: Party = { namespace: 'task-manager-api', labels: { app: 'task-api' } };

  test('of production let the load balancer reach 8000 and the API its database, and nothing else', () => {
    const api = podOf(production, 'task-api');
    const [smokeTest, rollback] = [sibling(api, 'smoke-test'), sibling(api, 'rollback')];
    const callers = { loadBalancer, database, internet, prometheus, smokeTest, rollback, elsewhere, neighbour, api };
    const targets = {
      api: [api, 8000],
      apiSsh: [api, 22],
      database: [database, 5432],
      internet: [internet, 443],
    } as const;
    const found = flows(production, callers, targets).filter((flow) => /^api|-> api/.test(flow));
    expect(found).toEqual(['loadBalancer -> api', 'smokeTest -> api', 'api -> database']);
  });

  test('of the local environment let tests reach the API and the API its database, and nothing else', () => {
    const api = podOf(local, 'task-api');
    const postgres = podOf(local, 'postgres', 'StatefulSet');
    const [smokeTest, rollback] = [sibling(api, 'smoke-test'), sibling(api, 'rollback')];
    const callers = { loadBalancer, internet, smokeTest, rollback, elsewhere, neighbour, api, postgres };
    const targets = { api: [api, 8000], postgres: [postgres, 5432], internet: [internet, 443] } as const;
    const found = flows(local, callers, targets).filter((flow) => /^api|-> (api|postgres)/.test(flow));
    expect(found).toEqual(['smokeTest -> api', 'api -> postgres']);
  });
});
