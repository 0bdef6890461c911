import { describe, expect, test } from '@jest/globals';
import { flows, isAllowed, podOf, sibling, type Party } from '../network.fixture';
import { at, elements } from '../output.fixture';
import { objectsIn, operatorMode } from './kirana.fixture';

const objects = objectsIn('production');
const pod = (name: string, kind = 'Deployment') => podOf(objects, `kirana-${name}`, kind);
const backend = pod('backend');

const parties = {
  backend,
  frontend: pod('frontend'),
  // Its exporter is a second container.
  nginx: { ...pod('nginx'), ports: { http: 8080, metrics: 9113 } },
  mongodb: pod('mongodb', 'StatefulSet'),
  redis: pod('redis', 'StatefulSet'),
  prometheus: pod('prometheus', 'StatefulSet'),
  alertmanager: pod('alertmanager', 'StatefulSet'),
  grafana: pod('grafana'),
  mongodbExporter: pod('mongodb-exporter'),
  redisExporter: pod('redis-exporter'),
  blackbox: pod('blackbox-exporter'),
  nodes: pod('node-exporter', 'DaemonSet'),
};
const others = {
  migration: sibling(backend, 'migration'),
  backup: sibling(backend, 'backup'),
  test: sibling(backend, 'smoke-test'),
  mongoExpress: sibling(backend, 'mongo-express'),
  stranger: { namespace: 'elsewhere', labels: {} },
  ingress: { namespace: 'ingress-nginx', labels: {} },
  operator: { namespace: 'monitoring', labels: {} },
} satisfies { [name: string]: Party };

const targets = {
  backend: [parties.backend, 5000],
  frontend: [parties.frontend, 3000],
  nginx: [parties.nginx, 8080],
  'nginx metrics': [parties.nginx, 9113],
  mongodb: [parties.mongodb, 27017],
  redis: [parties.redis, 6379],
  prometheus: [parties.prometheus, 9090],
  alertmanager: [parties.alertmanager, 9093],
  grafana: [parties.grafana, 3000],
  mongodbExporter: [parties.mongodbExporter, 9216],
  redisExporter: [parties.redisExporter, 9121],
  blackbox: [parties.blackbox, 9115],
  nodes: [parties.nodes, 9100],
} as const;

describe('the network policies of production', () => {
  test('let exactly these flows through', () => {
    expect(flows(objects, { ...parties, ...others }, targets).sort()).toEqual(
      [
        'ingress -> nginx',
        'nginx -> backend',
        'nginx -> frontend',
        'backend -> mongodb',
        'backend -> redis',
        'migration -> mongodb',
        'migration -> redis',
        'backup -> mongodb',
        'backup -> redis',
        'mongodbExporter -> mongodb',
        'redisExporter -> redis',
        'blackbox -> frontend',
        'prometheus -> backend',
        'prometheus -> nginx metrics',
        'prometheus -> mongodbExporter',
        'prometheus -> redisExporter',
        'prometheus -> blackbox',
        'prometheus -> nodes',
        'prometheus -> alertmanager',
        'grafana -> prometheus',
        'test -> backend',
        'test -> nginx',
        'test -> prometheus',
        'test -> alertmanager',
        'test -> grafana',
      ].sort(),
    );
  });

  test('let only these into the databases, whatever else a pod may send', () => {
    const callersOf = (name: string) =>
      elements(at(objects.get('NetworkPolicy', name), 'spec', 'ingress')).flatMap((rule) =>
        elements(at(rule, 'from')).map((peer) => at(peer, 'podSelector', 'matchLabels', 'app.kubernetes.io/component')),
      );
    expect(callersOf('kirana-mongodb').sort()).toEqual(['backend', 'backup', 'migration', 'mongodb-exporter']);
    expect(callersOf('kirana-redis').sort()).toEqual(['backend', 'backup', 'migration', 'redis-exporter']);
  });

  test('let the backend reach Razorpay over HTTPS, and the frontend nobody', () => {
    const internet = { address: '203.0.113.10' };
    expect(isAllowed(objects, backend, internet, 443)).toBe(true);
    expect(isAllowed(objects, backend, internet, 80)).toBe(false);
    expect(isAllowed(objects, parties.frontend, internet, 443)).toBe(false);
  });
});

test('in the mode operator the namespace of its Prometheus reads what the stack else reads', () => {
  const operator = objectsIn('production', operatorMode);
  const read = {
    backend: targets.backend,
    'nginx metrics': targets['nginx metrics'],
    mongodbExporter: targets.mongodbExporter,
    redisExporter: targets.redisExporter,
    blackbox: targets.blackbox,
  };
  expect(
    flows(
      operator,
      { operator: others.operator, stranger: others.stranger },
      { ...read, mongodb: targets.mongodb, redis: targets.redis },
    ),
  ).toEqual(Object.keys(read).map((name) => `operator -> ${name}`));
});
