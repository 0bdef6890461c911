import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, rmSync } from 'node:fs';
import { Project, removeProjects, shop } from './project.fixture';
import { Session } from './session.fixture';

const session = new Session([shop()]);
let project: Project;

beforeAll(async () => {
  project = new Project(shop());
  expect(await session.chartwright(project, ['synth', '-q'])).toMatchObject({ code: 0 });
});

afterAll(() => {
  session.end();
  removeProjects();
});

const check = (...args: readonly string[]) => session.chartwright(project, ['synth', '--check', ...args]);
const settings = 'dist/shop/local/10-configuration/10-settings-configmap.k8s.yaml';

describe('synth --check', () => {
  test('is content with what synth has written', async () => {
    expect(await check()).toEqual({ code: 0, stderr: '', stdout: 'the output is up to date: 26 files\n' });
    expect(await check('-q')).toEqual({ code: 0, stderr: '', stdout: '' });
    expect(await check('-e', 'local', 'shop')).toMatchObject({ code: 0 });
  });

  test('names what is stale, missing and superfluous, and changes nothing', async () => {
    const text = project.read(settings);
    project.write(settings, text.replace('localhost', 'elsewhere'));
    rmSync(project.at('dist/shop/production/Kustomization'));
    const before = project.files();
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        '2 files are not what synth would write:',
        `  stale    ${settings}`,
        '  missing  dist/shop/production/Kustomization',
        '  Run `chartwright synth`, look at what it changes, and commit it.',
        '',
      ].join('\n'),
    );
    expect(project.files()).toEqual(before);
    expect(await check('-e', 'production')).toMatchObject({ code: 1 });
    expect((await check('-e', 'production')).stdout).not.toContain(settings);
    await session.chartwright(project, ['synth', '-q', '--force']);
    expect(await check()).toMatchObject({ code: 0 });
  });

  test('names a file that an earlier definition made', async () => {
    const other = new Project(shop({ after: "app.node.setContext('x', 1);" }));
    other.write('main.ts', shop());
    await session.chartwright(other, ['synth', '-q']);
    const list = other.read('dist/.chartwright');
    const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    other.write('dist/.chartwright', `${list}${digest}  shop/local/old.k8s.yaml\n`);
    other.write('dist/shop/local/old.k8s.yaml', '');
    const { code, stdout } = await session.chartwright(other, ['synth', '--check']);
    expect(code).toBe(1);
    expect(stdout).toContain('superfluous  dist/shop/local/old.k8s.yaml');
    expect(stdout).toContain('stale        dist/.chartwright');
  });

  test('looks where the output goes, and makes no folder there', async () => {
    const { code, stdout } = await check('--outdir', 'build');
    expect(code).toBe(1);
    expect(stdout).toContain(`missing  build/${settings}`);
    expect(project.exists('build')).toBe(false);
    mkdirSync(project.at('other'));
    expect((await check('--charts', 'other')).stdout).toContain('missing  other/shop/Chart.yaml');
    expect(project.files('other').size).toBe(0);
  });

  test('does without a package that git leaves out, as long as the list has what it would be', async () => {
    rmSync(project.at('charts/shop-0.3.0.tgz'));
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toContain('charts/shop-0.3.0.tgz is not here; its line in .chartwright is that of the package');
  });

  test.each(['--stdout', '--force', '--watch'])('goes not together with %s', async (option) => {
    const { code, stderr } = await check(option);
    expect(code).toBe(1);
    expect(stderr).toContain('exclude each other');
  });
});
