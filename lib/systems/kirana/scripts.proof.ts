import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { run, withFiles, type Outcome } from '../../judging/testing/run-program.fixture';
import { at } from '../output.fixture';
import { objectsIn } from './kirana.fixture';

const production = objectsIn('production');
const pod = at(production.migration, 'spec', 'template', 'spec');
const dump = String(at(pod, 'initContainers', 0, 'command', 2));
const migrate = String(at(pod, 'initContainers', 1, 'command', 2));
const record = String(at(pod, 'containers', 0, 'command', 2));
const gate = String(at(production.initContainers('kirana-backend').get('wait-for-migration'), 'command', 2));
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
    const program = (name: string, script: string) => {
      writeFileSync(join(bin, name), script.startsWith('#!') ? script : `#!/bin/bash\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    program('mongosh', mongosh(folder));
    await body({
      folder,
      program,
      run: (shell, script, env) => {
        const here = ['/tmp/', '/migrations/', '/backups/', '/migrations', '/backups']
          .reduce(
            (text, path) => text.replaceAll(path, path.endsWith('/') ? '@FOLDER@/' : '@FOLDER@'),
            script.replaceAll(/sleep [25]$/gm, 'sleep 0.1'),
          )
          .replaceAll('@FOLDER@', folder);
        const path = `${bin}:${process.env['PATH'] ?? ''}`;
        return run([shell, '-ec', here], { env: { ...process.env, ...env, PATH: path }, timeout: 20_000 });
      },
    });
  });

/**
 * mongosh as far as the scripts see it: it runs their JavaScript on a database that is a file, and fails while there is a file
 * `away`. No real MongoDB has looked at it.
 */
const mongosh = (folder: string) => `#!${process.execPath}
const { existsSync, readFileSync, renameSync, writeFileSync, rmSync } = require('node:fs');
const words = process.argv.slice(2);
const away = '${folder}/away';
if (existsSync(away)) {
  console.error('MongoServerSelectionError: connect ECONNREFUSED');
  // It comes back when it has been asked often enough.
  const left = Number(readFileSync(away, 'utf8')) - 1;
  if (left > 0) writeFileSync(away, String(left)); else rmSync(away);
  process.exit(1);
}
const script = words[words.indexOf('--eval') + 1];
if (words.includes('--nodb')) {
  const connect = (uri) => {
    if (uri !== process.env.MONGODB_URI || !uri) throw new Error('no URI');
    return { getCollection: (name) => collection('${folder}/' + name + '.json') };
  };
  new Function('connect', 'print', script)(connect, console.log);
} else if (!script.includes('ping')) throw new Error(script);

function collection(file) {
  const all = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  // Whoever reads at the same time finds the whole of it.
  const save = () => {
    writeFileSync(file + '.' + process.pid, JSON.stringify(all));
    renameSync(file + '.' + process.pid, file);
  };
  return {
    findOne: ({ _id }) => all[_id] ?? null,
    updateOne: ({ _id }, { $set }, { upsert }) => {
      if (!upsert || !_id) throw new Error('no upsert');
      all[_id] = { _id, ...all[_id], ...$set };
      save();
    },
    deleteOne: ({ _id }) => { delete all[_id]; save(); },
  };
}
`;

/** mongodump as far as the scripts see it: it writes what it is asked to. */
const mongodump = 'for word in "$@"; do case "$word" in --archive=*) echo data > "${word#--archive=}" ;; esac; done';

/** What the containers of a Job are told, of the image `shop:TAG`. */
const told = (tag: string, DIRECTION = 'forward', JOB = `job-${tag}-${DIRECTION}`) => ({
  ...{ MONGODB_HOST: 'm', MONGODB_USER: 'root', MONGODB_PASSWORD: 'p', KEEP: '3', MONGODB_URI: 'mongodb://m/shop' },
  ...{ APP_VERSION: '1.0.0', IMAGE: `shop:${tag}`, DIRECTION, JOB },
});

const recordsIn = (folder: string) => {
  const file = join(folder, 'chartwright_migrations.json');
  const records = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, { state: string }>) : {};
  return Object.fromEntries(Object.entries(records).map(([image, { state }]) => [image, state]));
};
const dumpsIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.dump'))
    .sort();

/** A Job as it runs: its containers one after another, up to one that fails. */
async function runJob({ folder, run }: ScriptFolder, env: Record<string, string>): Promise<Outcome> {
  // Each pod has a /tmp of its own.
  rmSync(join(folder, 'nothing-to-do'), { force: true });
  let last: Outcome = { code: 0, output: '', stdout: '' };
  for (const [shell, script] of [
    ['bash', dump],
    ['sh', migrate],
    ['bash', record],
  ] as const) {
    const outcome = await run(shell, script, env);
    last = { ...outcome, output: last.output + outcome.output };
    if (outcome.code !== 0) break;
  }
  return last;
}

const withPrograms = (body: (scripts: ScriptFolder) => Promise<void>) =>
  inFolder(async (scripts) => {
    scripts.program('python', `echo "$@" | tee -a ${scripts.folder}/migrated`);
    scripts.program('mongodump', mongodump);
    await body(scripts);
  });
const migratedIn = (folder: string) => readFileSync(join(folder, 'migrated'), 'utf8').trim().split('\n');

describe('the Job that migrates', () => {
  test('dumps, migrates, writes a line of history, and writes down which image has done it', async () => {
    await withPrograms(async (scripts) => {
      const { folder } = scripts;
      expect(await runJob(scripts, told('1'))).toMatchObject({
        code: 0,
        output: expect.stringContaining('shop:1 forward: written down\n'),
      });
      expect(migratedIn(folder)).toEqual(['migrate_database.py']);
      expect(dumpsIn(folder)).toEqual([expect.stringMatching(/^before-1\.0\.0-/)]);
      expect(recordsIn(folder)).toEqual({ 'shop:1': 'done' });
      const time = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';
      const history = readFileSync(join(folder, 'history.log'), 'utf8');
      expect(history).toMatch(new RegExp(`^${time} 1.0.0 forward succeeded\n$`));
    });
  });

  test('is made again by a rollback, and leaves the newer data alone', async () => {
    await withPrograms(async (scripts) => {
      const { folder } = scripts;
      for (const tag of ['1', '2']) await runJob(scripts, told(tag));
      expect(await runJob(scripts, told('1', 'forward', 'made-again'))).toMatchObject({
        code: 0,
        output: 'shop:1 has migrated this database before: nothing to do\n',
      });
      expect(migratedIn(folder)).toHaveLength(2);
      expect(recordsIn(folder)).toEqual({ 'shop:1': 'done', 'shop:2': 'done' });
    });
  });

  test('goes back once, however often it runs, and the image has then not migrated the database', async () => {
    await withPrograms(async (scripts) => {
      const { folder } = scripts;
      for (const tag of ['1', '2']) await runJob(scripts, told(tag));
      expect((await runJob(scripts, told('2', 'back'))).code).toBe(0);
      expect(recordsIn(folder)).toEqual({ 'shop:1': 'done' });
      expect((await runJob(scripts, told('2', 'back', 'another'))).output).toBe(
        'shop:2 has not migrated this database: nothing to take back\n',
      );
      expect(migratedIn(folder).filter((words) => words.endsWith('--rollback'))).toHaveLength(1);
      expect(readFileSync(join(folder, 'history.log'), 'utf8')).toMatch(/ 1\.0\.0 back succeeded\n$/);
      // And forward again.
      await runJob(scripts, told('2', 'forward', 'once more'));
      expect(recordsIn(folder)).toEqual({ 'shop:1': 'done', 'shop:2': 'done' });
      expect(migratedIn(folder)).toHaveLength(4);
    });
  });

  test('does not go back twice where a pod of it went back and could not write that down', async () => {
    await withPrograms(async (scripts) => {
      const { folder, run } = scripts;
      await runJob(scripts, told('2'));
      const env = told('2', 'back');
      await run('bash', dump, env);
      await run('sh', migrate, env);
      writeFileSync(join(folder, 'away'), '1');
      expect((await run('bash', record, env)).code).toBe(1);
      expect((await runJob(scripts, env)).code).toBe(0);
      expect(migratedIn(folder)).toEqual(['migrate_database.py', 'migrate_database.py --rollback']);
      expect(recordsIn(folder)).toEqual({});
    });
  });

  test('fails when the migration fails, and both history and database say that it is not done', async () => {
    await withPrograms(async (scripts) => {
      const { folder, program } = scripts;
      program('python', 'exit 3');
      expect((await runJob(scripts, told('1'))).code).toBe(1);
      expect(readFileSync(join(folder, 'history.log'), 'utf8')).toMatch(/forward failed\n$/);
      expect(recordsIn(folder)).toEqual({ 'shop:1': 'started' });
      program('python', 'exit 0');
      expect((await runJob(scripts, told('1'))).code).toBe(0);
      expect(recordsIn(folder)).toEqual({ 'shop:1': 'done' });
    });
  });

  test('waits for the database, and keeps only the last dumps', async () => {
    await withPrograms(async (scripts) => {
      const { folder } = scripts;
      writeFileSync(join(folder, 'away'), '2');
      for (const day of [1, 2, 3, 4]) {
        const old = join(folder, `before-0.9.0-2024-01-0${day}.dump`);
        writeFileSync(old, '');
        utimesSync(old, day * 86_400, day * 86_400);
      }
      const { code, output } = await runJob(scripts, told('1'));
      expect([code, output]).toEqual([0, expect.stringMatching(/(waiting for m\n[^]*){2}/)]);
      expect(dumpsIn(folder)).toEqual([
        'before-0.9.0-2024-01-03.dump',
        'before-0.9.0-2024-01-04.dump',
        expect.stringMatching(/^before-1\.0\.0-/),
      ]);
    });
  });

  test('fails, and so migrates nothing, when the dump fails', async () => {
    await withPrograms(async (scripts) => {
      const { folder, program } = scripts;
      program('mongodump', `${mongodump}; exit 1`);
      expect((await runJob(scripts, told('1'))).code).toBe(1);
      expect(existsSync(join(folder, 'migrated'))).toBe(false);
      expect(dumpsIn(folder)).toEqual([]);
    });
  });
});

describe('the pods that wait for the migration', () => {
  test('wait while the database is away, while nobody migrates, and while the migration runs or has failed', async () => {
    await withPrograms(async (scripts) => {
      const { folder, run, program } = scripts;
      writeFileSync(join(folder, 'away'), '2');
      let ended = false;
      const waiting = run('bash', gate, told('1')).then((outcome) => {
        ended = true;
        return outcome;
      });
      program('python', 'exit 3');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await runJob(scripts, told('1'));
      await runJob(scripts, told('2'));
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(ended).toBe(false);
      program('python', 'exit 0');
      await runJob(scripts, told('1'));
      const { code, output } = await waiting;
      expect(code).toBe(0);
      expect(output).toMatch(/^waiting for the database\nMongoServerSelectionError: connect ECONNREFUSED\n/);
      expect(output).toMatch(/waiting for shop:1 to migrate the database\n$/);
    });
  });

  test('start at once after a rollback, on whatever newer images have made', async () => {
    await withPrograms(async (scripts) => {
      for (const tag of ['1', '2']) await runJob(scripts, told(tag));
      for (const tag of ['1', '2'])
        expect(await scripts.run('bash', gate, told(tag))).toMatchObject({ code: 0, output: '' });
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
