import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { readManifests } from '../../judging/verify/read-manifests';
import { kubectl } from '../../judging/verify/tools';
import { cdk8sSynth } from './cdk8s.fixture';
import { Project, removeProjects, sovdWebapp } from './project.fixture';

afterAll(removeProjects);
// cdk8s loads for seconds, and longer where much else runs.
jest.setTimeout(180_000);

const repository = join(__dirname, '../../..');

/** A project in which chartwright synth has run, and what that wrote. */
let project: Project;
let written: object;

beforeAll(async () => {
  project = new Project(sovdWebapp);
  await project.chartwright(['synth']);
  written = project.contents();
  expect(Object.keys(written)).toContain('charts/sovd-webapp/Chart.yaml');
});

describe('kubectl', () => {
  const { path } = kubectl(repository);
  const objectFiles = (folder: string) =>
    [...project.files(folder).keys()].filter((file) => !file.endsWith('/Kustomization'));

  test.each(['local', 'staging', 'production'])(
    'kustomize prints every object of %s in the order of application',
    async (environment) => {
      const folder = `dist/sovd-webapp/${environment}`;
      const { code, stdout, stderr } = await project.run([path, 'kustomize', folder]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const printed = readManifests(stdout).objects.map(({ object }) => `${object.kind} ${object.metadata.name}`);
      const files = objectFiles(folder);
      const written = files.flatMap((file) => readManifests(project.read(file)).objects);
      expect(printed).toEqual(written.map(({ object }) => `${object.kind} ${object.metadata.name}`));
      const stages = (parse(project.read(`${folder}/Kustomization`)) as { resources: string[] }).resources;
      const built = await Promise.all(stages.map((stage) => project.run([path, 'kustomize', `${folder}/${stage}`])));
      expect(built.map(({ code, stderr }) => ({ code, stderr }))).toEqual(stages.map(() => ({ code: 0, stderr: '' })));
      expect(built.map(({ stdout }) => stdout).join('---\n')).toBe(stdout);
      expect(printed[0]).toBe(`Namespace ${environment === 'staging' ? 'staging' : 'sovd-webapp'}`);
      expect(printed.findIndex((object) => object.startsWith('Job '))).toBeLessThan(
        printed.findIndex((object) => object.startsWith('Deployment ')),
      );
    },
  );

  test('reads every file by itself, and just these where it reads the folder, without a cluster', async () => {
    const folder = 'dist/sovd-webapp/production';
    const files = objectFiles(folder);
    const flags = files.flatMap((file) => ['--filename', file]);
    const { code, stdout, stderr } = await project.run(
      [path, 'label', '--local', '--output', 'name', ...flags, 'read=true'],
      {
        env: { KUBECONFIG: '/dev/null' },
      },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(files.length);
    const folders = ['--recursive', '--filename', folder];
    const read = await project.run([path, 'label', '--local', '--output', 'name', ...folders, 'read=true'], {
      env: { KUBECONFIG: '/dev/null' },
    });
    expect(read).toMatchObject({ code: 0, stdout, stderr: '' });
  });
});

describe('cdk8s synth', () => {
  /** The name of cdk8s' own settings, with the path of our command line in place of one below the working directory. */
  const settings = (output: string) =>
    `language: typescript\napp: node ${join(repository, 'lib/program/cli/chartwright.mjs')} synth\noutput: ${output}\n`;

  test('gives the same files as chartwright synth, and leaves the charts as they are', async () => {
    const charts = project.files('charts');
    project.write('cdk8s.yaml', settings('dist'));
    const { code, stdout } = await project.run(cdk8sSynth);
    expect(code).toBe(0);
    expect(stdout).toContain('dist/sovd-webapp/production/40-workload/40-backend-deployment.k8s.yaml');
    expect(project.contents()).toEqual(written);
    expect(project.files('charts')).toEqual(charts);
  });

  test('needs no other run before it: it writes the charts too', async () => {
    const theirs = new Project(sovdWebapp);
    theirs.write('cdk8s.yaml', settings('dist'));
    expect((await theirs.run(cdk8sSynth)).code).toBe(0);
    expect(theirs.contents()).toEqual(written);
  });

  test('and chartwright synth write to the folder that cdk8s.yaml names, with the charts beside it', async () => {
    const [theirs, ours] = [new Project(sovdWebapp), new Project(sovdWebapp)];
    for (const project of [theirs, ours]) project.write('cdk8s.yaml', settings('deploy/manifests'));
    expect((await theirs.run(cdk8sSynth)).code).toBe(0);
    expect((await ours.chartwright(['synth'])).code).toBe(0);
    expect(theirs.files('dist', 'charts').size).toBe(0);
    expect(Object.keys(theirs.contents('deploy'))).toContain('deploy/charts/sovd-webapp/Chart.yaml');
    expect(theirs.contents('deploy')).toEqual(ours.contents('deploy'));
    expect((await theirs.chartwright(['verify'])).code).toBe(0);
  });

  test('with --stdout leaves nothing behind, neither in the app nor beside its own folder for it', async () => {
    const project = new Project(sovdWebapp, 'app');
    project.write('cdk8s.yaml', settings('dist').replace(/^output: .*\n/m, ''));
    mkdirSync(project.at('../temporary'));
    const { code, stdout } = await project.run([...cdk8sSynth, '--stdout'], {
      env: { TMPDIR: project.at('../temporary') },
    });
    expect(code).toBe(0);
    expect(readManifests(stdout).problems).toEqual([]);
    expect(stdout).toContain('# sovd-webapp staging\n');
    expect(project.files('dist', 'charts').size).toBe(0);
    expect(readdirSync(project.at('../temporary'))).toEqual([]);
  });

  test('fails when the definition is wrong', async () => {
    const project = new Project(
      sovdWebapp.replace(
        'new SovdWebapp(app)',
        `new SovdWebapp(app).schema.properties.environment = { type: 'integer' }`,
      ),
    );
    project.write('cdk8s.yaml', settings('dist'));
    const { code, stdout, stderr } = await project.run(cdk8sSynth);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('environment: must be integer, not "production"');
  });

  test('is set up for this repository', async () => {
    const project = new Project('');
    const { stdout } = await project.run(['cat', join(repository, 'cdk8s.yaml')]);
    expect(stdout).toMatch(/^app: node lib\/program\/cli\/chartwright\.mjs synth$/m);
    expect(stdout).toMatch(/^output: dist$/m);
  });
});
