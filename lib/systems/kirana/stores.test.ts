import { spawn } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { judgedBy } from '../../testing/judges.fixture';
import { freePort, run, withFiles, type Outcome } from '../../testing/run-program.fixture';
import { at, elements } from '../output.fixture';
import { backupKeys, note } from './backup';
import { chartFiles, fileOf, objectsIn } from './kirana.fixture';

const production = objectsIn('production');
const flags = elements(at(production.container('kirana-redis', 'StatefulSet'), 'args')).map(String);
const password = 'Gh7"x y$z';

const say = (command: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> =>
  run(command, { env: { ...process.env, ...env }, timeout: 20_000 });

/** A real Redis on loopback with the flags of the chart. */
async function withRedis(
  path: string,
  body: (port: number, cli: (...args: string[]) => Promise<Outcome>) => Promise<void>,
): Promise<void> {
  await withFiles({}, async (folder) => {
    const port = await freePort();
    const own = flags.slice(1).map((flag) => (flag === '/data' ? folder : flag.replace('$(REDIS_PASSWORD)', password)));
    const server = spawn(path, [...own, '--port', String(port), '--bind', '127.0.0.1'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => server.on('exit', resolve));
    const cli = (...args: string[]) => say(['redis-cli', '-p', String(port), ...args], { REDISCLI_AUTH: password });
    try {
      for (let i = 0; i < 100 && (await cli('ping')).output !== 'PONG\n'; i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      await body(port, cli);
    } finally {
      server.kill('SIGTERM');
      await ended;
    }
  });
}

judgedBy('redis-server', 'the real Redis', ({ 'redis-server': path }) => {
  test('takes the flags, wants the password and keeps what it is told', async () => {
    expect(flags[0]).toBe('redis-server');
    await withRedis(path, async (port, cli) => {
      expect((await cli('ping')).output).toBe('PONG\n');
      expect((await say(['redis-cli', '-p', String(port), 'ping'], { REDISCLI_AUTH: '' })).output).toContain('NOAUTH');
      expect((await cli('config', 'get', 'appendonly')).output.trim().split('\n')).toEqual(['appendonly', 'yes']);
      expect((await cli('config', 'get', 'maxmemory')).output.trim().split('\n')).toEqual([
        'maxmemory',
        String(384 * 1024 * 1024),
      ]);
      const probe = elements(
        at(production.container('kirana-redis', 'StatefulSet'), 'readinessProbe', 'exec', 'command'),
      ).map(String);
      const asked = [...probe.slice(0, 2), probe[2]!.replace('redis-cli', `redis-cli -p ${port}`)];
      expect((await say(asked, { REDISCLI_AUTH: password })).code).toBe(0);
      expect((await say(asked, { REDISCLI_AUTH: 'wrong' })).code).toBe(1);
    });
  });

  test('gets the note of a backup from bash, whatever is in the password', async () => {
    await withFiles({ 'x.dump': 'twelve bytes' }, (folder) =>
      withRedis(path, async (port, cli) => {
        const leave = (REDIS_PASSWORD: string) =>
          say(['sh', '-ec', `target=${folder}/x.dump.part\n${note}`], {
            REDIS_HOST: '127.0.0.1',
            REDIS_PORT: String(port),
            REDIS_PASSWORD,
          });
        const refused = await leave('wrong');
        expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('WRONGPASS')]);
        expect((await cli('exists', backupKeys.success)).output).toBe('0\n');
        expect(await leave(password)).toMatchObject({ code: 0, output: '' });
        expect((await cli('get', backupKeys.size)).output).toBe('12\n');
        const age = Date.now() / 1000 - Number((await cli('get', backupKeys.success)).output);
        expect(Math.abs(age)).toBeLessThan(30);
      }),
    );
  });
});

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
