import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { judgedBy } from '../judging/testing/judges.fixture';
import { ApplicationImage, type Revision, type Running } from './alembic.fixture';
import { SystemOutput, commandOf } from './output.fixture';
import { PostgresServer } from './postgres.fixture';

/*
 * The init containers that migrate and those that wait for a migration, as they are committed, with the real alembic and a real
 * PostgreSQL: an old and a new image, which are two folders of revisions.
 */

const words = (system: string, environment: string, workload: string, name: string) =>
  commandOf(new SystemOutput(system).committed(environment).initContainers(workload).get(name));

const upgrades: [string, string][] = [
  ['family-gifting', 'api'],
  ['microshop', 'user'],
  ['microshop', 'product'],
  ['microshop', 'order'],
  ['task-manager-api', 'task-api'],
];
const upgrade = words('family-gifting', 'production', 'api', 'migrate');
// Who waits looks again soon. Each look starts alembic twice, which costs a second of CPU.
const gate = words('sovd-webapp', 'production', 'sovd-webapp-backend', 'schema').map((word) =>
  word.replace('sleep 5', 'sleep 1'),
);

test('the pods of all systems migrate by one script, and wait by one', () => {
  for (const [system, workload] of upgrades) expect(words(system, 'local', workload, 'migrate')).toEqual(upgrade);
  expect(words('task-manager-api', 'production', 'task-api', 'schema').join()).toBe(
    words('sovd-webapp', 'staging', 'sovd-webapp-backend', 'schema').join(),
  );
  expect(upgrade.slice(-3)).toEqual(['alembic', 'upgrade', 'head']);
});

const first: Revision = { id: 'a1' };
const second: Revision = { id: 'a2', after: 'a1' };
const third: Revision = { id: 'a3', after: 'a2', sql: 'create table t_a3 as select 1 as a from pg_sleep(1)' };

judgedBy(['postgres', 'alembic', 'busybox'], 'alembic on a real PostgreSQL', ({ postgres, alembic, busybox }) => {
  let server: PostgresServer;
  let database = 0;
  const images: ApplicationImage[] = [];
  const running: Running[] = [];

  const name = () => `app${database}`;
  const url = () => `postgresql://${server.user}:${server.password}@127.0.0.1:${server.port}/${name()}`;
  const image = (revisions: readonly Revision[], setting?: string) => {
    const made = new ApplicationImage(alembic, url, revisions, setting);
    images.push(made);
    return made;
  };
  const waiting = (of: ApplicationImage, command = gate) => {
    const started = of.start(command);
    running.push(started);
    return started;
  };
  const tables = async () =>
    (await server.query("select tablename from pg_tables where schemaname = 'public' order by 1", name())).split('\n');
  const revisions = () => server.query('select version_num from alembic_version order by 1', name());

  const old = () => image([first, second]);
  const young = () => image([first, second, third]);

  beforeAll(async () => {
    server = await PostgresServer.start(postgres);
  });
  beforeEach(async () => {
    database++;
    await server.query(`create database ${name()}`);
  });
  afterEach(async () => {
    for (const each of running.splice(0)) await each.stop();
    for (const each of images.splice(0)) each.remove();
  });
  afterAll(() => server.stop());

  describe.each([
    ['dash', [] as string[]],
    ['BusyBox', [busybox]],
  ])('by the shell of %s', (_, shell) => {
    const migrate = [...shell, ...upgrade];
    const wait = [...shell, ...gate];

    test('a first installation migrates, and whoever waits goes on', async () => {
      const app = old();
      const gated = waiting(app, wait);
      await gated.says(/waiting for the migration to a2; the database is at: no revision\n/);
      expect((await app.run(migrate)).code).toBe(0);
      expect(await gated.ended).toBe(0);
      expect((await app.run(migrate)).code).toBe(0);
      expect(await tables()).toEqual(['alembic_version', 't_a1', 't_a2']);
    });

    test('an upgrade keeps the new pods waiting until it is done, and the old ones not', async () => {
      const [before, after] = [old(), young()];
      await before.run(migrate);
      const gated = waiting(after, wait);
      await gated.says(/waiting for the migration to a3; the database is at: a2\n/);
      expect((await before.run(wait)).code).toBe(0);
      expect((await after.run(migrate)).code).toBe(0);
      expect(await gated.ended).toBe(0);
    });

    test('after a rollback the old pods start, and leave the newer schema as it is', async () => {
      const [before, after] = [old(), young()];
      await before.run(migrate);
      await after.run(migrate);
      // What alembic itself does, for which such pods never started.
      expect(await before.run(['alembic', 'upgrade', 'head'])).toMatchObject({ code: 255 });
      const migrated = await before.run(migrate);
      expect([migrated.code, migrated.output]).toEqual([
        0,
        expect.stringMatching(
          /identified by 'a3'\n+The schema is newer than this image, which leaves it as it is\.\n$/,
        ),
      ]);
      expect(await before.run(wait)).toMatchObject({ code: 0, output: 'The schema is newer than this image.\n' });
      expect(await revisions()).toBe('a3');
    });

    test('alembic is asked by the words that the migration calls it by, as with uv run', async () => {
      const [before, after] = [old(), young()];
      await after.run(migrate);
      const called = [...migrate.slice(0, -3), 'env', 'CALLED=yes', 'alembic', 'upgrade', 'head'];
      expect(await before.run(called)).toMatchObject({ code: 0, output: expect.stringContaining('newer than this') });
      const other = [...migrate.slice(0, -3), 'sh', '-c', 'alembic upgrade head'];
      expect((await before.run(other)).code).toBe(255);
    });
  });

  test('two pods that migrate at once make one schema, and the one that comes too late is right when it starts again', async () => {
    const app = young();
    const outcomes = await Promise.all([app.run(upgrade), app.run(upgrade)]);
    expect(outcomes.map(({ code }) => code)).toContain(0);
    expect((await app.run(upgrade)).code).toBe(0);
    expect([await revisions(), await tables()]).toEqual(['a3', ['alembic_version', 't_a1', 't_a2', 't_a3']]);
  });

  test('a migration that fails, fails, and whoever waits goes on waiting', async () => {
    const app = image([first, { id: 'b2', after: 'a1', sql: 'create nonsense' }]);
    const gated = waiting(app);
    expect(await app.run(upgrade)).toMatchObject({ code: 1, output: expect.stringContaining('nonsense') });
    await gated.says(/waiting for the migration to b2; .*\n(.*\n)*waiting for the migration to b2; /);
    expect(gated.hasEnded).toBe(false);
  });

  test('a target that the image does not have is a mistake, and no newer schema', async () => {
    const app = old();
    await app.run(upgrade);
    const outcome = await app.run([...upgrade.slice(0, -1), 'a9']);
    expect(outcome).toMatchObject({ code: 255, output: expect.stringContaining("identified by 'a9'") });
  });

  test('a database that is away is waited for, and no migration succeeds without it', async () => {
    const app = old();
    await app.run(upgrade);
    await server.pause();
    expect((await app.run(upgrade)).code).toBe(1);
    const gated = waiting(app);
    expect(await gated.says(/waiting for the database: alembic current fails\n(.*\n)+/)).toMatch(/refused/);
    await server.resume();
    expect(await gated.ended).toBe(0);
  });

  test('an image whose settings fail waits, and says why', async () => {
    const gated = waiting(image([first], 'raise RuntimeError("no settings")'));
    await gated.says(/waiting for the database: alembic current fails\n(.*\n)*RuntimeError: no settings\n/);
    expect(gated.hasEnded).toBe(false);
  });

  test('an image without revisions waits for nothing, and one without alembic fails', async () => {
    expect((await image([]).run(gate)).code).toBe(0);
    const app = old();
    expect(
      (await app.run([...gate.slice(0, -1), gate.at(-1)!.replaceAll('alembic heads', 'no-alembic heads')])).code,
    ).toBe(127);
  });

  describe('of an image with several heads', () => {
    const beside: Revision = { id: 'c1' };
    const all = [...upgrade.slice(0, -1), 'heads'];

    test('all of them are waited for', async () => {
      const app = image([first, second, beside]);
      expect((await app.run([...upgrade.slice(0, -1), 'a2'])).code).toBe(0);
      const gated = waiting(app);
      await gated.says(/waiting for the migration to c1; the database is at: a2 \(head\)\n/);
      expect((await app.run(all)).code).toBe(0);
      expect(await gated.ended).toBe(0);
      // One head too few is not a newer schema, and one too many is.
      expect((await app.run(upgrade)).code).toBe(255);
      expect((await old().run(gate)).output).toBe('The schema is newer than this image.\n');
      expect((await old().run(upgrade)).code).toBe(0);
    });

    test('one that another depends on is there with it', async () => {
      const app = image([first, second, { ...beside, dependsOn: 'a2' }]);
      expect((await app.run(all)).code).toBe(0);
      expect(await revisions()).toBe('c1');
      expect((await app.run(gate)).code).toBe(0);
    });
  });
});
