import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop } from './project.fixture';
import { Session } from './session.fixture';

afterAll(removeProjects);

describe('a mistake on the command line is answered with 1 and a remedy, and nothing is written', () => {
  const project = new Project(shop());
  const session = new Session([shop()]);
  afterAll(() => session.end());
  project.write('values-mine.yaml', 'host: mine\n');
  project.write('broken.yaml', 'host: [unclosed\n');
  project.write('list.yaml', '- host\n');
  project.write('unknown.yaml', 'hst: mine\nlimits: { order: 1 }\n');

  const mistakes: [string, string[], string[]][] = [
    ['a system', ['synth', 'shp'], ['there is no system "shp"; did you mean "shop"?', 'Systems: shop.']],
    [
      'several systems',
      ['synth', 'shp', 'bank'],
      ['2 problems', 'there is no system "shp"', 'there is no system "bank"'],
    ],
    [
      'an environment',
      ['synth', '--environment', 'prodution'],
      ['shop has no environment "prodution"; did you mean "production"?', 'Environments: local, production.'],
    ],
    [
      'an option',
      ['synth', '--enviroment', 'local'],
      [
        'there is no option "--enviroment"; did you mean "--environment"?',
        'Options: --environment, --values, --stdout, ',
      ],
    ],
    ['several options', ['synth', '--stdot', '--outdri=x'], ['2 problems', '"--stdout"?', '"--outdir"?']],
    ['a command', ['synht'], ['there is no command "synht"; did you mean "synth"?', 'Commands: init, synth,']],
    [
      'an option of another command',
      ['verify', '--values', 'x'],
      ['there is no option "--values"', 'Options: --helm, --outdir, --charts, --helm-matrix, --soundness, '],
    ],
    ['an option without its value', ['synth', '--values'], ["'-f, --values <value>' argument missing"]],
    [
      'a values file',
      ['synth', '--values', 'values-mein.yaml'],
      ['values-mein.yaml: there is no such file; did you mean "values-mine.yaml"?'],
    ],
    [
      'a values file in a folder that there is not',
      ['synth', '--values', 'nowhere/x.yaml'],
      ['nowhere/x.yaml: there is no such file'],
    ],
    ['a values file that is a folder', ['synth', '--values', 'node_modules'], ['node_modules: cannot be read: EISDIR']],
    [
      'a values file that is not YAML',
      ['synth', '--values', 'broken.yaml'],
      ['broken.yaml:2:1: ', '[unreadable-values]'],
    ],
    ['a values file that is a list', ['synth', '--values', 'list.yaml'], ['list.yaml:1:1: is not a map of values']],
    [
      'values that there are not',
      ['synth', '-e', 'local', '--values', 'unknown.yaml'],
      [
        '2 problems',
        'with unknown.yaml hst: no such value; did you mean "host"?',
        'limits.order: no such value; did you mean "orders"?',
      ],
    ],
    [
      'an environment that --stdout needs',
      ['synth', '--stdout'],
      ['--stdout prints one environment of one system; here are 2: shop local, shop production', 'Name one: '],
    ],
  ];

  /** @param run runs a command for the project */
  const judge = async (
    run: (args: string[]) => ReturnType<Session['chartwright']>,
    args: string[],
    expected: string[],
  ) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    for (const text of expected) expect(stderr).toContain(text);
    // Only what writes says that it did not.
    const writes = args[0] === 'synth' && !args.includes('--stdout');
    expect(stderr.split('\n', 1)[0]).toMatch(
      writes ? /^chartwright: \d+ problems?; nothing was written$/ : /^chartwright: \d+ problems?$/,
    );
    expect(stderr).toMatch(/^ {4}[A-Z`]|; did you mean/m);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(project.files().size).toBe(0);
  };

  test.each(mistakes)('%s', async (_, args, expected) => {
    await judge((each) => session.chartwright(project, each), args, expected);
    expect(project.exists('dist')).toBe(false);
  });

  test.each(mistakes.filter(([name]) => ['several systems', 'a command', 'values that there are not'].includes(name)))(
    '%s, in a process of its own',
    async (_, args, expected) => {
      await judge((each) => project.chartwright(each), args, expected);
      expect(project.exists('dist')).toBe(false);
    },
  );
});

describe('a mistake in the definition', () => {
  test('of an environment names the path, the environment and what was meant; all of them at once', async () => {
    const project = new Project(
      shop({
        local: `{ replicaCout: 3, limits: { order: 1 } } as object`,
        production: `{ replicaCount: 'abc', host: '', banner: { enabled: 'yes' } } as object`,
      }),
    );
    const { code, stdout, stderr } = await project.chartwright(['synth']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.split('\n').filter((line) => !line.startsWith('    '))).toEqual([
      'chartwright: 5 problems; nothing was written',
      '',
      'environment "local" of shop replicaCout: no such value; did you mean "replicaCount"? [unknown-value]',
      'environment "local" of shop limits.order: no such value; did you mean "orders"? [unknown-value]',
      'environment "production" of shop host: must NOT have fewer than 1 characters, but is "" [invalid-value]',
      'environment "production" of shop replicaCount: must be integer, not "abc" [invalid-value]',
      'environment "production" of shop banner.enabled: must be boolean, not "yes" [invalid-value]',
      '',
    ]);
    expect(project.files().size).toBe(0);
  });

  test('leaves the output of the last run as it was', async () => {
    const project = new Project(shop());
    await project.chartwright(['synth']);
    const before = project.files();
    project.write('main.ts', shop({ local: `{ host: 'changed' }`, production: `{ replicaCount: 99 }` }));
    const { code, stderr } = await project.chartwright(['synth']);
    expect(code).toBe(1);
    expect(stderr).toContain('environment "production" of shop replicaCount: must be <= 9, but is 99');
    expect(project.files()).toEqual(before);
  });

  test.each<[string, string, string]>([
    [
      'that is found while the app is built',
      shop({ more: `Hook.of(banner).on('preinstall' as 'pre-install');` }),
      '"preinstall" is not a hook event [invalid-hook]',
    ],
    [
      'that is found in the objects',
      shop({ more: `const lost = String(text\`db-\${values.host}\`); void lost;` }),
      'was turned into a string here and is in no object [lost-token]',
    ],
    [
      'that keeps a construct from making its object',
      shop({ more: `banner.toJson = () => { throw new Error('no such port'); };` }),
      'shop/banner: the construct cannot make its object: no such port',
    ],
  ])('%s is answered with 1', async (_, main, message) => {
    const project = new Project(main);
    const { code, stderr } = await project.chartwright(['synth']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(message) });
    expect(stderr).not.toMatch(/^ +at .*node_modules/m);
    expect(project.files().size).toBe(0);
  });

  test('that does not compile is shown with file and line', async () => {
    const project = new Project(`import { nothing } from './missing';\nnothing(;\n`);
    const { code, stderr } = await project.chartwright(['synth']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/main\.ts:2:8/);
  });
});

describe('the app', () => {
  test.each([
    [
      'in a function that nobody waits for',
      'async function main() { await null; throw new Error("too late"); }\nvoid main();',
    ],
    ['in a timer', 'setTimeout(() => { throw new Error("too late"); });'],
  ])('fails after it was read, %s', async (_, source) => {
    const project = new Project(source);
    const { code, stderr } = await project.chartwright(['synth']);
    expect(stderr).toMatch(/^chartwright: main\.ts:1:\d+: too late \[failed-app\]\n$/);
    expect(code).toBe(1);
  });

  test('that goes on growing when its output is written is told where', async () => {
    const late = `setTimeout(() => new ApiObject(app.node.children[0]!, 'late', { apiVersion: 'v1', kind: 'ConfigMap' }))`;
    const project = new Project(shop().replace('void run(app);', `void run(app).then(() => ${late});`));
    const { code, stderr } = await project.chartwright(['synth', '--quiet']);
    expect(stderr).toMatch(/^chartwright: shop\/late: this construct was added when run\(app\) had done its work, /);
    expect(stderr).toMatch(/\[late-construct\]\n[^]*\bmain\.ts:\d+:\d+\n$/);
    expect(code).toBe(1);
  });

  test('that is not there is answered with 1 and where it was looked for', async () => {
    const project = new Project(shop());
    const { code, stderr } = await project.chartwright(['synth'], { env: { CHARTWRIGHT_APP: 'mian.ts' } });
    expect(code).toBe(1);
    expect(stderr).toContain(`there is no ${project.at('mian.ts')}`);
    expect(stderr).toContain('CHARTWRIGHT_APP');
  });

  test('may stand in another file', async () => {
    const project = new Project('throw new Error("not this one");');
    project.write('apps/shop.ts', shop());
    const { code } = await project.chartwright(['synth'], { env: { CHARTWRIGHT_APP: 'apps/shop.ts' } });
    expect(code).toBe(0);
    expect(project.exists('dist/shop/local/Kustomization')).toBe(true);
  });

  test.each([
    ['while it is built', shop({ after: `throw new Error('a bug of mine');` }), /this failed: a bug of mine/],
    [
      'while it is synthesized',
      shop({ more: `this.environments = () => { throw new Error('a bug of mine'); };` }),
      /this failed: a bug of mine/,
    ],
    [
      'in a constructor',
      shop({
        more: `class Bad extends ApiObject { constructor() { super(banner, 'bad', { apiVersion: 'v1', kind: 'Bad' }); null!.x; } } new Bad();`,
      }),
      /shop\/banner\/bad: this failed: Cannot read properties of null/,
    ],
    [
      'after a second construct of one id',
      shop({ more: `new KubeConfigMap(this, 'banner', {});` }),
      /shop\/banner: there are two constructs with the id "banner" in shop \[duplicate-id\]/,
    ],
    [
      'for want of a package',
      shop({ after: `require('@no-such/package/sub');` }),
      /there is no module "@no-such\/package\/sub" \[missing-module\]\n {4}Install it: npm install @no-such\/package\n/,
    ],
  ])('that fails by itself %s is answered with 1, what is wrong and the line', async (_, main, message) => {
    const project = new Project(main);
    const { code, stderr } = await project.chartwright(['synth']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) });
    expect(stderr).toMatch(/^ {4}at .*main\.ts:\d+:\d+$/m);
    expect(stderr).not.toMatch(/ {4}at .*node_modules|internal failure/);
    expect(project.files().size).toBe(0);
  });

  test('that lacks a package before it has come to us is answered with 1 and how to install it', async () => {
    const project = new Project(`import pad from 'no-such-pad';\nexport default pad;\n${shop()}`);
    const { code, stderr } = await project.chartwright(['synth']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(
        'there is no module "no-such-pad" [missing-module]\n    Install it: npm install no-such-pad',
      ),
    });
  });

  test('whose output was never written cannot be verified, and is told how to', async () => {
    const project = new Project(shop());
    const { code, stderr } = await project.chartwright(['verify']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('charts/shop: there is no output of shop to verify here [not-synthesized]'),
    });
    expect(stderr).toContain('Run `chartwright synth` first');
  });

  test('leaves nothing of its compilation behind', async () => {
    const apps = [
      shop(),
      shop({ after: `throw new Error('a bug of mine');` }),
      shop({ local: `{ host: '' }` }),
      'not TypeScript',
    ];
    for (const main of apps) {
      const project = new Project(main);
      const { pid } = await project.chartwright(['synth']);
      expect(project.exists('node_modules/.cache/chartwright')).toBe(true);
      expect(project.exists(`node_modules/.cache/chartwright/app-${pid}.cjs`)).toBe(false);
    }
  });
});
