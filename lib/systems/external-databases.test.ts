import { describe, expect, test } from '@jest/globals';
import { objectsWith, type SystemName } from './objects.fixture';
import { at, elements, type Objects } from './output.fixture';

/* Databases of users' own in place of those of the charts. */

const external = { host: 'db.example.com', port: 6432, parameters: 'sslmode=require' };
const off = { enabled: false, external };

interface Case {
  readonly system: SystemName;
  readonly values: { readonly [key: string]: typeof off };
  /** What the objects of the built-in database are called. */
  readonly database: string;
  readonly client: string;
  readonly secret: readonly [name: string, key: string];
  readonly url: string;
}

const cases: readonly Case[] = [
  {
    system: 'family-gifting',
    values: { postgres: off },
    database: 'postgres',
    client: 'api',
    secret: ['postgres-secret', 'password'],
    url: 'postgresql://postgres:$(DATABASE_PASSWORD)@db.example.com:6432/family_gifting?sslmode=require',
  },
  {
    system: 'microshop',
    values: { orderDatabase: off },
    database: 'order-db',
    client: 'order',
    secret: ['order-secret', 'DATABASE_PASSWORD'],
    url: 'postgresql://orders:$(DATABASE_PASSWORD)@db.example.com:6432/orders?sslmode=require',
  },
];

const egressPorts = (objects: Objects, policy: string) =>
  elements(at(objects.get('NetworkPolicy', policy)['spec'], 'egress')).map((rule) => [
    at(rule, 'to') === undefined ? 'anywhere' : 'pods',
    at(rule, 'ports', 0, 'port'),
  ]);

describe.each(cases)('an external database of $system', ({ system, values, database, client, secret, url }) => {
  const objects = objectsWith(system, values);
  const withIt = objectsWith(system, {});

  test('takes the place of all objects of the built-in one, and of no others', () => {
    const namesOf = ({ all }: Objects) => all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    const left = new Set(namesOf(objects));
    const gone = namesOf(withIt).filter((name) => !left.has(name));
    for (const kind of ['StatefulSet', 'Service', 'NetworkPolicy']) expect(gone).toContain(`${kind} ${database}`);
    expect(gone.filter((name) => !name.split(' ')[1]!.startsWith(database))).toEqual([]);
  });

  test('is reached by its clients at the URL that the values make, with the password of a Secret', () => {
    for (const container of [objects.container(client), objects.initContainers(client).get('migrate')!]) {
      const [name, key] = secret;
      expect(elements(at(container, 'env')).slice(0, 2)).toEqual([
        { name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { name, key } } },
        { name: 'DATABASE_URL', value: url },
      ]);
    }
    const names = elements(at(withIt.container(client), 'env')).map((variable) => at(variable, 'name'));
    expect(names.filter((name) => name === 'DATABASE_PASSWORD')).toEqual([]);
    expect(names.filter((name) => name === 'DATABASE_URL')).toHaveLength(1);
  });

  test('is waited for, and let through by the policy of its clients alone', () => {
    const [wait] = objects.initContainers(client).values();
    expect(at(wait, 'env')).toEqual([
      { name: 'WAIT_FOR_HOST', value: 'db.example.com' },
      { name: 'WAIT_FOR_PORT', value: '6432' },
    ]);
    expect(egressPorts(objects, client)).toContainEqual(['anywhere', 6432]);
    expect(egressPorts(withIt, client)).not.toContainEqual(['anywhere', 6432]);
    expect(egressPorts(objects, client)).not.toContainEqual(['pods', 'postgres']);
  });

  test('must have a host', () => {
    const [[name]] = Object.entries(values) as [[string, object]];
    expect(() => objectsWith(system, { [name]: { enabled: false } })).toThrow(
      `${name}.external.host names your own server where ${name}.enabled is off`,
    );
  });
});

test('nothing of the image of a service is needed to wait, and what waits is a value', () => {
  for (const [system, client, wait, image] of [
    ['microshop', 'user', 'wait-for-database', 'postgres:16'],
    ['family-gifting', 'api', 'wait-for-postgres', 'postgres:16'],
  ] as const) {
    expect(objectsWith(system, {}).initContainers(client).get(wait)!['image']).toBe(image);
    const command = ['sh', '-c', 'sleep 10'];
    expect(objectsWith(system, { waiting: { command } }).initContainers(client).get(wait)!['command']).toEqual(command);
    const without = objectsWith(system, { waiting: { enabled: false }, migration: { command: [] } });
    expect([...without.initContainers(client).keys()]).toEqual([]);
    const uv = ['uv', 'run', 'alembic', 'upgrade', 'head'];
    const migrate = objectsWith(system, { migration: { command: uv } })
      .initContainers(client)
      .get('migrate');
    expect(elements(at(migrate, 'command')).slice(-5)).toEqual(uv);
  }
});

test('uv, with which the image of the API of family-gifting starts, writes nowhere but below /tmp', () => {
  const objects = objectsWith('family-gifting', {});
  for (const container of [objects.container('api'), objects.initContainers('api').get('migrate')!]) {
    expect(at(container, 'securityContext', 'readOnlyRootFilesystem')).toBe(true);
    expect(at(container, 'env')).toEqual(
      expect.arrayContaining([
        { name: 'UV_NO_SYNC', value: '1' },
        { name: 'UV_CACHE_DIR', value: '/tmp/uv' },
      ]),
    );
  }
});
