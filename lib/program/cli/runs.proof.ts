import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';

/* A main.ts that does not run one App with a chart is a mistake, and nothing of an earlier output is lost through it. */

afterAll(removeProjects);

/** The shop, and what an author writes in the place of `void run(app)`; `Bank` is another chart. */
const ending = (end: string) => `${shop().replace('void run(app);', '')}
const BankValues = values({ host: string('localhost', 'Host of the database', { minLength: 1 }) });
class Bank extends HelmChart<typeof BankValues> {
  constructor(scope: App) {
    super(scope, 'bank', {
      values: BankValues,
      environments: { local: { values: {} } },
      version: '1.0.0',
      appVersion: '1.0.0',
      description: 'A bank',
    });
    const { host } = this.values;
    new KubeConfigMap(this, 'settings', { data: { HOST: host } });
  }
}
const shopApp = app;
const bankApp = new App();
new Bank(bankApp);
${end}
`;

const several =
  'run(app) was called for a second App, whose output would take the place of that of the first [several-apps]';
const idle = 'main.ts ended without run(app), so that nothing was done [no-run]';

let project: Project;
let before: ReturnType<Project['files']>;

beforeAll(async () => {
  project = new Project(shop());
  await project.chartwright(['synth']);
  before = project.files();
});

describe.each<[string, string, string]>([
  ['runs two Apps', 'void run(shopApp); void run(bankApp);', several],
  ['runs two Apps and waits for neither', 'run(bankApp); run(shopApp);', several],
  [
    'runs two Apps with the arguments in its hands',
    'for (const each of [shopApp, bankApp]) void run(each, process.argv.slice(2));',
    several,
  ],
  [
    'runs two Apps in functions that wait',
    'for (const each of [shopApp, bankApp]) (async () => { await null; await run(each); })();',
    several,
  ],
  ['runs an App without a chart', 'void run(new App());', 'the app has no chart [no-chart]'],
  [
    'runs an App whose charts went to another',
    'new Shop(bankApp); void run(new App());',
    'the app has no chart [no-chart]',
  ],
  ['runs nothing', '', idle],
  ['runs nothing after a while', 'setTimeout(() => undefined, 50);', idle],
  ['ends by itself', 'process.exit();', idle],
  [
    'runs the App and fails',
    `void run(app); Hook.of(app).on('no-event' as 'test');`,
    '"no-event" is not a hook event [invalid-hook]',
  ],
  [
    'ends before the run does',
    'void run(app); process.exit();',
    'ended the process before run(app) was done [ended-early]',
  ],
  [
    'uses app.synth()',
    'app.synth();',
    'app.synth() cannot print a HelmChart, whose values it does not know [own-synth]',
  ],
  ['runs the App and uses app.synth()', 'void run(app); app.synth();', 'app.synth() cannot print a HelmChart'],
  [
    'writes an object by itself',
    `Yaml.save('mine.yaml', [shopApp.node.findAll().find(ApiObject.isApiObject)!.toJson()]);`,
    '[own-synth]',
  ],
  ['runs no App', '(run as () => void)();', 'run() was called without an App [no-app]'],
])('a main.ts that %s', (_, end, message) => {
  test.each([['synth'], ['hooks']])('is refused by %s', async (...args) => {
    project.write('main.ts', `import { ApiObject, Yaml } from 'cdk8s';\n${ending(end)}`);
    const { code, stdout, stderr } = await project.chartwright(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split(message)).toHaveLength(2);
    expect(stderr).not.toMatch(/^ +at .*[(/]/m);
    expect(stderr).not.toContain('internal failure');
    expect(project.files()).toEqual(before);
    expect(project.exists('mine.yaml')).toBe(false);
  });
});

test('of two Apps that wait for each other the second is refused, and takes nothing away from the first', async () => {
  for (const args of ['', ', process.argv.slice(2)']) {
    project.write('main.ts', ending(`run(shopApp${args}).then(() => run(bankApp${args}));`));
    const { code, stderr } = await project.chartwright(['synth']);
    expect([code, stderr]).toEqual([1, expect.stringContaining(several)]);
    expect(project.files()).toEqual(before);
  }
});

test.each<[string, string]>([
  ['in the end', 'void run(app);'],
  ['after waiting', '(async () => { await new Promise((resolve) => setTimeout(resolve, 50)); await run(app); })();'],
  ['twice', 'void run(app); void run(app);'],
  [
    'with what a test writes beside it',
    `Yaml.save('objects.yaml', Testing.synth(app.node.children[0] as Shop)); void run(app);`,
  ],
])('a main.ts that runs one App %s works', async (_, end) => {
  project.write('main.ts', `import { Testing, Yaml } from 'cdk8s';\n${ending(end)}`);
  expect(await project.chartwright(['synth'])).toMatchObject({ code: 0, stderr: '' });
  expect(project.files()).toEqual(before);
  if (project.exists('objects.yaml')) expect(project.read('objects.yaml')).toContain('HOST: localhost\n');
});

test('a main.ts that runs each App with a folder of its own works', async () => {
  project.write(
    'main.ts',
    ending(`run(shopApp, ['synth', '-q', '-o', 'a']).then(() => run(bankApp, ['synth', '-q', '-o', 'b']));`),
  );
  expect(await project.chartwright([])).toEqual(expect.objectContaining({ code: 0, stdout: '', stderr: '' }));
  expect(
    ['a/dist/shop', 'a/charts/shop', 'b/dist/bank', 'b/charts/bank'].filter((path) => !project.exists(path)),
  ).toEqual([]);
});

test('--help and check --path need no App', async () => {
  project.write('main.ts', shop());
  expect(await project.chartwright(['--help'])).toMatchObject({ code: 0, stderr: '' });
  expect((await project.chartwright(['check', '--path', 'dist'])).stderr).toBe('');
});
