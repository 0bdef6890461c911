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

describe('a main.ts that runs several Apps, each of which says where its output goes,', () => {
  const apps = `
for (const [id, host] of [['shop', 'a'], ['bank', 'b']] as const) {
  const app = new App({ outdir: \`k8s/\${id}\` });
  const chart = new Chart(app, 'web', { namespace: id });
  new KubeConfigMap(chart, 'settings', { data: { HOST: host } });
  void run(app);
}`;
  const main = `import { Chart } from 'cdk8s';\n${shop().replace(/^new Shop\(app\);$|^void run\(app\);$/gm, '')}${apps}`;
  const folders = ['k8s/shop/web', 'k8s/charts/shop/web', 'k8s/bank/web', 'k8s/charts/bank/web'];

  test('works one after the other, with charts in a folder for each', async () => {
    const own = new Project(main);
    const { code, stdout, stderr } = await own.chartwright(['synth']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.match(/^web chart/gm)).toHaveLength(2);
    expect(folders.filter((folder) => !own.exists(folder))).toEqual([]);
    expect(own.read('k8s/bank/web/default/10-configuration/10-settings-configmap.k8s.yaml')).toContain('HOST: b\n');

    const written = own.contents();
    expect(await own.chartwright(['synth'])).toMatchObject({ code: 0 });
    expect(own.contents()).toEqual(written);
    const verified = await own.chartwright(['verify']);
    expect({ code: verified.code, lines: verified.stdout.match(/^web default: 1 object, equal/gm) }).toEqual({
      code: 0,
      lines: [expect.anything(), expect.anything()],
    });
    expect((await own.chartwright(['check'])).stdout.match(/^0 errors/gm)).toHaveLength(2);
  });

  test('keeps them apart in a folder that the command names for all', async () => {
    const own = new Project(main);
    expect(await own.chartwright(['synth', '--outdir', 'out'])).toMatchObject({ code: 0, stderr: '' });
    for (const [id, host] of [
      ['shop', 'a'],
      ['bank', 'b'],
    ] as const) {
      const file = `out/dist/k8s/${id}/web/default/10-configuration/10-settings-configmap.k8s.yaml`;
      expect(own.read(file)).toContain(`HOST: ${host}\n`);
      expect(own.read(`out/charts/k8s/${id}/web/templates/settings-configmap.yaml`)).toContain(`HOST: ${host}\n`);
    }
  });

  test('fails where one of them is wrong', async () => {
    const own = new Project(main.replace('{ HOST: host }', "host === 'b' ? (5 as never) : { HOST: host }"));
    expect((await own.chartwright(['check'])).code).toBe(1);
  });

  test('works for charts with values', async () => {
    const apps = ending('void run(shopApp); void run(bankApp);')
      .replace('const app = new App();', "const app = new App({ outdir: 'k8s/shop' });")
      .replace('const bankApp = new App();', "const bankApp = new App({ outdir: 'k8s/bank' });");
    const own = new Project(apps);
    const { code, stderr } = await own.chartwright(['synth']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(own.exists('k8s/charts/shop/shop') && own.exists('k8s/charts/bank/bank')).toBe(true);
  });
});

test('--help and check --path need no App', async () => {
  project.write('main.ts', shop());
  expect(await project.chartwright(['--help'])).toMatchObject({ code: 0, stderr: '' });
  expect((await project.chartwright(['check', '--path', 'dist'])).stderr).toBe('');
});
