import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { judgedBy } from '../judging/testing/judges.fixture';
import { run } from '../judging/testing/run-program.fixture';
import { SystemOutput, at, commandOf, elements, variablesOf } from './output.fixture';
import { PostgresServer } from './postgres.fixture';

/* What asks a database, and what waits for one, run as it is committed against real servers on the loopback interface. */

const databases: [string, string, string, string][] = [
  ['family-gifting', 'postgres', 'api', 'wait-for-postgres'],
  ['microshop', 'user-db', 'user', 'wait-for-database'],
  ['microshop', 'product-db', 'product', 'wait-for-database'],
  ['microshop', 'order-db', 'order', 'wait-for-database'],
  ['task-manager-api', 'postgres', 'task-api', 'wait-for-database'],
];

const outputOf = (system: string) => new SystemOutput(system).committed('local');

judgedBy('postgres', 'a real PostgreSQL', ({ postgres }) => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await PostgresServer.start(postgres);
  });

  afterAll(() => server.stop());

  describe('is found by the probes of each database', () => {
    const words = (system: string, name: string, probe: string) =>
      elements(at(outputOf(system).container(name, 'StatefulSet'), probe, 'exec', 'command')).map(String);

    const answers = async (system: string, name: string) => {
      const probes = ['startupProbe', 'livenessProbe', 'readinessProbe'];
      return Promise.all(probes.map(async (probe) => (await server.run(words(system, name, probe))).code));
    };

    test.each(databases)('of %s, %s, while it is there', async (system, name) => {
      expect(await answers(system, name)).toEqual([0, 0, 0]);
    });

    test('and missed while it is away', async () => {
      await server.pause();
      for (const [system, name] of databases) expect([name, await answers(system, name)]).toEqual([name, [2, 2, 2]]);
      await server.resume();
    });
  });

  describe('is backed up and restored by the commands of the README', () => {
    /** The `pg_dump` and `pg_restore` of a README as the pod runs them, with their redirections. */
    function commands(system: string, variables: { readonly [name: string]: string }): string[] {
      const readme = new SystemOutput(system).file('README.md');
      const found = [...readme.matchAll(/^ *kubectl exec (?:--stdin )?statefulset\/\S+ --namespace \S+ -- (pg_.*)$/gm)];
      const replace = (command: string) =>
        Object.entries(variables).reduce(
          (text, [name, value]) => text.replaceAll(`\${${name}}`, value).replaceAll(`$${name}`, value),
          command,
        );
      return found.map(([, command]) => replace(command!));
    }

    test.each([
      ['microshop', 'orders', { service: 'order' }],
      ['task-manager-api', 'tasks', {}],
    ])('of %s', async (system, database, variables) => {
      const [dump, restore] = commands(system, variables);
      const user = /--username "?(\w+)/.exec(dump!)![1]!;
      if (user !== server.user) await server.query(`CREATE ROLE ${user} SUPERUSER LOGIN`);
      await server.query(`CREATE DATABASE ${database} OWNER ${user}`);
      await server.query('CREATE TABLE kept (name text); INSERT INTO kept VALUES (1)', database);
      expect(await server.run(['/bin/sh', '-ec', dump!])).toMatchObject({ code: 0, output: '' });
      const [, file] = /> (\S+)$/.exec(dump!)!;
      expect(readFileSync(join(server.folder, file!)).toString('latin1')).toMatch(/^PGDMP/);
      if (restore === undefined) return;
      await server.query('DROP TABLE kept', database);
      expect(await server.run(['/bin/sh', '-ec', restore])).toMatchObject({ code: 0, output: '' });
      expect(await server.query('SELECT name FROM kept', database)).toBe('1');
    });
  });
});

judgedBy(['postgres', 'python3'], 'the wait for a database', ({ postgres, python3 }) => {
  const container = (system: string, name: string, wait: string) => outputOf(system).initContainers(name).get(wait);
  const command = (system: string, name: string, wait: string) => {
    const [program, ...words] = commandOf(container(system, name, wait));
    return [program === 'python' ? python3 : program!, ...words];
  };
  const env = (port: number) => ({
    PATH: `${dirname(postgres)}:${process.env['PATH'] ?? ''}`,
    WAIT_FOR_HOST: '127.0.0.1',
    WAIT_FOR_PORT: String(port),
  });
  const start = ([program, ...args]: readonly string[], variables: object) => {
    const child = spawn(program!, args, {
      env: { ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    return { child, ended };
  };

  test.each(databases)('of %s, %s, by %s is for the Service of the database', (system, name, service, wait) => {
    const port = at(outputOf(system).get('Service', name), 'spec', 'ports', 0, 'port');
    expect(variablesOf(container(system, service, wait))).toEqual({ WAIT_FOR_HOST: name, WAIT_FOR_PORT: String(port) });
  });

  describe.each([databases[0]!, databases[1]!, databases[4]!])('of %s', (system, _, service, wait) => {
    let server: PostgresServer;

    beforeAll(async () => {
      server = await PostgresServer.start(postgres);
    });

    afterAll(() => server.stop());

    test('goes on until the database takes connections, says what it waits for, and then ends well', async () => {
      await server.pause();
      const { child, ended } = start(command(system, service, wait), env(server.port));
      const said = await new Promise<string>((resolve) =>
        child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))),
      );
      expect(said).toMatch(new RegExp(`^waiting for 127\\.0\\.0\\.1 ${server.port}.* (refused|not answer)`));
      expect(child.exitCode).toBeNull();
      await server.resume();
      expect(await ended).toBe(0);
    });

    test('ends at once when it does already', async () => {
      expect(await run(command(system, service, wait), { env: env(server.port) })).toMatchObject({
        code: 0,
        output: '',
      });
    });
  });

  test('goes on while the name is not known yet', async () => {
    const unknown = { ...env(5432), WAIT_FOR_HOST: 'no-such-name.invalid' };
    const { child, ended } = start(command('microshop', 'user', 'wait-for-database'), unknown);
    let said = '';
    await new Promise<void>((resolve) =>
      child.stdout.on('data', (chunk: Buffer) => {
        said += String(chunk);
        if (said.split('\n').length > 2) resolve();
      }),
    );
    expect([child.exitCode, said]).toEqual([
      null,
      expect.stringMatching(/^(waiting for no-such-name\.invalid 5432.*\n){2}/),
    ]);
    process.kill(-child.pid!, 'SIGKILL');
    await ended;
  });
});
