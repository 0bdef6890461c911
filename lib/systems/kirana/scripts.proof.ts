import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run, withFiles, type Outcome } from '../../judging/testing/run-program.fixture';
import { at } from '../output.fixture';
import { objectsIn } from './kirana.fixture';

const production = objectsIn('production');
const pod = at(production.migration, 'spec', 'template', 'spec');
const dump = String(at(pod, 'initContainers', 0, 'command', 2));
const migrate = String(at(pod, 'containers', 0, 'command', 2));
const backup = String(at(production.container('kirana-backup', 'CronJob'), 'command', 2));

/** A folder with a `bin` of small programs that stand for those which Debian does not have. */
interface ScriptFolder {
  readonly folder: string;
  readonly program: (name: string, script: string) => void;
  readonly run: (shell: string, script: string, env: Record<string, string>) => Promise<Outcome>;
}

const inFolder = (body: (scripts: ScriptFolder) => Promise<void>) =>
  withFiles({}, async (folder) => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    await body({
      folder,
      program: (name, script) => {
        writeFileSync(join(bin, name), `#!/bin/bash\n${script}\n`);
        chmodSync(join(bin, name), 0o755);
      },
      run: (shell, script, env) => {
        const here = script.replaceAll('/migrations', folder).replaceAll('/backups', folder);
        const path = `${bin}:${process.env['PATH'] ?? ''}`;
        return run([shell, '-ec', here], { env: { ...process.env, ...env, PATH: path }, timeout: 20_000 });
      },
    });
  });

/** mongodump as far as the scripts see it: it writes what it is asked to. */
const mongodump = 'for word in "$@"; do case "$word" in --archive=*) echo data > "${word#--archive=}" ;; esac; done';
const version = { APP_VERSION: '1.0.0', DIRECTION: 'forward' };

describe('the container that migrates', () => {
  test('runs the migration and writes a line of history', async () => {
    await inFolder(async ({ folder, program, run }) => {
      program('python', 'echo "$@"');
      const { code, output } = await run('sh', migrate, version);
      expect([code, output]).toEqual([0, expect.stringContaining('migrate_database.py\n')]);
      const back = await run('sh', migrate, { ...version, DIRECTION: 'back', MIGRATION_OPTIONS: '--rollback' });
      expect(back.output).toContain('migrate_database.py --rollback\n');
      const lines = readFileSync(join(folder, 'history.log'), 'utf8').trim().split('\n');
      const time = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';
      expect(lines).toEqual([
        expect.stringMatching(`^${time} 1.0.0 forward succeeded$`),
        expect.stringMatching(`^${time} 1.0.0 back succeeded$`),
      ]);
    });
  });

  test('fails when the migration fails, and the history says so', async () => {
    await inFolder(async ({ folder, program, run }) => {
      program('python', 'exit 3');
      expect((await run('sh', migrate, version)).code).toBe(1);
      expect(readFileSync(join(folder, 'history.log'), 'utf8')).toMatch(/forward failed\n$/);
    });
  });
});

describe('the container that dumps first', () => {
  const env = { MONGODB_HOST: 'm', MONGODB_USER: 'root', MONGODB_PASSWORD: 'p', APP_VERSION: '1.0.0', KEEP: '3' };

  test('waits for the database, dumps it and keeps only the last dumps', async () => {
    await inFolder(async ({ folder, program, run }) => {
      program('mongosh', `test -e ${folder}/up || { touch ${folder}/up; exit 1; }`);
      program('mongodump', mongodump);
      for (const day of [1, 2, 3, 4]) {
        const old = join(folder, `before-0.9.0-2024-01-0${day}.dump`);
        writeFileSync(old, '');
        utimesSync(old, day * 86_400, day * 86_400);
      }
      const { code, output } = await run('bash', dump, env);
      expect([code, output]).toEqual([0, expect.stringContaining('waiting for m\n')]);
      const dumps = readdirSync(folder)
        .filter((name) => name.endsWith('.dump'))
        .sort();
      expect(dumps).toEqual([
        'before-0.9.0-2024-01-03.dump',
        'before-0.9.0-2024-01-04.dump',
        expect.stringMatching(/^before-1\.0\.0-/),
      ]);
    });
  });

  test('fails, and so nothing is migrated, when the dump fails', async () => {
    await inFolder(async ({ folder, program, run }) => {
      program('mongosh', 'exit 0');
      program('mongodump', `${mongodump}; exit 1`);
      expect((await run('bash', dump, env)).code).toBe(1);
      expect(readdirSync(folder).filter((name) => name.endsWith('.dump'))).toEqual([]);
    });
  });
});

describe('the nightly backup', () => {
  const env = {
    ...{ MONGODB_HOST: 'm', MONGODB_USER: 'root', MONGODB_PASSWORD: 'p', RETENTION_DAYS: '14' },
    ...{ REDIS_HOST: '127.0.0.1', REDIS_PORT: '1', REDIS_PASSWORD: 'p' },
  };

  test('removes backups of more than 14 days once a new one is there, and not without one', async () => {
    await inFolder(async ({ folder, program, run }) => {
      const aged = (days: number) => {
        const path = join(folder, `${days}-days.dump`);
        writeFileSync(path, '');
        const time = Date.now() / 1000 - days * 86_400 - 3600;
        utimesSync(path, time, time);
        return path;
      };
      const [kept, old] = [aged(13), aged(15)];
      program('mongodump', 'exit 1');
      expect((await run('sh', backup, env)).code).toBe(1);
      expect([kept, old].map(existsSync)).toEqual([true, true]);
      program('mongodump', mongodump);
      // No Redis listens there: the backup is made, and that it could not be noted is a failure that somebody sees.
      expect((await run('sh', backup, env)).code).toBe(1);
      expect([kept, old].map(existsSync)).toEqual([true, false]);
      expect(readdirSync(folder).filter((name) => /^\d{4}-.*\.dump$/.test(name))).toHaveLength(1);
    });
  });
});
