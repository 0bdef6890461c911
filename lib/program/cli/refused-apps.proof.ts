import { cpSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';

afterAll(removeProjects);

/** What `synth` says of an app that it refuses, which is then as it was. */
async function refused(main: string, prepare: (project: Project) => void = () => undefined): Promise<string> {
  const project = new Project(main);
  prepare(project);
  const { code, stdout, stderr } = await project.chartwright(['synth']);
  expect({ code, stdout, exists: ['dist', 'charts'].filter((folder) => project.exists(folder)) }).toEqual({
    code: 1,
    stdout: '',
    exists: [],
  });
  expect(stderr).not.toContain('internal failure');
  return stderr;
}

const plain = (end: string) => `import { App, Chart, ApiObject } from 'cdk8s';
import { run } from 'chartwright';
const app = new App();
const chart = new Chart(app, 'web');
new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } });
${end}
void run;
`;

describe('an app is refused before anything is written, with its line and a remedy, where', () => {
  test('cdk8s would write it, and all its charts are plain ones', async () => {
    const said = await refused(plain('app.synth();'));
    expect(said).toMatch(/app\.synth\(\) is how cdk8s writes an app.*\[own-synth\].* at main\.ts:6:5/s);
    expect(said).toContain('Write `void run(app);` in its place');
  });

  test('cdk8s would write it before it is run', async () => {
    expect(await refused(plain('app.synth();\nvoid run(app);'))).toContain('[own-synth]');
  });

  test('it has loaded two copies of chartwright', async () => {
    const main = shop().replace(
      "import { ApiObject, App } from 'cdk8s';",
      "import { ApiObject, App } from 'cdk8s';\nimport { Condition as Another } from 'second';\nvoid Another;",
    );
    const said = await refused(main, (project) => {
      cpSync(project.at('node_modules/chartwright'), project.at('node_modules/second'), {
        recursive: true,
        dereference: true,
      });
    });
    expect(said).toMatch(/2 copies of chartwright.*\[several-copies\]/s);
    expect(said).toContain('npm ls chartwright');
  });

  test('a HelmChart is inside another one', async () => {
    const inner = `new HelmChart(this, 'inner', { values: Values, environments: { local: { values: {} } }, version: '1.0.0', appVersion: '1', description: 'In it' });\n`;
    const said = await refused(shop({ more: inner }));
    expect(said).toMatch(/shop\/inner: .*is inside the chart shop.*\[nested-chart\].* at main\.ts:\d+:\d+/s);
    expect(said).toContain('Give it the app as its scope');
  });

  test.each(['constructor', 'toString'])('a construct has the id %s', async (id) => {
    const object = `new ApiObject(this, '${id}', { apiVersion: 'v1', kind: 'ConfigMap' });\n`;
    expect(await refused(shop({ more: object }))).toMatch(
      new RegExp(`shop/${id}: no construct can have the id "${id}".*\\[invalid-id\\].* at main\\.ts:\\d+`, 's'),
    );
  });

  test('an object has an entry that JavaScript would lose, or is inside itself', async () => {
    const more = `const own = JSON.parse('{"__proto__": "x", "b": "y"}');
new ApiObject(this, 'lost', { apiVersion: 'v1', kind: 'ConfigMap', data: own });
const spec: { self?: object } = {};
spec.self = spec;
new ApiObject(this, 'round', { apiVersion: 'example.com/v1', kind: 'Round', spec });
`;
    const said = await refused(shop({ more }));
    expect(said).toMatch(/shop\/lost.*cdk8s loses the entry "__proto__".*\[lost-entry\]/s);
    expect(said).toMatch(/shop\/round.*is the whole .*\/spec.* inside itself.*\[failed-object\]/s);
  });
});

test('what compiles an app, where that does not run, is told with its reason', async () => {
  const project = new Project(shop());
  const { code, stderr } = await project.chartwright(['synth'], { env: { ESBUILD_BINARY_PATH: '/bin/false' } });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^chartwright: esbuild, which compiles the app, does not run\n {4}\S/m);
});
