import { beforeAll, describe, expect, test } from '@jest/globals';
import { flows, isAllowed, podOf, sibling, type Party } from '../network.fixture';
import { claimOf, fromConfigMap, fromSecret, migrating, waitingFor } from '../expected.fixture';
import { at, elements, SystemOutput, type Objects } from '../output.fixture';

const output = new SystemOutput('family-gifting');
const environments = ['local', 'production'] as const;

const quantities = (cpu: string, memory: string) => ({ cpu, memory });
const ready = { exec: { command: ['pg_isready', '-U', 'postgres'] } };

describe.each(environments)('in %s', (environment) => {
  let objects: Objects;

  beforeAll(() => {
    objects = output.committed(environment);
  });

  test('everything is in the namespace family-gifting, under the names that the family uses', () => {
    const named = (kind: string) => objects.names(kind).sort();
    expect(named('Namespace')).toEqual(['family-gifting']);
    expect(named('Deployment')).toEqual(['api', 'web']);
    expect(named('StatefulSet')).toEqual(['postgres']);
    expect(named('Service')).toEqual(['api', 'postgres', 'web']);
    expect(named('ConfigMap')).toEqual(['api-config', 'web-config']);
    expect(objects.namespaces).toEqual(['family-gifting']);
  });

  test('the images are those built at home, never pulled, and postgres:16', () => {
    for (const name of ['api', 'web']) {
      const containers = [objects.container(name), ...[...objects.initContainers(name).values()].slice(1)];
      for (const container of containers) {
        expect(container).toMatchObject({ image: `gifting-${name}:latest`, imagePullPolicy: 'Never' });
      }
    }
    expect(objects.container('postgres', 'StatefulSet')['image']).toBe('postgres:16');
  });

  test('two pods of the API and of the web application, one of the database', () => {
    const replicas = (kind: string, name: string) => at(objects.get(kind, name), 'spec', 'replicas');
    expect(replicas('Deployment', 'api')).toBe(2);
    expect(replicas('Deployment', 'web')).toBe(2);
    expect(replicas('StatefulSet', 'postgres')).toBe(1);
  });

  test('pods carry the label app beside those of the chart', () => {
    const labels = (name: string, kind?: string) => at(objects.podTemplate(name, kind), 'metadata', 'labels');
    expect(labels('api')).toMatchObject({ app: 'api' });
    expect(labels('web')).toMatchObject({ app: 'web' });
    expect(labels('postgres', 'StatefulSet')).toMatchObject({ app: 'postgres' });
    if (environment === 'production') expect(labels('postgres-backup', 'CronJob')).not.toHaveProperty('app');
  });

  test('the ports are 8000, 3000 behind 80, and 5432 without a cluster address', () => {
    const port = (name: string) => at(objects.get('Service', name), 'spec', 'ports', 0);
    const listening = (name: string, kind?: string) => at(objects.container(name, kind), 'ports', 0);
    expect(port('api')).toMatchObject({ port: 8000, targetPort: 'http' });
    expect(listening('api')).toMatchObject({ name: 'http', containerPort: 8000 });
    expect(port('web')).toMatchObject({ port: 80, targetPort: 'http' });
    expect(listening('web')).toMatchObject({ name: 'http', containerPort: 3000 });
    expect(port('postgres')).toMatchObject({ port: 5432, targetPort: 'postgres' });
    expect(listening('postgres', 'StatefulSet')).toMatchObject({ name: 'postgres', containerPort: 5432 });
    expect(at(objects.get('Service', 'postgres'), 'spec', 'clusterIP')).toBe('None');
    expect(at(objects.get('StatefulSet', 'postgres'), 'spec', 'serviceName')).toBe('postgres');
  });

  test('the API and the web application are reached by a load balancer in the homelab and by the node in kind', () => {
    const exposure = (name: string) => {
      const spec = objects.get('Service', name)['spec'];
      return [at(spec, 'type'), at(spec, 'ports', 0, 'nodePort')];
    };
    const isLocal = environment === 'local';
    expect(exposure('api')).toEqual(isLocal ? ['NodePort', 30800] : ['LoadBalancer', undefined]);
    expect(exposure('web')).toEqual(isLocal ? ['NodePort', 30300] : ['LoadBalancer', undefined]);
    expect(objects.names('Ingress')).toEqual([]);
  });

  test('the probes of the API and of the web application have the times of the specification', () => {
    const probe = (path: string, times: object) => ({ httpGet: { path, port: 'http' }, ...times });
    const api = objects.container('api');
    expect(api['livenessProbe']).toEqual(
      probe('/health', { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }),
    );
    expect(api['readinessProbe']).toEqual(
      probe('/health', { initialDelaySeconds: 10, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 }),
    );
    const web = objects.container('web');
    expect(web['livenessProbe']).toEqual(probe('/', { initialDelaySeconds: 30, periodSeconds: 10 }));
    expect(web['readinessProbe']).toEqual(probe('/', { initialDelaySeconds: 10, periodSeconds: 5 }));
  });

  test('the probes of the database do too, and nothing restarts it while it starts or recovers', () => {
    const postgres = objects.container('postgres', 'StatefulSet');
    expect(postgres['livenessProbe']).toMatchObject({ ...ready, initialDelaySeconds: 30, periodSeconds: 10 });
    expect(postgres['readinessProbe']).toMatchObject({ ...ready, initialDelaySeconds: 5, periodSeconds: 10 });
    const { periodSeconds, failureThreshold } = postgres['startupProbe'] as Record<string, number>;
    expect(postgres['startupProbe']).toMatchObject(ready);
    expect(periodSeconds! * failureThreshold!).toBeGreaterThanOrEqual(300);
  });

  test('resources are those of the specification, and modest for the database', () => {
    const resources = (name: string, kind?: string) => objects.container(name, kind)['resources'];
    expect(resources('api')).toEqual({ requests: quantities('100m', '256Mi'), limits: quantities('500m', '512Mi') });
    expect(resources('web')).toEqual({ requests: quantities('50m', '128Mi'), limits: quantities('200m', '256Mi') });
    expect(resources('postgres', 'StatefulSet')).toEqual({
      requests: quantities('100m', '256Mi'),
      limits: quantities('500m', '512Mi'),
    });
  });

  test('the data are on a volume of 10Gi of the default class, which outlives the pod', () => {
    const statefulSet = objects.get('StatefulSet', 'postgres');
    expect(at(statefulSet, 'spec', 'volumeClaimTemplates')).toEqual([claimOf('postgres-storage', '10Gi')]);
    const postgres = objects.container('postgres', 'StatefulSet');
    const data = '/var/lib/postgresql/data';
    expect(postgres['volumeMounts']).toContainEqual({ name: 'postgres-storage', mountPath: data });
    const variables = elements(postgres['env']);
    expect(variables).toContainEqual({ name: 'PGDATA', value: `${data}/pgdata` });
    expect(variables).toContainEqual({ name: 'POSTGRES_DB', value: 'family_gifting' });
    expect(variables).toContainEqual({ name: 'POSTGRES_USER', value: 'postgres' });
    expect(variables).toContainEqual({ name: 'POSTGRES_PASSWORD', ...fromSecret('postgres-secret', 'password') });
  });

  test('the ConfigMaps and the variables read from them and from the Secrets have the names of the specification', () => {
    expect(objects.get('ConfigMap', 'api-config')['data']).toEqual({
      'cors-origins': 'http://localhost:3000,https://gifting.homelab.local',
    });
    expect(objects.get('ConfigMap', 'web-config')['data']).toEqual({
      'api-url': 'http://api:8000',
      'ws-url': 'ws://api:8000',
    });
    expect(objects.container('api')['env']).toEqual([
      { name: 'DATABASE_URL', ...fromSecret('api-secret', 'database-url') },
      ...uv,
      { name: 'JWT_SECRET_KEY', ...fromSecret('api-secret', 'jwt-secret') },
      { name: 'CORS_ORIGINS', ...fromConfigMap('api-config', 'cors-origins') },
    ]);
    expect(objects.container('web')['env']).toEqual([
      { name: 'NEXT_PUBLIC_API_URL', ...fromConfigMap('web-config', 'api-url') },
      { name: 'NEXT_PUBLIC_WS_URL', ...fromConfigMap('web-config', 'ws-url') },
    ]);
    expect(objects.names('Secret')).toEqual([]);
  });

  test('each API pod waits for the database and migrates it before it serves', () => {
    const [wait, migrate, ...others] = objects.initContainers('api').values();
    expect(others).toEqual([]);
    expect(wait).toMatchObject({
      name: 'wait-for-postgres',
      env: waitingFor('postgres'),
    });
    expect(migrate).toMatchObject({
      name: 'migrate',
      command: migrating('alembic', 'upgrade', 'head'),
      env: [{ name: 'DATABASE_URL', ...fromSecret('api-secret', 'database-url') }, ...uv],
    });
    expect(objects.names('Job').filter((job) => !/^postgres-backup-first-[0-9a-f]{8}$/.test(job))).toEqual([]);
  });

  test('the web application can write its cache, and nothing else of its image', () => {
    const web = objects.container('web');
    expect(at(web, 'securityContext', 'readOnlyRootFilesystem')).toBe(true);
    expect(web['volumeMounts']).toContainEqual({ name: 'cache', mountPath: '/app/.next/cache' });
    expect(at(objects.podTemplate('web'), 'spec', 'volumes')).toContainEqual({ name: 'cache', emptyDir: {} });
  });
});

/** What `uv run` of the image is told, so that it writes nothing into the image. */
const uv = [
  { name: 'UV_NO_SYNC', value: '1' },
  { name: 'UV_CACHE_DIR', value: '/tmp/uv' },
];

describe('the backup', () => {
  const objects = output.committed('production');

  test('is on in production and off locally', () => {
    expect(objects.names('CronJob')).toEqual(['postgres-backup']);
    expect(objects.names('PersistentVolumeClaim')).toEqual(['postgres-backup']);
    const local = output.committed('local');
    expect([...local.names('CronJob'), ...local.names('PersistentVolumeClaim')]).toEqual([]);
  });

  test('runs every night, one at a time, and keeps seven days on a volume of its own', () => {
    const { schedule, concurrencyPolicy } = objects.get('CronJob', 'postgres-backup')['spec'] as Record<
      string,
      unknown
    >;
    expect({ schedule, concurrencyPolicy }).toEqual({ schedule: '30 2 * * *', concurrencyPolicy: 'Forbid' });
    const container = objects.container('postgres-backup', 'CronJob');
    expect(container['image']).toBe('postgres:16');
    expect(container['env']).toEqual([
      { name: 'PGHOST', value: 'postgres' },
      { name: 'PGUSER', value: 'postgres' },
      { name: 'PGDATABASE', value: 'family_gifting' },
      { name: 'PGPASSWORD', ...fromSecret('postgres-secret', 'password') },
      { name: 'RETENTION_DAYS', value: '7' },
    ]);
    expect(container['volumeMounts']).toContainEqual({ name: 'backups', mountPath: '/backups' });
    expect(at(objects.podTemplate('postgres-backup', 'CronJob'), 'spec', 'volumes')).toContainEqual({
      name: 'backups',
      persistentVolumeClaim: { claimName: 'postgres-backup' },
    });
  });
});

describe('the network policies', () => {
  const outside: Party = { address: '192.168.1.20' };
  const controller: Party = { namespace: 'ingress-nginx', labels: { app: 'nginx' } };
  const elsewhere: Party = { namespace: 'elsewhere', labels: { app: 'api' } };

  test.each(environments)('of %s let through who talks to whom, and nothing else', (environment) => {
    const objects = output.committed(environment);
    const api = podOf(objects, 'api');
    const web = podOf(objects, 'web');
    const postgres = podOf(objects, 'postgres', 'StatefulSet');
    const backup = sibling(api, 'postgres-backup');
    const smokeTest = sibling(api, 'smoke-test');
    const stranger = { namespace: 'family-gifting', labels: { app: 'api' } };
    const callers = { outside, controller, web, api, backup, smokeTest, postgres, stranger, elsewhere };
    const hasBackup = environment === 'production';
    expect(flows(objects, callers, { api: [api, 8000], web: [web, 3000], postgres: [postgres, 5432] })).toEqual([
      'outside -> api',
      'outside -> web',
      'controller -> api',
      'controller -> web',
      'web -> api',
      'api -> postgres',
      ...(hasBackup ? ['backup -> postgres'] : []),
      'smokeTest -> api',
      'smokeTest -> web',
    ]);
    expect(isAllowed(objects, web, outside, 443)).toBe(false);
    expect(isAllowed(objects, api, outside, 443)).toBe(false);
    expect(isAllowed(objects, api, postgres, 22)).toBe(false);
  });
});
