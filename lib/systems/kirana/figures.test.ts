import { describe, expect, test } from '@jest/globals';
import type { Value } from '../../judging/verify/kubernetes-object';
import { at, elements } from '../output.fixture';
import { environmentNames, objectsIn, operatorMode } from './kirana.fixture';

const registry = '123456789012.dkr.ecr.ap-south-1.amazonaws.com';
const local = objectsIn('local');
const production = objectsIn('production');
const inBoth = environmentNames.map((name) => [name, objectsIn(name)] as const);

const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job'] as const;
type Workload = readonly [kind: string, name: string];

/** Every workload of an output. */
const workloads = (objects: typeof local): Workload[] =>
  kinds.flatMap((kind) => objects.names(kind).map((name) => [kind, name] as const));
const pods = (objects: typeof local) =>
  workloads(objects).map(([kind, name]) => ({ kind, name, spec: at(objects.podTemplate(name, kind), 'spec') }));
const containersOf = (spec: Value | undefined) => [
  ...elements(at(spec, 'initContainers')),
  ...elements(at(spec, 'containers')),
];

/** Component, kind, image without registry in production, and port. */
const components: readonly (readonly [component: string, kind: string, image: string, port: number])[] = [
  ['backend', 'Deployment', `${registry}/kirana-backend:v1.0.0`, 5000],
  ['frontend', 'Deployment', `${registry}/kirana-frontend:v1.0.0`, 3000],
  ['nginx', 'Deployment', 'docker.io/nginxinc/nginx-unprivileged:1.27.3', 8080],
  ['mongodb', 'StatefulSet', 'docker.io/library/mongo:7.0.16', 27017],
  ['redis', 'StatefulSet', 'docker.io/library/redis:7.4.2', 6379],
  ['prometheus', 'StatefulSet', 'docker.io/prom/prometheus:v2.55.1', 9090],
  ['alertmanager', 'StatefulSet', 'docker.io/prom/alertmanager:v0.27.0', 9093],
  ['grafana', 'Deployment', 'docker.io/grafana/grafana:11.4.0', 3000],
  ['mongodb-exporter', 'Deployment', 'docker.io/percona/mongodb_exporter:0.43.1', 9216],
  ['redis-exporter', 'Deployment', 'docker.io/oliver006/redis_exporter:v1.67.0', 9121],
  ['blackbox-exporter', 'Deployment', 'docker.io/prom/blackbox-exporter:v0.25.0', 9115],
  ['node-exporter', 'DaemonSet', 'docker.io/prom/node-exporter:v1.8.2', 9100],
];

describe('in both environments', () => {
  test.each(components)('%s is a %s with the specified port', (component, kind, _image, port) => {
    for (const [, objects] of inBoth) {
      expect(at(objects.container(`kirana-${component}`, kind), 'ports', 0, 'containerPort')).toBe(port);
    }
  });

  test.each(inBoth)('all objects are in the namespace kirana: %s', (_, objects) => {
    const cluster = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];
    const elsewhere = objects.all.filter(
      ({ kind, metadata }) => !cluster.includes(kind) && metadata['namespace'] !== 'kirana',
    );
    expect(elsewhere).toEqual([]);
    expect(objects.names('Namespace')).toEqual(['kirana']);
  });

  test.each(inBoth)('every image has an exact tag: %s', (name, objects) => {
    const images = pods(objects).flatMap(({ spec }) =>
      containersOf(spec).map((container) => String(at(container, 'image'))),
    );
    expect(images.length).toBeGreaterThan(14);
    for (const image of images)
      expect(image).toMatch(name === 'local' ? /:(v?\d+\.\d+[-.\w]*|local)$/ : /:v?\d+\.\d+[-.\w]*$/);
  });

  test.each(inBoth)(
    'every pod is restricted and every long-running container is watched and limited: %s',
    (_, objects) => {
      for (const { kind, name, spec } of pods(objects)) {
        expect(at(spec, 'securityContext')).toMatchObject({
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        });
        for (const container of containersOf(spec)) {
          expect(at(container, 'securityContext')).toMatchObject({
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
          });
          expect([name, at(container, 'securityContext', 'readOnlyRootFilesystem')]).toEqual([
            name,
            name !== 'kirana-pgadmin',
          ]);
          expect(at(container, 'resources', 'requests', 'cpu')).toBeDefined();
          expect(at(container, 'resources', 'limits', 'memory')).toBeDefined();
        }
        if (kind === 'Job' || kind === 'CronJob') continue;
        for (const container of elements(at(spec, 'containers'))) {
          expect(at(container, 'readinessProbe')).toBeDefined();
          expect(at(container, 'livenessProbe')).toBeDefined();
        }
        expect(at(spec, 'hostNetwork') ?? at(spec, 'hostPID') ?? false).toBe(false);
        expect(JSON.stringify(at(spec, 'volumes'))).not.toContain('hostPath');
      }
    },
  );

  test.each(inBoth)('backend and frontend are asked at the specified paths: %s', (_, objects) => {
    for (const probe of ['livenessProbe', 'readinessProbe']) {
      expect(at(objects.container('kirana-backend'), probe, 'httpGet')).toEqual({ path: '/health', port: 'http' });
      expect(at(objects.container('kirana-frontend'), probe, 'httpGet')).toEqual({ path: '/', port: 'http' });
      expect(at(objects.container('kirana-mongodb', 'StatefulSet'), probe, 'exec', 'command')).toEqual([
        'mongosh',
        '--quiet',
        '--eval',
        "db.adminCommand('ping')",
      ]);
      expect(at(objects.container('kirana-redis', 'StatefulSet'), probe, 'exec', 'command')).toEqual([
        'sh',
        '-c',
        'test "$(redis-cli ping)" = PONG',
      ]);
    }
  });

  test.each(inBoth)('the databases have a headless Service, authentication and data on a volume: %s', (_, objects) => {
    for (const [name, mountPath] of [
      ['kirana-mongodb', '/data/db'],
      ['kirana-redis', '/data'],
    ] as const) {
      expect(at(objects.get('Service', name), 'spec', 'clusterIP')).toBe('None');
      expect(at(objects.get('StatefulSet', name), 'spec', 'serviceName')).toBe(name);
      expect(elements(at(objects.container(name, 'StatefulSet'), 'volumeMounts'))).toContainEqual({
        name: 'data',
        mountPath,
      });
    }
    expect(elements(at(objects.container('kirana-mongodb', 'StatefulSet'), 'args'))).toEqual([
      'mongod',
      '--auth',
      '--bind_ip_all',
    ]);
    const redis = elements(at(objects.container('kirana-redis', 'StatefulSet'), 'args')).join(' ');
    expect(redis).toContain('--appendonly yes');
    expect(redis).toContain('--requirepass $(REDIS_PASSWORD)');
  });

  test.each(inBoth)('every credential comes from the Secret: %s', (_, objects) => {
    const credentials = pods(objects).flatMap(({ spec }) =>
      containersOf(spec).flatMap((container) =>
        elements(at(container, 'env')).filter((variable) =>
          /PASSWORD$|SECRET|JWT|KEY_ID|AUTH$/.test(String(at(variable, 'name'))),
        ),
      ),
    );
    const keys = new Set<Value | undefined>();
    for (const variable of credentials.filter((each) => at(each, 'name') !== 'ME_CONFIG_BASICAUTH')) {
      expect(at(variable, 'value')).toBeUndefined();
      expect(at(variable, 'valueFrom', 'secretKeyRef', 'name')).toBe('kirana-secrets');
      keys.add(at(variable, 'valueFrom', 'secretKeyRef', 'key'));
    }
    for (const key of [
      'mongodb-root-password',
      'mongodb-app-password',
      'redis-password',
      'jwt-key',
      'razorpay-key-id',
      'razorpay-key-secret',
      'grafana-admin-password',
    ]) {
      expect(keys).toContain(key);
    }
    expect(objects.names('Secret')).toEqual([]);
  });

  test.each(inBoth)('a backup is made every night and kept for 14 days: %s', (_, objects) => {
    const cronJob = objects.get('CronJob', 'kirana-backup');
    expect(String(at(cronJob, 'spec', 'schedule'))).toMatch(/^\d+ \d+ \* \* \*$/);
    const container = objects.container('kirana-backup', 'CronJob');
    expect(elements(at(container, 'env'))).toContainEqual({ name: 'RETENTION_DAYS', value: '14' });
    const script = String(at(container, 'command', 2));
    expect(script).toContain('mongodump');
    expect(script).toMatch(/find \/backups .*-name '\*\.dump' .*RETENTION_DAYS.* -delete/);
    expect(script).toContain('SET kirana:backup:last_success_timestamp_seconds');
    const exporter = elements(at(objects.container('kirana-redis-exporter'), 'env'));
    expect(exporter).toContainEqual({
      name: 'REDIS_EXPORTER_CHECK_SINGLE_KEYS',
      value: 'db0=kirana:backup:last_success_timestamp_seconds,db0=kirana:backup:last_size_bytes',
    });
  });
});

describe('in production', () => {
  test.each(components)('%s runs the exact image of its component', (component, kind, image) => {
    expect(at(production.container(`kirana-${component}`, kind), 'image')).toBe(image);
  });

  test('backend has 2 to 10 pods at 70 % CPU, and nginx has two', () => {
    expect(at(production.get('HorizontalPodAutoscaler', 'kirana-backend'), 'spec')).toMatchObject({
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    });
    expect(at(production.get('Deployment', 'kirana-backend'), 'spec', 'replicas')).toBeUndefined();
    expect(at(production.get('Deployment', 'kirana-nginx'), 'spec', 'replicas')).toBe(2);
  });

  test('volumes have the specified sizes', () => {
    const sizeOf = (name: string) =>
      at(
        production.get('StatefulSet', name),
        'spec',
        'volumeClaimTemplates',
        0,
        'spec',
        'resources',
        'requests',
        'storage',
      );
    expect(['kirana-mongodb', 'kirana-redis', 'kirana-prometheus'].map(sizeOf)).toEqual(['20Gi', '5Gi', '50Gi']);
  });

  test('nginx is behind an Ingress with TLS', () => {
    const ingress = production.get('Ingress', 'kirana-ingress');
    expect(at(ingress, 'spec', 'tls', 0)).toEqual({ hosts: ['kirana.example.com'], secretName: 'kirana-ingress-tls' });
    expect(at(ingress, 'spec', 'rules', 0, 'http', 'paths')).toEqual([
      { path: '/', pathType: 'Prefix', backend: { service: { name: 'kirana-nginx', port: { name: 'http' } } } },
    ]);
  });

  test('there is no management UI, no NodePort, no LoadBalancer', () => {
    const text = JSON.stringify(production.all.filter(({ kind }) => kind !== 'ExternalSecret'));
    expect(text).not.toMatch(/mongo-express|pgadmin/);
    const types = production.all
      .filter(({ kind }) => kind === 'Service')
      .map((service) => at(service, 'spec', 'type') ?? 'ClusterIP');
    expect(new Set(types)).toEqual(new Set(['ClusterIP']));
  });

  test('what serves customers survives the drain of a node', () => {
    expect(production.names('PodDisruptionBudget').sort()).toEqual([
      'kirana-backend',
      'kirana-frontend',
      'kirana-nginx',
    ]);
  });

  test('the Secret comes from AWS Secrets Manager with all its keys', () => {
    const secret = production.get('ExternalSecret', 'kirana-secrets');
    const data = elements(at(secret, 'spec', 'data')).map((each) => [
      at(each, 'secretKey'),
      at(each, 'remoteRef', 'key'),
      at(each, 'remoteRef', 'property'),
    ]);
    expect(data).toEqual([
      ['mongodb-root-password', 'kirana/production/mongodb', 'root-password'],
      ['mongodb-app-password', 'kirana/production/mongodb', 'app-password'],
      ['mongodb-monitor-password', 'kirana/production/mongodb', 'monitor-password'],
      ['redis-password', 'kirana/production/redis', 'password'],
      ['jwt-key', 'kirana/production/jwt', 'key'],
      ['razorpay-key-id', 'kirana/production/razorpay', 'key-id'],
      ['razorpay-key-secret', 'kirana/production/razorpay', 'key-secret'],
      ['slack-webhook', 'kirana/production/alerting', 'slack-webhook'],
      ['pagerduty-key', 'kirana/production/alerting', 'pagerduty-key'],
      ['smtp-password', 'kirana/production/alerting', 'smtp-password'],
      ['grafana-admin-password', 'kirana/production/grafana', 'admin-password'],
    ]);
  });
});

describe('in local', () => {
  test('everything is there once', () => {
    const replicas = ['Deployment', 'StatefulSet'].flatMap((kind) =>
      local.names(kind).map((name) => at(local.get(kind, name), 'spec', 'replicas')),
    );
    expect(replicas.length).toBeGreaterThan(10);
    expect(new Set(replicas)).toEqual(new Set([1]));
    expect(
      ['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy', 'Ingress', 'ExternalSecret'].flatMap((kind) =>
        local.names(kind),
      ),
    ).toEqual([]);
  });

  test('volumes are small', () => {
    const templates = local
      .names('StatefulSet')
      .flatMap((name) => elements(at(local.get('StatefulSet', name), 'spec', 'volumeClaimTemplates')));
    const claims = local.names('PersistentVolumeClaim').map((name) => local.get('PersistentVolumeClaim', name));
    const sizes = [...templates, ...claims].map((claim) =>
      parseInt(String(at(claim, 'spec', 'resources', 'requests', 'storage'))),
    );
    expect(sizes).toHaveLength(6);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(5);
  });

  test('the management UIs are on at their ports, and can be switched off one by one', () => {
    expect(at(local.get('Service', 'kirana-mongo-express'), 'spec', 'ports', 0, 'port')).toBe(8081);
    expect(at(local.container('kirana-mongo-express'), 'ports', 0, 'containerPort')).toBe(8081);
    expect(at(local.get('Service', 'kirana-pgadmin'), 'spec', 'ports', 0, 'port')).toBe(5050);
    expect(at(local.container('kirana-pgadmin'), 'ports', 0, 'containerPort')).toBe(5050);
    const without = objectsIn('local', { pgadmin: { enabled: false } });
    expect(without.names('Deployment')).toContain('kirana-mongo-express');
    expect(without.names('Deployment')).not.toContain('kirana-pgadmin');
  });
});

test('two releases share no name, not even of objects of the whole cluster', () => {
  const wide = production.all.filter(({ kind }) => kind.startsWith('ClusterRole')).map(({ metadata }) => metadata.name);
  expect(new Set(wide)).toEqual(new Set(['kirana.kirana-prometheus']));
  expect(objectsIn('production', operatorMode).names('ClusterRole')).toEqual([]);
});
