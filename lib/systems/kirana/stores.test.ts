import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { at, elements } from '../output.fixture';
import { chartFiles, fileOf, objectsIn } from './kirana.fixture';

const production = objectsIn('production');

describe('Redis', () => {
  test('has the password in the environment, where redis-cli looks for it', () => {
    const key = { secretKeyRef: { name: 'kirana-secrets', key: 'redis-password' } };
    const env = elements(at(production.container('kirana-redis', 'StatefulSet'), 'env'));
    expect(env).toEqual([
      { name: 'REDIS_PASSWORD', valueFrom: key },
      { name: 'REDISCLI_AUTH', valueFrom: key },
    ]);
  });
});

describe('MongoDB', () => {
  test('makes a user for the application and one that may only read figures, at its first start', () => {
    const script = fileOf(production, 'kirana-mongodb-init', 'users.js');
    expect(chartFiles().get('files/mongodb/users.js')).toBe(script);
    const made: unknown[] = [];
    const db = { getSiblingDB: (name: string) => ({ createUser: (user: object) => made.push([name, user]) }) };
    const env = Object.fromEntries(
      elements(at(production.container('kirana-mongodb', 'StatefulSet'), 'env')).map((variable) => [
        String(at(variable, 'name')),
        at(variable, 'value') ?? `secret ${String(at(variable, 'valueFrom', 'secretKeyRef', 'key'))}`,
      ]),
    );
    runInNewContext(script, { process: { env }, db });
    expect(made).toEqual([
      [
        'kirana',
        {
          user: 'kirana',
          pwd: 'secret mongodb-app-password',
          roles: [
            { role: 'readWrite', db: 'kirana' },
            { role: 'dbAdmin', db: 'kirana' },
          ],
        },
      ],
      [
        'admin',
        {
          user: 'monitor',
          pwd: 'secret mongodb-monitor-password',
          roles: [
            { role: 'clusterMonitor', db: 'admin' },
            { role: 'read', db: 'local' },
          ],
        },
      ],
    ]);
  });

  test('is reached by URLs into which Kubernetes puts the password', () => {
    const env = elements(at(production.container('kirana-backend'), 'env'));
    const names = env.map((variable) => at(variable, 'name'));
    expect(env).toContainEqual({
      name: 'MONGODB_URI',
      value: 'mongodb://kirana:$(MONGODB_PASSWORD)@kirana-mongodb:27017/kirana?authSource=kirana',
    });
    expect(env).toContainEqual({ name: 'REDIS_URL', value: 'redis://:$(REDIS_PASSWORD)@kirana-redis:6379/0' });
    // A variable is put in only where it was defined before.
    expect(names.indexOf('MONGODB_PASSWORD')).toBeLessThan(names.indexOf('MONGODB_URI'));
    expect(names.indexOf('REDIS_PASSWORD')).toBeLessThan(names.indexOf('REDIS_URL'));
  });
});
