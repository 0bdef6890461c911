import { cpSync, mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, sovdWebapp } from './project.fixture';
import { Session } from './session.fixture';

afterAll(removeProjects);

const microshop = sovdWebapp.replaceAll('SovdWebapp', 'Microshop');

const git = async (project: Project, ...args: string[]) => {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const { code, stderr } = await project.run(['git', ...identity, ...args]);
  if (code !== 0) throw new Error(stderr);
};

const commit = async (project: Project, message: string) => {
  await git(project, 'add', 'dist');
  await git(project, 'commit', '--quiet', '--allow-empty', '--message', message);
};

/** For what differs from a run by itself in what is committed or in its arguments only. */
const session = new Session([microshop]);
afterAll(() => session.end());

/** One whose output the others have. */
let written: Project;

beforeAll(async () => {
  written = new Project(microshop);
  const { code, stderr } = await written.chartwright(['synth', '--quiet']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

/** A project in a repository of its own whose output is committed. `below`: the folder of the repository that it is in. */
const committed = async (below = '.'): Promise<Project> => {
  const project = new Project(microshop, below);
  for (const folder of ['dist', 'charts']) cpSync(written.at(folder), project.at(folder), { recursive: true });
  await git(project, 'init', '--quiet', '--initial-branch=main', below === '.' ? '.' : '..');
  await commit(project, 'first');
  return project;
};

const database = 'dist/microshop/local/20-dependency/20-order-db-statefulset.k8s.yaml';
const localDeployment = 'dist/microshop/local/40-workload/40-order-deployment.k8s.yaml';
const deployment = 'dist/microshop/production/40-workload/40-order-deployment.k8s.yaml';

/** Makes the earlier output another one in one place. */
const edit = (project: Project, path: string, from: string | RegExp, to: string) => {
  const text = project.read(path);
  expect(text).toMatch(from);
  project.write(path, text.replace(from, to));
};

describe('diff', () => {
  test('from the same output says that nothing changes', async () => {
    const project = await committed();
    expect(await project.chartwright(['diff'])).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'microshop/local: nothing changes\n\nmicroshop/production: nothing changes\n',
    });
  });

  test('from HEAD, another commit or a folder classifies each change', async () => {
    const project = await committed();
    edit(project, deployment, /image: .*/, 'image: microshop-order:0.9.0');
    await commit(project, 'another image');
    const safe = await project.chartwright(['diff']);
    expect(safe.code).toBe(0);
    expect(safe.stdout).toContain('~ apps/v1 Deployment microshop/order: rolls pods\n');
    expect(safe.stdout).toMatch(
      /\/spec\/template\/spec\/(initContainers|containers)\/0\/image: "microshop-order:0.9.0" -> "/,
    );

    edit(project, database, 'serviceName: order-db', 'serviceName: orders');
    await commit(project, 'another Service');
    const rejected = await session.chartwright(project, ['diff', 'microshop']);
    expect(rejected.code).toBe(1);
    expect(rejected.stdout).toContain(
      '~ apps/v1 StatefulSet microshop/order-db: rejected by the API server\n      /spec/serviceName: "orders" -> "order-db"',
    );

    // The folder is what is on disk, whatever is committed.
    const places = ['HEAD~1', 'HEAD~2', 'dist', '.', project.at('dist')];
    const [one, two, ...folders] = await Promise.all(
      places.map((from) => session.chartwright(project, ['diff', '--from', from])),
    );
    expect(one).toMatchObject({ code: 0, stdout: safe.stdout });
    expect(two).toMatchObject({ code: 0, stdout: expect.stringContaining('microshop/local: nothing changes\n') });
    expect(folders).toHaveLength(3);
    for (const fromFolder of folders) expect(fromFolder).toMatchObject({ code: 1, stdout: rejected.stdout });
  });

  test('from a file of a commit that cannot be read is refused, since its objects would seem to be new', async () => {
    const project = await committed();
    project.write(deployment, 'kind: [');
    await commit(project, 'damage');
    const { code, stdout, stderr } = await session.chartwright(project, ['diff']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`HEAD:${deployment}:1: `);
  });

  test('of an environment or system that is gone tells what is lost', async () => {
    const project = await committed();
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk, namespace: old}\nspec: {}\n';
    project.write('dist/microshop/old/10-disk.k8s.yaml', claim);
    project.write('dist/gone/old/10-disk.k8s.yaml', claim);
    await commit(project, 'more');
    const all = await session.chartwright(project, ['diff']);
    expect(all.code).toBe(1);
    expect(all.stdout).toContain('microshop/old:\n  - v1 PersistentVolumeClaim old/disk: removed, loses data\n');
    expect(all.stdout).toContain('gone/old:\n');
    expect((await session.chartwright(project, ['diff', 'microshop'])).stdout).not.toContain('gone/old:');
  });

  test('has the same facts and exit code in each format', async () => {
    const project = await committed();
    edit(project, database, 'serviceName: order-db', 'serviceName: orders');
    project.write('dist/microshop/local/40-workload/49-order-deployment.k8s.yaml', project.read(localDeployment));
    await project.run(['rm', localDeployment]);
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: old, namespace: a}\ndata: {a: aHVudGVyMg==}\n';
    project.write('dist/microshop/local/10-old-secret.k8s.yaml', secret);
    await commit(project, 'before');
    const formats = ['text', 'github', 'markdown', 'json'];
    const outcomes = await Promise.all(
      formats.map((format) => session.chartwright(project, ['diff', '--format', format])),
    );
    for (const { code, stdout } of outcomes) {
      expect(code).toBe(1);
      expect(stdout).not.toContain('aHVudGVyMg');
      for (const fact of ['StatefulSet microshop/order-db', '/spec/serviceName', 'Secret a/old', 'file number'])
        expect(stdout).toContain(fact);
    }
    const [, github, , json] = outcomes.map(({ stdout }) => stdout);
    expect(github).toMatch(/^<!-- chartwright-diff -->\n/);
    expect(github).toContain('- `apps/v1 Deployment microshop/order`: `file number 49 -> 40`');
    expect(JSON.parse(json!)).toMatchObject({ version: 1, from: 'HEAD', isSafe: false });
    const unknown = await session.chartwright(project, ['diff', '--format', 'gitlab']);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no format "gitlab"') });
  });

  test('works in a folder of a larger repository', async () => {
    const project = await committed('apps/shop');
    expect(await project.chartwright(['diff'])).toMatchObject({ code: 0 });
    edit(project, database, 'serviceName: order-db', 'serviceName: orders');
    await commit(project, 'another Service');
    expect(await session.chartwright(project, ['diff', '--from', 'main'])).toMatchObject({ code: 1 });
  });

  test('refuses what holds no output, and runs nothing that a name could smuggle in', async () => {
    const project = await committed();
    mkdirSync(project.at('empty'));
    const refused = [
      ['nowhere', 'git knows no such commit'],
      ['empty', 'has no output in dist/'],
      ['--output=/tmp/x', 'git knows no such commit'],
      ['$(touch smuggled)', 'git knows no such commit'],
    ] as const;
    const outcomes = await Promise.all(
      refused.map(([from]) => session.chartwright(project, ['diff', `--from=${from}`])),
    );
    expect(outcomes).toEqual(
      refused.map(([, message]) => ({ code: 1, stdout: '', stderr: expect.stringContaining(message) })),
    );
    expect(project.exists('smuggled')).toBe(false);
    const alone = new Project(microshop);
    const { code, stderr } = await alone.chartwright(['diff']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/not a git repository|no such commit/);
  });
});
