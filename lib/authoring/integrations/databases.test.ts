import { expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { HelmChart, evaluateManifest, random, synthesize } from '../../core/manifest';
import { defaults, string, values } from '../../core/values';
import { Configuration } from '../workloads/configuration';
import { SecretSource } from './external-secrets/secret-source';
import { MongodbDatabase, mongodbValues } from './mongodb/mongodb-database';
import { PostgresDatabase, postgresValues } from './postgresql/postgres-database';
import { RedisDatabase, redisValues } from './redis/redis-database';

const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '32Mi' } };
const stored = { image: { repository: 'db', tag: '1' }, storage: '1Gi', resources };

test('the URL of a database has its own scheme and no password', () => {
  const app = new App();
  const chart = new HelmChart(app, 'shop', {
    values: values({
      existingSecret: string('', 'Name of a Secret'),
      postgres: postgresValues({ ...stored, database: 'orders' }, 'Orders'),
      redis: redisValues({ ...stored, maxMemoryMegabytes: 9 }, 'Queue'),
      mongodb: mongodbValues({ ...stored, database: 'items', user: 'shop' }, 'Items'),
    }),
    environments: { local: { values: {} } },
    version: '1.0.0',
    appVersion: '1',
    description: 'A shop',
  });
  const { existingSecret, postgres, redis, mongodb } = chart.values;
  const secrets = new SecretSource(chart, 'secrets', { existingSecret, keys: { password: { local: random() } } });
  const password = secrets.key('password');
  const all = { password, rootPassword: password, monitorPassword: password };
  const data = {
    postgres: new PostgresDatabase(chart, 'postgres', { values: postgres, password }).url,
    redis: new RedisDatabase(chart, 'redis', { values: redis, password }).url,
    mongodb: new MongodbDatabase(chart, 'mongodb', { values: mongodb, ...all }).url,
  };
  new Configuration(chart, 'urls', { data });

  const release = {
    values: defaults(chart.schema),
    release: { name: 'shop', namespace: 'shop' },
    chart: { name: 'shop', version: '1.0.0', appVersion: '1' },
  };
  const objects = synthesize(app).flatMap((each) =>
    each.manifests.map((manifest) => evaluateManifest(manifest, release)),
  );
  const made = objects.find((each) => (each?.['metadata'] as { name: string }).name === 'shop-urls');
  expect(made?.['data']).toEqual({
    postgres: 'postgresql://shop-postgres:5432/orders',
    redis: 'redis://shop-redis:6379',
    mongodb: 'mongodb://shop-mongodb:27017/items',
  });
});
