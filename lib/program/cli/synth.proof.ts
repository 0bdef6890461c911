import { afterAll, describe, expect, test } from '@jest/globals';
import { ownAnnotations } from '../../judging/testing/own-annotations.fixture';
import { helmTemplate } from '../../judging/verify/helm';
import { readManifests } from '../../judging/verify/read-manifests';
import { helmVersions } from '../../judging/verify/tools';
import { Project, removeProjects, shop } from './project.fixture';
import { Session } from './session.fixture';

afterAll(removeProjects);

const withBanner = shop({ local: `{ banner: { enabled: true } }` });
const changed = shop({ local: `{ host: 'changed' }`, production: `{ host: 'changed' }` });
const layered = shop({ local: `{ host: 'environment', limits: { orders: 5, items: 6 } }` });
/** An object of a kind that another group calls Namespace. */
const twoNamespaces = `import { ApiObject, App, Chart } from 'cdk8s';
import { run } from 'chartwright';
const app = new App();
const chart = new Chart(app, 'shop');
new ApiObject(chart, 'kept', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
new ApiObject(chart, 'space', { apiVersion: 'acme.io/v1', kind: 'Namespace', metadata: { name: 'shop' } });
void run(app);
`;

/** For what differs from a run by itself in its arguments or its files only. */
const session = new Session([shop(), withBanner, changed, layered, twoNamespaces]);
afterAll(() => session.end());

describe('synth', () => {
  test('says which options of the app it does not use', async () => {
    const options = "{ yamlOutputType: 3, outputFileExtension: '.yml' }";
    const { stdout } = await new Project(shop().replace('new App()', `new App(${options})`)).chartwright(['synth']);
    expect(stdout).toContain("the app's yamlOutputType is not used: each object has a file of its own");
    expect(stdout).toContain("the app's outputFileExtension is not used: ");
  });

  test('writes plain YAML and charts, and lists the objects and the placeholders', async () => {
    const project = new Project(shop());
    const { code, stdout, stderr } = await project.chartwright(['synth']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      'shop local: 1 object',
      'shop production: 1 object',
      'shop chart 0.3.0',
      'shop: 2 warnings, which `chartwright check shop` prints',
      'shop production: placeholder host = db.example.com (the database)',
      `${project.count()} files written, 0 unchanged, 0 removed`,
      '',
    ]);
    const files = [...project.files().keys()];
    expect(files.filter((file) => file.startsWith('dist/'))).toEqual([
      'dist/.chartwright',
      'dist/shop/local/00-namespace/00-namespace.k8s.yaml',
      'dist/shop/local/00-namespace/Kustomization',
      'dist/shop/local/10-configuration/10-settings-configmap.k8s.yaml',
      'dist/shop/local/10-configuration/Kustomization',
      'dist/shop/local/Kustomization',
      'dist/shop/production/00-namespace/00-namespace.k8s.yaml',
      'dist/shop/production/00-namespace/Kustomization',
      'dist/shop/production/10-configuration/10-settings-configmap.k8s.yaml',
      'dist/shop/production/10-configuration/Kustomization',
      'dist/shop/production/Kustomization',
    ]);
    expect(files).toEqual(
      expect.arrayContaining(['charts/index.yaml', 'charts/shop-0.3.0.tgz', 'charts/shop/Chart.yaml']),
    );
  });

  test('counts the objects of a kind that another group calls Namespace, as verify does', async () => {
    const project = new Project(twoNamespaces);
    expect((await session.chartwright(project, ['synth'])).stdout).toContain('shop default: 1 object\n');
    expect((await session.chartwright(project, ['verify'])).stdout).toContain('shop default: 1 object, equal');
  });

  test('writes a chart of cdk8s whatever a cluster would refuse of it, and says so also where it is quiet', async () => {
    const project = new Project(`import { ApiObject, App, Chart } from 'cdk8s';
import { run } from 'chartwright';
const app = new App();
const chart = new Chart(app, 'web');
new ApiObject(chart, 'odd', { apiVersion: 'v1', kind: 'ConfigMap', data: { port: 80 } });
void run(app);
`);
    const [quiet, printed, checked] = await project.commands([['synth', '--quiet'], ['synth', '--stdout'], ['check']]);
    const said =
      'web: 1 error in objects of a cdk8s chart, which is written all the same; `chartwright check web` prints each\n' +
      '  1 schema-wrong-type: expected a string, found the number 80 in web/odd /data/port at commands.ts:5:1\n';
    expect(quiet).toMatchObject({ code: 0, stdout: '', stderr: said });
    expect(printed).toMatchObject({ code: 0, stdout: expect.stringContaining('port: 80'), stderr: said });
    expect(checked).toMatchObject({ code: 1, stdout: expect.stringContaining('[schema-wrong-type]') });
    expect(project.files('charts/web', 'dist').size).toBeGreaterThan(2);
  });

  test('is what the command line does when no command is named', async () => {
    const [named, unnamed] = [new Project(shop()), new Project(shop())];
    expect((await session.chartwright(named, ['synth'])).code).toBe(0);
    expect((await unnamed.chartwright([])).code).toBe(0);
    expect(unnamed.contents()).toEqual(named.contents());
  });

  test('touches no file the second time', async () => {
    const project = new Project(shop());
    await session.chartwright(project, ['synth']);
    const before = project.files();
    const { code, stdout } = await project.chartwright(['synth']);
    expect(code).toBe(0);
    expect(stdout).toContain(`0 files written, ${project.count()} unchanged, 0 removed`);
    expect(project.files()).toEqual(before);
  });

  test('removes what is no longer produced', async () => {
    const project = new Project(withBanner);
    await session.chartwright(project, ['synth']);
    const banner = 'dist/shop/local/10-configuration/10-banner-configmap.k8s.yaml';
    expect(project.exists(banner)).toBe(true);
    project.write('main.ts', shop());
    expect((await session.chartwright(project, ['synth'])).stdout).toContain('1 removed');
    expect(project.exists(banner)).toBe(false);
  });

  test('writes below --outdir, relative to the working directory', async () => {
    const project = new Project(shop());
    expect((await project.chartwright(['synth', '--outdir', 'build/out'])).code).toBe(0);
    expect([...project.files().keys()]).toEqual([]);
    expect(project.exists('build/out/dist/shop/local/Kustomization')).toBe(true);
    expect(project.exists('build/out/charts/shop/Chart.yaml')).toBe(true);
  });
});

describe('--environment', () => {
  test('writes the folder of that environment only', async () => {
    const project = new Project(withBanner);
    const { code, stdout } = await project.chartwright(['synth', 'shop', '--environment', 'local']);
    expect(code).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'shop local: 2 objects',
      'shop: 2 warnings, which `chartwright check shop` prints',
      '6 files written, 0 unchanged, 0 removed',
      '',
    ]);
    const [list, ...files] = project.files().keys();
    expect(list).toBe('dist/.chartwright');
    expect(files.filter((file) => !file.startsWith('dist/shop/local/'))).toEqual([]);
  });

  test('leaves the other environments and the charts as they are', async () => {
    const project = new Project(withBanner);
    await session.chartwright(project, ['synth']);
    const before = project.files();
    project.write('main.ts', changed);
    const { stdout } = await session.chartwright(project, ['synth', '-e', 'local']);
    expect(stdout).toContain('2 files written, 3 unchanged, 1 removed');
    const after = project.files();
    const others = (files: typeof before) =>
      [...files].filter(([path]) => !path.startsWith('dist/shop/local/') && path !== 'dist/.chartwright');
    expect(others(after)).toEqual(others(before));
    expect(project.read('dist/shop/local/10-configuration/10-settings-configmap.k8s.yaml')).toContain('HOST: changed');
  });
});

describe('--values', () => {
  const first = `
host: first.example.com
replicaCount: 3
labels: { tier: null, stage: a, "on": "yes" }
names: [one, two]
limits: { orders: 1 }
banner: { enabled: true }
`;
  const second = `
replicaCount: 4
labels:
  stage: b
names: [three]
limits: { items: 0x10 }
`;

  test.each([['first.yaml'], ['first.yaml', 'second.yaml'], ['second.yaml', 'first.yaml']])(
    'are laid over the environment in order, as the real Helm lays them: %s %s',
    async (...files) => {
      const project = new Project(layered);
      project.write('first.yaml', first);
      project.write('second.yaml', second);
      expect((await session.chartwright(project, ['synth'])).code).toBe(0);
      const flags = files.filter(Boolean).flatMap((file) => ['--values', file]);
      const { code, stdout } = await session.chartwright(project, [
        'synth',
        'shop',
        '-e',
        'local',
        '--stdout',
        ...flags,
      ]);
      expect(code).toBe(0);
      const data = (objects: ReturnType<typeof readManifests>['objects']) =>
        objects.flatMap(({ object }) =>
          object.kind === 'ConfigMap'
            ? [[object.metadata.name, object['data'], ownAnnotations(object.metadata['annotations'])]]
            : [],
        );
      const ours = data(readManifests(stdout).objects);
      expect(ours.length).toBeGreaterThan(0);
      for (const tool of helmVersions()) {
        const valuesFiles = [
          project.at('charts/shop/values-local.yaml'),
          ...files.filter(Boolean).map((file) => project.at(file)),
        ];
        const rendered = await helmTemplate(tool, {
          chart: project.at('charts/shop'),
          release: 'shop',
          namespace: 'shop',
          valuesFiles,
        });
        const theirs = data(rendered.objects);
        expect([...ours].sort()).toEqual([...theirs].sort());
      }
    },
  );

  test('replace placeholders, which are then no longer listed', async () => {
    const project = new Project(shop());
    project.write('mine.yaml', 'host: db.internal\n');
    const { stdout } = await project.chartwright(['synth', '-e', 'production', '--values', 'mine.yaml']);
    expect(stdout).not.toContain('placeholder');
    expect(project.read('dist/shop/production/10-configuration/10-settings-configmap.k8s.yaml')).toContain(
      'HOST: db.internal',
    );
  });
});

describe('--stdout', () => {
  test('prints what is in the folder of the environment, in order, and writes nothing', async () => {
    const project = new Project(withBanner);
    const { code, stdout } = await project.chartwright(['synth', 'shop', '--environment', 'local', '--stdout']);
    expect(code).toBe(0);
    expect(project.files().size).toBe(0);
    await session.chartwright(project, ['synth']);
    const files = [
      '00-namespace/00-namespace',
      '10-configuration/10-banner-configmap',
      '10-configuration/10-settings-configmap',
    ];
    expect(stdout).toBe(files.map((file) => project.read(`dist/shop/local/${file}.k8s.yaml`)).join('---\n'));
  });

  test('has nothing in it that the app says', async () => {
    const noisy = `console.log('said by the app');\nprocess.stdout.write('and so is this\\n');\n`;
    const project = new Project(shop().replace('void run(app);', (end) => noisy + end));
    const { code, stdout, stderr } = await project.chartwright(['synth', '-e', 'local', '--stdout']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'said by the app\nand so is this\n' });
    expect(stdout).toMatch(/^apiVersion: /);
  });

  test('names placeholders beside the output, not in it', async () => {
    const project = new Project(shop());
    const { stdout, stderr } = await session.chartwright(project, ['synth', '-e', 'production', '--stdout']);
    expect(readManifests(stdout).problems).toEqual([]);
    expect(stderr).toBe('shop production: placeholder host = db.example.com (the database)\n');
  });
});

describe('--quiet', () => {
  test('says nothing and does the same', async () => {
    const [loud, quiet] = [new Project(shop()), new Project(shop())];
    await session.chartwright(loud, ['synth']);
    expect(await quiet.chartwright(['synth', '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(quiet.contents()).toEqual(loud.contents());
    expect(await session.chartwright(quiet, ['synth', '-e', 'production', '--stdout', '-q'])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});

describe('--help', () => {
  test('prints the options of one command, needs no app and does nothing', async () => {
    const project = new Project(shop());
    const { code, stdout } = await project.chartwright(['synth', '--help']);
    expect(code).toBe(0);
    for (const word of ['synth', '--environment', '--values', '--stdout', '--outdir']) expect(stdout).toContain(word);
    expect(stdout).not.toContain('verify');
    expect(project.files().size).toBe(0);
  });
});
