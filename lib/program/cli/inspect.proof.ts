import { afterAll, describe, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { Project, removeProjects, sovdWebapp } from './project.fixture';
import { Session } from './session.fixture';

const session = new Session([sovdWebapp]);
const project = new Project(sovdWebapp);
afterAll(() => {
  session.end();
  removeProjects();
});

const run = (...args: readonly string[]) => session.chartwright(project, args);
const parsed = async (...args: readonly string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
};

describe('the commands that look at an app', () => {
  test('values lists what can be set and where it arrives', async () => {
    const { code, stdout } = await run('values', 'sovd-webapp');
    expect(code).toBe(0);
    expect(stdout).toContain(
      [
        'backend.replicaCount: integer, 0 to 2147483647',
        '    Number of pods while autoscaling is off',
        '    default     3',
        '    production  5',
        '    -> Deployment/sovd-webapp-backend /spec/replicas',
      ].join('\n'),
    );
    const [data] = (await parsed('values', '--json')) as [{ system: string; values: { path: string }[] }];
    expect(data.system).toBe('sovd-webapp');
    expect(data.values.map(({ path }) => path)).toContain('backend.image.tag');
  });

  test('values lists what is at a path and below it', async () => {
    const pathsOf = async (path: string) => {
      const [data] = (await parsed('values', 'sovd-webapp', path, '--json')) as [{ values: { path: string }[] }];
      return data.values.map((value) => value.path);
    };
    expect(await pathsOf('backend.image')).toEqual(
      expect.arrayContaining(['backend.image.repository', 'backend.image.tag']),
    );
    expect((await pathsOf('backend.image')).filter((path) => !path.startsWith('backend.image.'))).toEqual([]);
    expect(await pathsOf('backend.resources.limits')).toEqual(['backend.resources']);
    const { code, stderr } = await run('values', 'sovd-webapp', 'backend.imag');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^chartwright: 1 problem\n\nthere is no value "backend\.imag"; did you mean "backend\.image"\?/,
    );
  });

  test('explain tells who made a field, with the line of a values file', async () => {
    project.write('own.yaml', 'logLevel: DEBUG\nbackend:\n  image:\n    tag: v9\n');
    const image = 'Deployment/sovd-webapp-backend#/spec/template/spec/containers/0/image';
    const { code, stdout } = await run('explain', image, '-e', 'local', '--values', 'own.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('backend (WebService)');
    expect(stdout).toMatch(/backend\.image\.tag +"v9" +own\.yaml:4\n/);
    expect(await parsed('explain', image, '-e', 'production', '--format', 'json')).toMatchObject([
      {
        system: 'sovd-webapp',
        environment: 'production',
        makers: [{ class: 'SovdWebapp' }, { class: 'WebService' }, {}],
      },
    ]);
  });

  test('graph draws constructs and objects, capacity sums up what they take', async () => {
    const { stdout: tree } = await run('graph', 'sovd-webapp');
    expect(tree).toContain('=> pods of Deployment/sovd-webapp-backend');
    expect(tree).toContain('-> Secret/sovd-webapp-secrets');
    expect((await run('graph', '--format', 'mermaid')).stdout).toMatch(/^flowchart LR\n/);
    const data = (await parsed('capacity', '-e', 'production', '--json')) as [{ most: unknown }];
    expect(data[0].most).toEqual({
      pods: 28,
      requests: { cpu: '11680m', memory: '11392Mi' },
      limits: { cpu: '23600m', memory: '22784Mi' },
      storage: '0',
      claims: 0,
    });
    expect((await run('capacity', '-e', 'local')).stdout).toContain('A ResourceQuota that lets the peak run: pods 8,');
  });

  test.each([
    [['explain'], 'explain wants an object'],
    [['explain', 'Deployment/sovd-webapp-bakend'], 'did you mean "Deployment/sovd-webapp-backend"?'],
    [['values', 'sovd'], 'there is no system "sovd"'],
    [['graph', '--format', 'dott'], 'did you mean "dot"?'],
    [['capacity', '--environment', 'prduction'], 'did you mean "production"?'],
  ])('%p is refused with what to do', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    // They never write.
    expect(stderr).not.toContain('nothing was written');
  });

  test('a mistyped command is told as such where there is no app', async () => {
    const empty = new Project('');
    rmSync(empty.at('main.ts'), { force: true });
    const { code, stderr } = await empty.chartwright(['synht']);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no command "synht"; did you mean "synth"?');
    const known = await empty.chartwright(['capacity']);
    expect(known).toMatchObject({ code: 1, stderr: expect.stringMatching(/^chartwright: there is no .*main\.ts\n/) });
  });
});
