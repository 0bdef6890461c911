import { chmodSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { judgedBy } from '../../judging/testing/judges.fixture';
import type { Outcome } from '../../judging/testing/run-program.fixture';
import { commandOf, SystemOutput, variablesOf } from '../output.fixture';
import { PostgresServer } from '../postgres.fixture';

/*
 * The container of the nightly backup as it is committed, run with the real shell, find and pg_dump against a real
 * PostgreSQL on the loopback interface. Only the host and the folder are replaced.
 */

const output = new SystemOutput('family-gifting');
const container = output.committed('production').container('postgres-backup', 'CronJob');
const hours = (count: number) => count * 3600;

judgedBy('postgres', 'the nightly backup', ({ postgres }) => {
  let server: PostgresServer;
  let folder: string;
  let count = 0;

  beforeAll(async () => {
    server = await PostgresServer.start(postgres);
    await server.query('CREATE DATABASE family_gifting');
  });

  afterAll(() => server.stop());

  beforeEach(async () => {
    folder = server.makeFolder(`backups-${count++}`);
    await server.query(
      "CREATE TABLE gifts (name text); INSERT INTO gifts VALUES ('a kite'), ('ein Bär')",
      'family_gifting',
    );
  });

  afterEach(() => server.query('DROP TABLE gifts', 'family_gifting'));

  const inContainer = (command: string[], env: { readonly [name: string]: string } = {}): Promise<Outcome> =>
    server.run(command, variablesOf(container, { PGHOST: '127.0.0.1', PGPASSWORD: server.password, ...env }));

  const backUp = (env?: { readonly [name: string]: string }) =>
    inContainer(commandOf(container, { '/backups': folder }), env);

  /** A file that was written some time ago. */
  function writeOld(name: string, age: number): void {
    const path = join(folder, name);
    writeFileSync(path, 'x');
    utimesSync(path, Date.now() / 1000 - age, Date.now() / 1000 - age);
  }

  const files = () => readdirSync(folder).sort();

  test('writes one dump, named after the time, and says so', async () => {
    const { code, output: said } = await backUp();
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/\d+ .*\.dump\n$/) });
    expect(files()).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.dump$/)]);
  });

  test('can be restored with the command of the README, whatever happened to the data since', async () => {
    expect((await backUp()).code).toBe(0);
    await server.query("DELETE FROM gifts; INSERT INTO gifts VALUES ('a mistake')", 'family_gifting');
    const [, quoted] = /\["\/bin\/sh", "-ec",\s*("(?:[^"\\]|\\.)*")\]/.exec(output.file('README.md')) ?? [];
    const restore = (JSON.parse(quoted ?? '""') as string).replaceAll('/backups', folder);
    expect(restore).toContain('pg_restore');
    const { code, output: said } = await inContainer(['/bin/sh', '-ec', restore]);
    expect({ code, said }).toEqual({ code: 0, said: '' });
    expect(await server.query('SELECT name FROM gifts ORDER BY name', 'family_gifting')).toBe('a kite\nein Bär');
  });

  test('removes what is older than seven days, once the new dump is there, and keeps the rest', async () => {
    writeOld('a-year.dump', hours(24 * 365));
    writeOld('too-old.dump', hours(24 * 7 + 1));
    writeOld('just-kept.dump', hours(24 * 7 - 1));
    writeOld('yesterday.dump', hours(24));
    writeOld('notes.txt', hours(24 * 365));
    expect((await backUp()).code).toBe(0);
    expect(files()).toEqual([expect.stringMatching(/^\d.*\.dump$/), 'just-kept.dump', 'notes.txt', 'yesterday.dump']);
  });

  test('keeps as many days as the values say', async () => {
    writeOld('two-days.dump', hours(49));
    writeOld('one-day.dump', hours(25));
    expect((await backUp({ RETENTION_DAYS: '2' })).code).toBe(0);
    expect(files().slice(1)).toEqual(['one-day.dump']);
  });

  test('clears away what a killed backup left behind, and not one that is being written', async () => {
    writeOld('killed.dump.part', hours(3));
    writeOld('running.dump.part', hours(1));
    expect((await backUp()).code).toBe(0);
    expect(files().slice(1)).toEqual(['running.dump.part']);
  });

  test('minds no folder of the file system that it may not read', async () => {
    const lost = join(folder, 'lost+found');
    mkdirSync(lost);
    chmodSync(lost, 0);
    expect((await backUp()).code).toBe(0);
    expect(files().slice(1)).toEqual(['lost+found']);
  });

  test.each([
    ['the password is wrong', { PGPASSWORD: 'wrong' }, 'password authentication failed'],
    ['the database is not there', { PGDATABASE: 'nowhere' }, 'database "nowhere" does not exist'],
    ['the server is not there', { PGHOST: '127.0.0.1', PGPORT: '1' }, 'Connection refused'],
  ])('fails, leaves no file and removes no old dump when %s', async (_, env, message) => {
    writeOld('too-old.dump', hours(24 * 30));
    const { code, output: said } = await backUp(env);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(message) });
    expect(files()).toEqual(['too-old.dump']);
  });

  test('fails, leaves no file and removes no old dump when the dump breaks off in the middle', async () => {
    await server.query("CREATE ROLE reader LOGIN PASSWORD 'reader'", 'family_gifting');
    writeOld('too-old.dump', hours(24 * 30));
    const { code, output: said } = await backUp({ PGUSER: 'reader', PGPASSWORD: 'reader' });
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('permission denied for table gifts') });
    expect(files()).toEqual(['too-old.dump']);
  });

  test('reaches its database under the names that the StatefulSet makes', () => {
    const { PGHOST, PGUSER, PGDATABASE } = variablesOf(container);
    const made = variablesOf(output.committed('production').container('postgres', 'StatefulSet'));
    expect([PGHOST, PGUSER, PGDATABASE]).toEqual(['postgres', made['POSTGRES_USER'], made['POSTGRES_DB']]);
  });
});
