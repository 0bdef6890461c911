import { describe, expect, test } from '@jest/globals';
import { at, elements, type Objects } from '../output.fixture';
import { fileOf, objectsIn } from './kirana.fixture';

/* Databases of users' own, and no monitoring. */

const namesOf = ({ all }: Objects) => all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
const withAll = objectsIn('production');
const gone = (objects: Objects) => {
  const left = new Set(namesOf(objects).map((name) => name.replace(/-[0-9a-f]{8}$/, '')));
  return namesOf(withAll).filter((name) => !left.has(name.replace(/-[0-9a-f]{8}$/, '')));
};
const variable = (objects: Objects, name: string) =>
  elements(at(objects.container('kirana-backend'), 'env')).find((each) => at(each, 'name') === name);
const egress = (objects: Objects, policy: string) =>
  elements(at(objects.get('NetworkPolicy', policy)['spec'], 'egress')).filter((rule) => at(rule, 'to') === undefined);

describe('a MongoDB and a Redis elsewhere', () => {
  const objects = objectsIn('production', {
    mongodb: {
      enabled: false,
      external: { host: 'mongo.example.com', port: 27018, parameters: 'tls=true' },
    },
    redis: { enabled: false, external: { host: 'redis.example.com', port: 6380 } },
  });

  test('take the place of what belongs to those of the chart', () => {
    const names = gone(objects);
    for (const name of ['mongodb', 'redis']) {
      for (const kind of ['StatefulSet', 'Service', 'NetworkPolicy']) expect(names).toContain(`${kind} kirana-${name}`);
      expect(names).toContain(`Deployment kirana-${name}-exporter`);
    }
    expect(names).toEqual(
      expect.arrayContaining([
        'CronJob kirana-backup',
        'PersistentVolumeClaim kirana-backup',
        expect.stringMatching(/^Job kirana-backup-first-/),
        'ConfigMap kirana-mongodb-init',
      ]),
    );
    expect(names.filter((name) => !/kirana-(mongodb|redis|backup)/.test(name))).toEqual([]);
  });

  test('are what the backend is told of, and may reach', () => {
    expect(at(variable(objects, 'MONGODB_URI'), 'value')).toBe(
      'mongodb://kirana:$(MONGODB_PASSWORD)@mongo.example.com:27018/kirana?authSource=admin&tls=true',
    );
    expect(at(variable(objects, 'REDIS_URL'), 'value')).toBe('redis://:$(REDIS_PASSWORD)@redis.example.com:6380/0');
    const open = egress(objects, 'kirana-backend').map((rule) => at(rule, 'ports', 0, 'port'));
    expect(open).toEqual(expect.arrayContaining([27018, 6380]));
    const before = egress(withAll, 'kirana-backend').map((rule) => at(rule, 'ports', 0, 'port'));
    expect(before).not.toEqual(expect.arrayContaining([27018]));
  });

  test('are migrated by the user of the application, whose database alone is dumped before', () => {
    const dump = at(objects.migration, 'spec', 'template', 'spec', 'initContainers', 0, 'env');
    expect(dump).toContainEqual({ name: 'MONGODB_USER', value: '' });
    expect(elements(dump).map((each) => at(each, 'name'))).not.toContain('MONGODB_PASSWORD');
    const keys = elements(at(objects.get('ExternalSecret', 'kirana-secrets')['spec'], 'data')).map((each) =>
      at(each, 'secretKey'),
    );
    expect(keys).toContain('mongodb-app-password');
    expect(keys).not.toContain('mongodb-root-password');
  });

  test('set off no alert about what is not watched any more', () => {
    const rules = (all: Objects) => fileOf(all, 'kirana-prometheus-config', 'rules.yml');
    const silent = (text: string) => [...text.matchAll(/ unless on\(\) vector\(1\)/g)].length;
    expect([silent(rules(objects)), silent(rules(withAll))]).toEqual([2, 0]);
  });

  test('must have hosts', () => {
    expect(() => objectsIn('production', { mongodb: { enabled: false } })).toThrow(
      'mongodb.external.host names your own server where mongodb.enabled is off',
    );
  });
});

test('monitoring is off by one switch, in either mode', () => {
  for (const mode of ['embedded', 'operator'] as const) {
    const objects = objectsIn('production', { monitoring: { enabled: false, mode } });
    expect(
      namesOf(objects).filter((name) => /prometheus|alertmanager|grafana|dashboard|exporter|alerts/i.test(name)),
    ).toEqual([]);
    for (const { kind } of objects.all) expect(kind).not.toMatch(/Monitor|Probe|PrometheusRule|AlertmanagerConfig/);
    const metrics = elements(at(objects.get('NetworkPolicy', 'kirana-nginx')['spec'], 'ingress')).filter(
      (rule) => at(rule, 'ports', 0, 'port') === 'metrics',
    );
    expect(metrics).toEqual([]);
  }
});
