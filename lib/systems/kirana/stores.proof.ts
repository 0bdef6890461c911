import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import { freePort, run, withFiles, type Outcome } from '../../judging/testing/run-program.fixture';
import { at, elements } from '../output.fixture';
import { backupKeys, note } from './backup';
import { objectsIn } from './kirana.fixture';

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
