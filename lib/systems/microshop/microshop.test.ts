import { beforeAll, describe, expect, test } from '@jest/globals';
import { ownAnnotations } from '../../judging/testing/own-annotations.fixture';
import { flows, isAllowed, podOf, sibling, type Party } from '../network.fixture';
import { claimOf, fromSecret, migrating, waitingFor } from '../expected.fixture';
import { at, elements, SystemOutput, type Objects } from '../output.fixture';

const output = new SystemOutput('microshop');
const environments = ['local', 'production'] as const;
const owned = ['user', 'product', 'order'] as const;
const services = [...owned, 'gateway'] as const;

/** What the `.env.example` of each service names, and where it comes from. */
const secretVariables = {
  user: { DATABASE_URL: 'user-secret', JWT_SECRET: 'user-secret' },
  product: { DATABASE_URL: 'product-secret' },
  order: { DATABASE_URL: 'order-secret' },
  gateway: { JWT_SECRET: 'gateway-secret' },
};
const urls = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_SERVICE_URL`, `http://${name}:8000`]));
const settings = (environment: string) => ({
  user: { JWT_EXPIRES_IN: '1h', LOG_LEVEL: 'info', PORT: '8000' },
  product: { LOG_LEVEL: 'info', PORT: '8000' },
  order: { ...urls('user', 'product'), LOG_LEVEL: 'info', PORT: '8000' },
  gateway: {
    ...urls('user', 'product', 'order'),
    CORS_ORIGINS: environment === 'local' ? 'http://localhost:30080' : 'https://microshop.example.com',
    LOG_LEVEL: 'info',
    PORT: '8080',
  },
});

describe.each(environments)('in %s', (environment) => {
  let objects: Objects;

  beforeAll(() => {
    objects = output.committed(environment);
  });

  test('there are four services and three databases in the namespace microshop', () => {
    const named = (kind: string) => objects.names(kind).sort();
    const databases = ['order-db', 'product-db', 'user-db'];
    expect(named('Namespace')).toEqual(['microshop']);
    expect(named('Deployment')).toEqual([...services].sort());
    expect(named('StatefulSet')).toEqual(databases);
    expect(named('Service')).toEqual([...services, ...databases].sort());
    expect(objects.namespaces).toEqual(['microshop']);
  });

  test.each(services)('%s gets the variables of its .env.example from a ConfigMap and a Secret of its own', (name) => {
    expect(objects.get('ConfigMap', `${name}-config`)['data']).toEqual(settings(environment)[name]);
    const container = objects.container(name);
    expect(container['envFrom']).toEqual([{ configMapRef: { name: `${name}-config` } }]);
    const secrets = Object.entries(secretVariables[name]);
    expect(container['env']).toEqual(secrets.map(([key, secret]) => ({ name: key, ...fromSecret(secret, key) })));
    expect(objects.names('Secret')).toEqual([]);
  });

  test('user, product and order listen on 8000 inside the cluster, the gateway on 8080', () => {
    for (const name of services) {
      const port = name === 'gateway' ? 8080 : 8000;
      expect(at(objects.get('Service', name), 'spec', 'ports', 0)).toMatchObject({ port, targetPort: 'http' });
      expect(at(objects.container(name), 'ports', 0)).toMatchObject({ name: 'http', containerPort: port });
    }
    for (const name of owned) expect(at(objects.get('Service', name), 'spec', 'type')).toBe('ClusterIP');
  });

  test('the gateway alone is exposed: at a port of the node locally, by an Ingress in production', () => {
    const exposed = objects.names('Service').filter((name) => {
      const type = at(objects.get('Service', name), 'spec', 'type');
      return type === 'NodePort' || type === 'LoadBalancer';
    });
    if (environment === 'local') {
      expect(exposed).toEqual(['gateway']);
      expect(at(objects.get('Service', 'gateway'), 'spec', 'ports', 0, 'nodePort')).toBe(30080);
      expect(objects.names('Ingress')).toEqual([]);
      return;
    }
    expect(exposed).toEqual([]);
    const ingress = objects.get('Ingress', 'ingress');
    expect(at(ingress, 'spec', 'ingressClassName')).toBe('nginx');
    expect(at(ingress, 'spec', 'tls')).toEqual([{ hosts: ['microshop.example.com'], secretName: 'ingress-tls' }]);
    expect(ownAnnotations(ingress.metadata['annotations'])).toEqual({
      'cert-manager.io/cluster-issuer': 'letsencrypt',
    });
    const [rule, ...others] = elements(at(ingress, 'spec', 'rules'));
    expect([others, at(rule, 'host')]).toEqual([[], 'microshop.example.com']);
    expect(at(rule, 'http', 'paths')).toEqual([
      { path: '/', pathType: 'Prefix', backend: { service: { name: 'gateway', port: { name: 'http' } } } },
    ]);
  });

  test.each(services)('%s is asked at /healthz, and a pod that is merely not ready is not restarted', (name) => {
    const container = objects.container(name);
    const seconds = (probe: string) => {
      expect(at(container, probe, 'httpGet')).toEqual({ path: '/healthz', port: 'http' });
      return Number(at(container, probe, 'periodSeconds')) * Number(at(container, probe, 'failureThreshold'));
    };
    expect(seconds('readinessProbe')).toBe(10);
    expect(seconds('livenessProbe')).toBe(120);
    expect(seconds('startupProbe')).toBe(300);
  });

  test.each(owned)('%s waits for its database and migrates it before it starts', (name) => {
    const [wait, migrate, ...others] = objects.initContainers(name).values();
    expect(others).toEqual([]);
    expect(wait).toMatchObject({
      name: 'wait-for-database',
      env: waitingFor(`${name}-db`),
    });
    expect(migrate).toMatchObject({
      name: 'migrate',
      command: migrating('alembic', 'upgrade', 'head'),
      env: [{ name: 'DATABASE_URL', ...fromSecret(`${name}-secret`, 'DATABASE_URL') }],
    });
    const image = objects.container(name)['image'];
    expect([wait!['image'], migrate!['image']]).toEqual(['postgres:16', image]);
  });

  test.each(owned)('%s has a PostgreSQL of its own, on a volume of the default class', (name) => {
    const statefulSet = objects.get('StatefulSet', `${name}-db`);
    const container = objects.container(`${name}-db`, 'StatefulSet');
    expect(container['image']).toBe('postgres:16');
    expect(at(container, 'ports', 0, 'containerPort')).toBe(5432);
    const service = objects.get('Service', `${name}-db`)['spec'];
    expect([at(service, 'clusterIP'), at(service, 'ports', 0, 'port')]).toEqual(['None', 5432]);
    const size = environment === 'local' ? '1Gi' : name === 'order' ? '20Gi' : '10Gi';
    expect(at(statefulSet, 'spec', 'volumeClaimTemplates')).toEqual([claimOf('data', size)]);
    expect(container['env']).toEqual([
      { name: 'POSTGRES_DB', value: `${name}s` },
      { name: 'POSTGRES_USER', value: `${name}s` },
      { name: 'POSTGRES_PASSWORD', ...fromSecret(`${name}-secret`, 'DATABASE_PASSWORD') },
      { name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' },
    ]);
    expect(at(container, 'readinessProbe', 'exec', 'command')).toEqual(['pg_isready', '-U', `${name}s`]);
  });

  test.each(services)('%s has its image, pods and resources', (name) => {
    const isLocal = environment === 'local';
    expect(objects.container(name)).toMatchObject({
      image: `${isLocal ? '' : 'registry.example.com/'}microshop-${name}:1.0.0`,
      imagePullPolicy: isLocal ? 'Never' : 'IfNotPresent',
      resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    });
    expect(at(objects.get('Deployment', name), 'spec', 'replicas')).toBe(isLocal ? 1 : 2);
  });

  test('nothing measures, since a service need not have metrics', () => {
    expect(objects.names('ServiceMonitor')).toEqual([]);
    for (const name of services) {
      expect(at(objects.podTemplate(name), 'metadata', 'annotations')).not.toHaveProperty(['prometheus.io/scrape']);
    }
  });
});

describe('the network policies', () => {
  const outside: Party = { address: '192.168.1.20' };
  const controller: Party = { namespace: 'ingress-nginx', labels: { app: 'nginx' } };
  const prometheus: Party = { namespace: 'monitoring', labels: { app: 'prometheus' } };
  const elsewhere: Party = { namespace: 'elsewhere', labels: { app: 'gateway' } };

  test.each(environments)('of %s let exactly the specified flows through', (environment) => {
    const objects = output.committed(environment);
    const [user, product, order, gateway] = services.map((name) => podOf(objects, name)) as [
      Party,
      Party,
      Party,
      Party,
    ];
    const [userDb, productDb, orderDb] = owned.map((name) => podOf(objects, `${name}-db`, 'StatefulSet')) as [
      Party,
      Party,
      Party,
    ];
    const endToEnd = sibling(gateway, 'end-to-end');
    const stranger: Party = { namespace: 'microshop', labels: { app: 'stranger' } };
    const otherRelease: Party = { ...gateway, labels: { ...gateway.labels, 'app.kubernetes.io/instance': 'other' } };
    const pods = { gateway, user, product, order, userDb, productDb, orderDb };
    const targets = {
      gateway: [gateway, 8080],
      user: [user, 8000],
      product: [product, 8000],
      order: [order, 8000],
      userDb: [userDb, 5432],
      productDb: [productDb, 5432],
      orderDb: [orderDb, 5432],
    } as const;
    const callers = { outside, controller, prometheus, endToEnd, ...pods, stranger, otherRelease, elsewhere };
    expect(flows(objects, callers, targets)).toEqual([
      environment === 'local' ? 'outside -> gateway' : 'controller -> gateway',
      'endToEnd -> gateway',
      'gateway -> user',
      'gateway -> product',
      'gateway -> order',
      'user -> userDb',
      'product -> productDb',
      'order -> user',
      'order -> product',
      'order -> orderDb',
    ]);
    for (const name of services) {
      expect([name, isAllowed(objects, podOf(objects, name), outside, 443)]).toEqual([name, false]);
      const dns: Party = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
      expect([name, isAllowed(objects, podOf(objects, name), dns, 53, 'UDP')]).toEqual([name, true]);
    }
  });
});
