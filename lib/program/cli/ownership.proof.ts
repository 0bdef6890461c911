import { symlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';
import { Session } from './session.fixture';

/* What a stranger has in the folders that output goes to: nothing of it is lost. */

afterAll(removeProjects);

const foreign = {
  'charts/handmade/Chart.yaml': 'name: handmade\n',
  'charts/shop/OWNERS': 'me\n',
  'charts/web.ts': 'export {};\n',
  'dist/notes.txt': 'mine\n',
  'dist/shop/local/mine.yaml': 'kind: Mine\n',
  'values.yaml': 'mine\n',
};
const settings = 'dist/shop/local/10-configuration/10-settings-configmap.k8s.yaml';
const chart = 'charts/shop/Chart.yaml';
const changed = shop({ local: `{ host: 'changed' }` });
const withBanner = shop({ local: `{ banner: { enabled: true } }` });

/** For all but the runs that a test is about, one of each kind of answer, and those at once. */
const session = new Session([shop(), changed, withBanner]);
afterAll(() => session.end());

const withFiles = (files: { readonly [path: string]: string }, main = shop()): Project => {
  const project = new Project(main);
  for (const [path, text] of Object.entries(files)) project.write(path, text);
  return project;
};

const textsOf = (project: Project, files: { readonly [path: string]: string }) =>
  Object.fromEntries(Object.keys(files).map((path) => [path, project.exists(path) ? project.read(path) : '(gone)']));

describe('files that chartwright has not written', () => {
  test('stay as they are, run after run, whatever becomes of the definition', async () => {
    const project = withFiles(foreign);
    for (const main of [shop(), changed, withBanner, shop()]) {
      project.write('main.ts', main);
      expect(await session.chartwright(project, ['synth'])).toMatchObject({ code: 0, stderr: '' });
      expect(textsOf(project, foreign)).toEqual(foreign);
    }
  });

  test('stay when a system is gone, whose own files go', async () => {
    const project = withFiles(foreign);
    await project.chartwright(['synth']);
    project.write('main.ts', shop().replaceAll(`'shop', {`, `'bank', {`));
    expect(await project.chartwright(['synth'])).toMatchObject({ code: 0, stderr: '' });
    expect(textsOf(project, foreign)).toEqual(foreign);
    const files = [...project.files().keys()].filter((path) => /shop/.test(path));
    expect(files).toEqual(['charts/shop/OWNERS', 'dist/shop/local/mine.yaml']);
  });

  test('that are in the way are all named before anything is written', async () => {
    const mine = { [chart]: 'name: shop\n', 'charts/index.yaml': 'entries: mine\n', [settings]: 'kind: Mine\n' };
    const project = withFiles(mine);
    const before = project.files();
    const { code, stdout, stderr } = await project.chartwright(['synth']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`chartwright: 3 problems; nothing was written

${['charts/index.yaml', chart, settings].map((path) => `${path}: was not written by chartwright, and would be overwritten [foreign-file]\n`).join('')}    Move it away, write elsewhere (--outdir DIR, --charts DIR, or \`output:\` and \`charts:\` in cdk8s.yaml), or let it be overwritten: --force.
`);
    expect(project.files()).toEqual(before);

    expect(await session.chartwright(project, ['synth', '--outdir', 'out', '--quiet'])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(project.files()).toEqual(before);
    project.write('cdk8s.yaml', 'output: plain\ncharts: helm\n');
    expect(await session.chartwright(project, ['synth', '--quiet'])).toMatchObject({ code: 0, stderr: '' });
    expect(project.files()).toEqual(before);
    expect(project.exists('helm/shop/Chart.yaml') && project.exists(settings.replace('dist', 'plain'))).toBe(true);
  });

  test('that are in the way are overwritten with --force, and no others', async () => {
    const project = withFiles({ ...foreign, [chart]: 'name: shop\n', 'charts/index.yaml': '[' });
    expect(await project.chartwright(['synth', '--force'])).toMatchObject({ code: 0, stderr: '' });
    expect(textsOf(project, foreign)).toEqual(foreign);
    expect(await session.chartwright(project, ['synth'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('keep a package from being written, too', async () => {
    const project = withFiles({ 'repository/index.yaml': 'mine\n', 'repository/other-1.0.0.tgz': 'mine\n' });
    const args = ['package', '--destination', 'repository'];
    const { code, stderr } = await session.chartwright(project, args);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('repository/index.yaml: was not written by chartwright'),
    ]);
    expect(stderr).toContain('write elsewhere (--destination DIR)');
    expect(await session.chartwright(project, [...args, '--force'])).toMatchObject({ code: 0 });
    project.write('main.ts', changed);
    expect(await project.chartwright(args)).toMatchObject({ code: 0 });
    expect(project.read('repository/other-1.0.0.tgz')).toBe('mine\n');
  });
});

describe('files of chartwright that somebody has changed', () => {
  test('are named with what to do, and overwritten with --force', async () => {
    const project = new Project(shop());
    await session.chartwright(project, ['synth']);
    const before = project.contents();
    project.write(settings, 'kind: Mine\n');
    const { code, stderr } = await session.chartwright(project, ['synth']);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${settings}: was changed since chartwright wrote it, and would be overwritten [changed-file]`,
    );
    expect(project.read(settings)).toBe('kind: Mine\n');
    expect(await session.chartwright(project, ['synth', '--force'])).toMatchObject({ code: 0, stderr: '' });
    expect(project.contents()).toEqual(before);
  });

  test('and are no longer produced stay, and are the user`s with --force', async () => {
    const project = new Project(withBanner);
    await session.chartwright(project, ['synth']);
    const banner = 'dist/shop/local/10-configuration/10-banner-configmap.k8s.yaml';
    project.write(banner, 'kind: Mine\n');
    project.write('main.ts', shop());
    const { code, stderr } = await session.chartwright(project, ['synth']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`${banner}: was changed since chartwright wrote it, and would be removed`),
    ]);
    const forced = await project.chartwright(['synth', '--force']);
    expect(forced).toMatchObject({ code: 0, stderr: '' });
    expect(forced.stdout).toContain(
      `${banner}: was changed by hand and is no longer produced; it stays, and is yours now`,
    );
    expect(await session.chartwright(project, ['synth', '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(project.read(banner)).toBe('kind: Mine\n');
  });
});

describe('a checkout', () => {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const git = async (project: Project, ...args: string[]) => {
    const { code, stdout, stderr } = await project.run(['git', ...identity, ...args]);
    if (code !== 0) throw new Error(stdout + stderr);
    return stdout;
  };

  test('is complete and as it was committed after a run, with packages that are missing or of an earlier definition', async () => {
    const origin = withFiles({ '.gitignore': '*.tgz\nnode_modules\n' });
    const commit = async () => {
      expect(await session.chartwright(origin, ['synth'])).toMatchObject({ code: 0, stderr: '' });
      await git(origin, 'add', '--all');
      await git(origin, 'commit', '--quiet', '--message', 'all');
    };
    await git(origin, 'init', '--quiet', '--initial-branch=main');
    await commit();

    const clone = new Project('');
    rmSync(clone.at('main.ts'));
    await git(clone, 'clone', '--quiet', origin.folder, 'here');
    symlinkSync(clone.at('node_modules'), clone.at('here/node_modules'));
    const run = async () => {
      const shell = ['-c', `cd here && "$0" "$1" synth`, process.execPath, join(__dirname, 'chartwright.mjs')];
      expect(await clone.run(['sh', ...shell])).toMatchObject({ code: 0, stderr: '' });
      expect(await git(clone, '-C', 'here', 'status', '--porcelain')).toBe('');
      return clone.contents('here')['here/charts/shop-0.3.0.tgz'];
    };
    expect(clone.exists('here/charts/shop-0.3.0.tgz')).toBe(false);
    const first = await run();

    origin.write('main.ts', changed);
    await commit();
    await git(clone, '-C', 'here', 'pull', '--quiet');
    expect(clone.contents('here')['here/charts/shop-0.3.0.tgz']).toBe(first);
    const second = await run();
    expect(second).not.toBe(first);
    expect(second).toBe(origin.contents()['charts/shop-0.3.0.tgz']);
  });

  test('whose output is older than the lists goes on where nothing differs, and is taken over with --force', async () => {
    const project = new Project(shop());
    await session.chartwright(project, ['synth']);
    const before = project.contents();
    const forget = () => ['dist', 'charts'].forEach((folder) => rmSync(project.at(`${folder}/.chartwright`)));
    forget();
    expect((await session.chartwright(project, ['synth'])).stdout).toContain('0 files written, ');
    expect(project.contents()).toEqual(before);

    forget();
    project.write('main.ts', changed);
    const { code, stderr } = await session.chartwright(project, ['synth']);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`${settings}: was not written by chartwright`)]);
    expect(await session.chartwright(project, ['synth', '--force'])).toMatchObject({ code: 0, stderr: '' });
    const fresh = new Project(changed);
    await session.chartwright(fresh, ['synth']);
    expect(project.contents()).toEqual(fresh.contents());
  });

  test('with a conflict in a list says what to do, and goes on when it is done', async () => {
    const project = new Project(shop());
    await session.chartwright(project, ['synth']);
    const list = project.read('dist/.chartwright');
    project.write(
      'dist/.chartwright',
      list.replace(/^([0-9a-f]+ .*)$/m, '<<<<<<< HEAD\n$1\n=======\n$1\n>>>>>>> main'),
    );
    project.write('main.ts', changed);
    const { code, stderr } = await project.chartwright(['synth']);
    expect(code).toBe(1);
    expect(stderr).toContain('dist/.chartwright: line 3 is not "SHA-256  PATH": "<<<<<<< HEAD"');
    expect(stderr).toContain('keep those of both sides');
    project.write('dist/.chartwright', project.read('dist/.chartwright').replace(/^[<=>]{7}.*\n/gm, ''));
    expect(await session.chartwright(project, ['synth'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('that two processes write to at once has the output of one of them', async () => {
    const project = new Project(shop());
    const outcomes = await Promise.all([1, 2, 3].map(() => project.chartwright(['synth', '--quiet'])));
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ code: 0, stdout: '', stderr: '' })));
    expect((await session.chartwright(project, ['synth'])).stdout).toContain('0 files written, ');
  });
});

test('the lists are not manifests and no part of a chart, to any tool', async () => {
  const project = new Project(shop());
  await session.chartwright(project, ['synth']);
  const lists = [...project.files().keys()].filter((path) => /\.chartwright/.test(path));
  expect(lists).toEqual(['charts/.chartwright', 'dist/.chartwright']);
  const { code, stderr } = await project.run([
    'sh',
    '-c',
    'cd dist && sha256sum --check --strict --quiet .chartwright',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const checked = await project.chartwright(['check', '--path', 'dist']);
  expect(checked.stdout).not.toContain('.chartwright');
});
