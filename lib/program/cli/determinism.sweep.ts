import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, sovdWebapp, type RunOptions } from './project.fixture';

afterAll(removeProjects);

describe('the output of synth is the same, byte for byte,', () => {
  let expected: { [path: string]: string };

  beforeAll(async () => {
    const project = new Project(sovdWebapp);
    expect((await project.chartwright(['synth'])).code).toBe(0);
    expected = project.contents();
    expect(Object.keys(expected).length).toBeGreaterThan(100);
  });

  test.each<[string, string, RunOptions]>([
    ['a second time', '.', {}],
    ['in another time zone', '.', { env: { TZ: 'Pacific/Kiritimati' } }],
    ['in a locale with other letters', '.', { env: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' } }],
    ['in a locale with another order of letters', '.', { env: { LC_ALL: 'et_EE.UTF-8', LANGUAGE: 'et' } }],
    ['in a folder far below', 'a/b c/d/é/f', {}],
    ['under a strict umask', '.', { umask: '077' }],
    ['under a lax umask', '.', { umask: '000' }],
    [
      'for a user with other settings',
      '.',
      { env: { HOME: '/nonexistent', USER: 'somebody', CI: 'true', NODE_ENV: 'production' } },
    ],
  ])('%s', async (_, below, options) => {
    const project = new Project(sovdWebapp, below);
    const { code, stderr } = await project.chartwright(['synth'], options);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(project.contents()).toEqual(expected);
  });

  test('when only one system or environment after another is written', async () => {
    const project = new Project(sovdWebapp);
    const environments = ['production', 'local', 'staging'];
    const [first, ...others] = environments.map((name) => ['synth', 'sovd-webapp', '--environment', name]);
    expect((await project.chartwright(first!)).code).toBe(0);
    expect((await project.commands(others)).map(({ code }) => code)).toEqual([0, 0]);
    const plain = Object.entries(expected).filter(([path]) => path.startsWith('dist/'));
    expect(project.contents('dist')).toEqual(Object.fromEntries(plain));
  });
});
