import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';

afterAll(removeProjects);

/** A program in JavaScript, which nobody has checked: each argument may be anything. */
const untyped = (more: string) => shop({ more: `const any = (x: unknown): never => x as never;\n    ${more}` });

describe('on the command line', () => {
  const project = new Project(shop());
  project.write('dist/notes.txt', 'mine');

  test('the app that the mistakes are made in works', async () => {
    project.write('main.ts', untyped('any(1);'));
    const { code, stderr } = await project.chartwright(['synth']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each([
    [
      'an argument that was left out',
      `text\`\${any(undefined)}\`;`,
      'values[0] of text() must be a string, a number, a boolean or an expression, but is missing',
    ],
    [
      'a literal as a condition',
      `Condition.of(banner).when(any(true));`,
      'condition of Condition.of(construct).when() must be a condition: a boolean value of the chart',
    ],
    [
      'a construct that got undefined in place of its scope',
      `new KubeConfigMap(any(undefined), 'x', {});`,
      'scope of new KubeObject() must be a construct, such as the chart itself (this), but is missing',
    ],
    [
      'entries() of a value that is misspelt',
      `new KubeConfigMap(this, 'x', { data: entries(any((values as { lables?: unknown }).lables)) });`,
      'map of entries() must be an expression, such as a reference to a value of the chart, but is missing',
    ],
    ['a hook that is not an object', `Hook.of(any({})).on('test');`, 'construct of Hook.of() must be a construct, '],
    [
      'an object without a kind',
      `new ApiObject(this, 'x', any({ apiVersion: 'v1' }));`,
      'shop/x: this object has no kind [failed-object]',
    ],
    [
      'a function in place of a text',
      `new KubeConfigMap(this, 'x', { data: { a: any(() => 'a') } });`,
      'shop/x /data/a: what stands here must be a literal, a plain object, a list or an expression, but is a function',
    ],
    [
      'a chart without properties',
      `new HelmChart(scope, 'other', any(undefined));`,
      'props of new HelmChart() must be an object with version, appVersion, description, values, environments, but is missing',
    ],
  ])('%s is answered with 1, its place and a remedy, and every file is as it was', async (_, more, message) => {
    const before = project.files();
    expect(before.size).toBeGreaterThan(1);
    project.write('main.ts', untyped(more));
    const { code, stdout, stderr } = await project.chartwright(['synth']);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
    expect(stderr).toMatch(/\[[a-z-]+\]\n {4}[A-Z].*\.\n/);
    expect(stderr).toMatch(/ {4}at main\.ts:\d+:\d+\n|^shop\/x/m);
    expect(stderr).not.toMatch(/internal failure|TypeError|^ +at .*(node_modules|lib[\\/])/m);
    expect(project.files()).toEqual(before);
  });
});
