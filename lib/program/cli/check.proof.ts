import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop, sovdWebapp } from './project.fixture';
import { Session } from './session.fixture';

afterAll(removeProjects);

/** A pod that names an account which is not there, beside the shop. */
const broken = `
    new KubePod(this, 'pod', {
      metadata: { name: 'pod' },
      spec: { serviceAccountName: 'nobody', containers: [{ name: 'pod', image: 'pod:1' }] },
    });
`;
const brokenShop = shop({ more: broken }).replace('{ KubeConfigMap }', '{ KubeConfigMap, KubePod }');

/** For what differs from a run by itself in its arguments or its files only. */
const session = new Session([shop(), brokenShop]);
const systemSession = new Session([sovdWebapp]);
afterAll(() => [session, systemSession].forEach((each) => each.end()));

describe('check', () => {
  test('of a sound app prints the numbers and is answered with 0', async () => {
    const { code, stdout, stderr } = await new Project(sovdWebapp).chartwright(['check']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^0 errors, \d+ warnings, 1 allowed in \d+ objects\n$/m);
  });

  test('of a broken app prints where, what and what to do, and is answered with 1', async () => {
    const project = new Project(brokenShop);
    const { code, stdout } = await project.chartwright([
      'check',
      'shop',
      '--environment',
      'production',
      '--format',
      'github',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('/spec/serviceAccountName: there is no ServiceAccount "nobody"%0AAdd the ServiceAccount');
    expect(stdout).toMatch(/^::error file=main.ts,line=\d+,col=5,title=missing-service-account::/m);
    expect(project.exists('dist')).toBe(false);
  });

  test('lists the levels of the rules, for environments that have the same once', async () => {
    const { code, stdout } = await systemSession.chartwright(new Project(sovdWebapp), ['check', '--list-rules']);
    expect([code, stdout.match(/^# .*$/gm)]).toEqual([0, ['# sovd-webapp: local, staging, production']]);
    expect(stdout).toMatch(/^error {4}policy {8}missing-requests +strict, sovd-webapp$/m);
  });

  test.each(['json', 'sarif'])('prints %s', async (format) => {
    const { stdout } = await session.chartwright(new Project(brokenShop), ['check', '--format', format]);
    expect(JSON.stringify(JSON.parse(stdout))).toContain('missing-service-account');
  });

  const refused: [string[], string][] = [
    [['check', '--kubernetes', '1.2'], 'there is no Kubernetes "1.2"; did you mean'],
    [['check', '--format', 'txt'], 'there is no format "txt"; did you mean "text"?'],
    [['check', '--path', 'nowhere'], 'there is no "nowhere"'],
    [['check', 'shop', '--path', '.'], 'Leave out the systems and the environment.'],
    [['check', '--external', 'Secret/x'], '--external goes with --path'],
    [['check', '--config', 'chartwright.yaml'], '--config goes with --path'],
    [['check', '--path', '.', '--config', 'none.yaml'], '--config: there is no "none.yaml"'],
    [['check', '--path', '.', '--external', 'Secrets/x'], 'did you mean "Secret"?'],
    [['check', 'shopp'], 'did you mean "shop"?'],
  ];

  test.each(refused)('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await session.chartwright(new Project(shop()), args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });

  test.each([refused[0]!, refused.at(-2)!])('%j is refused in a process of its own, too', async (args, message) => {
    const { code, stdout, stderr } = await new Project(shop()).chartwright(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });
});

/** A pod that names an account which is not there, and mounts a volume that it does not have. */
const mounting =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  serviceAccountName: nobody\n' +
  '  containers:\n    - name: c\n      image: c:1\n      volumeMounts: [{name: x, mountPath: /x}]\n';

/** The definition of a kind whose rule is in CEL. */
const tillDefinition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tills.shop.example }
spec:
  group: shop.example
  scope: Namespaced
  names: { plural: tills, kind: Till }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                drawers:
                  type: integer
                  x-kubernetes-validations: [{ rule: 'self >= 1 && self <= 4', message: a till has 1 to 4 drawers }]
`;

describe('check --path', () => {
  test('looks at any folder, and needs no app', async () => {
    const project = new Project('this is not TypeScript');
    project.write(
      'k8s/pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  serviceAccountName: nobody\n  containers: [{name: c, image: "c:1"}]\n',
    );
    const { code, stdout } = await project.chartwright(['check', '--path', 'k8s']);
    // It may be made elsewhere.
    expect(code).toBe(0);
    expect(stdout).toContain('v1 Pod p (k8s/pod.yaml)');
    expect(stdout).toContain(
      'there is no ServiceAccount "nobody" [missing-service-account]\n      at line 5, /spec/serviceAccountName',
    );
    const external = await session.withoutApp(project, [
      'check',
      '--path',
      'k8s/pod.yaml',
      '--external',
      'ServiceAccount/nobody',
    ]);
    expect(external.stdout).not.toContain('missing-service-account');
  });

  test('has the levels, exceptions and externals of its configuration', async () => {
    const project = new Project('');
    project.write('k8s/pod.yaml', mounting);
    project.write(
      'chartwright.yaml',
      `rules: { missing-service-account: error }
exceptions: [{ code: missing-volume, object: v1 Pod p, reason: injected }]
`,
    );
    const { code, stdout } = await project.chartwright(['check', '--path', 'k8s']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('error there is no ServiceAccount "nobody"')]);
    expect(stdout).toContain('missing-volume (1 place, v1 Pod p): injected');
    project.write('other.yaml', 'externals: [{ kind: ServiceAccount, name: nobody, reason: of the platform }]\n');
    const other = await session.withoutApp(project, ['check', '--path', 'k8s', '--config', 'other.yaml']);
    expect([other.code, other.stdout]).toEqual([1, expect.stringContaining('error the pod has no volume "x"')]);
    expect(other.stdout).not.toContain('missing-service-account');
    project.write('other.yaml', 'external: []\n');
    const wrong = await session.withoutApp(project, ['check', '--path', 'k8s', '--config', 'other.yaml']);
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toContain('other.yaml:1: there is no "external" here; did you mean "externals"?');
  });

  test('holds custom resources to the definitions of --crds, and evaluates their rules', async () => {
    const project = new Project('');
    project.write('crds/till.yaml', tillDefinition);
    project.write(
      'k8s/till.yaml',
      'apiVersion: shop.example/v1\nkind: Till\nmetadata: {name: a}\nspec: {drawers: 0}\n',
    );
    const alone = await session.withoutApp(project, ['check', '--path', 'k8s']);
    expect([alone.code, alone.stdout]).toEqual([0, expect.stringContaining('schema-unchecked-kind')]);
    const { code, stdout, stderr } = await project.chartwright(['check', '--path', 'k8s', '--crds', 'crds']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('error a till has 1 to 4 drawers [custom-resource-rule]\n      at line 4, /spec/drawers');
    expect(stdout).not.toContain('schema-unchecked-kind');
    const nowhere = await session.withoutApp(project, ['check', '--path', 'k8s', '--crds', 'nowhere']);
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('--crds: there is no "nowhere"')]);
  });

  test('knows the definitions that its configuration names, and its levels and exceptions hold for them', async () => {
    const project = new Project('');
    project.write('crds/till.yaml', tillDefinition);
    project.write('crds/till-of-old.yaml', tillDefinition.replace('self <= 4', 'self <= 3'));
    project.write(
      'k8s/till.yaml',
      'apiVersion: shop.example/v1\nkind: Till\nmetadata: {name: a}\nspec: {drawers: 0}\n',
    );
    const run = async (configuration: string) => {
      project.write('k8s/chartwright.yaml', configuration);
      return session.withoutApp(project, ['check', '--path', 'k8s']);
    };
    const { code, stdout, stderr } = await run('crds: [../crds]\n');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('[custom-resource-rule]\n      at line 4, /spec/drawers');
    expect(stdout).toContain('definition-twice');
    const off = await run('crds: [../crds]\nrules: { definition-twice: off }\n');
    expect([off.code, off.stdout]).toEqual([1, expect.not.stringContaining('definition-twice')]);
    const allowed = await run(
      "crds: [../crds]\nexceptions: [{ code: definition-twice, object: '* tills.shop.example', reason: the new one is meant }]\n",
    );
    expect(allowed.stdout).toContain('definition-twice (1 place');
    const nowhere = await run('crds: [nowhere]\n');
    expect([nowhere.code, nowhere.stderr]).toEqual([1, expect.stringContaining('nowhere')]);
  });

  test('says that an exception is not needed where the folder is all that its configuration is about', async () => {
    const project = new Project('');
    project.write('k8s/pod.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {b: c}\n');
    const exception = 'exceptions: [{ code: missing-volume, object: v1 Pod p, reason: injected }]\n';
    project.write('chartwright.yaml', exception);
    const above = await session.withoutApp(project, ['check', '--path', 'k8s']);
    expect([above.code, above.stdout]).toEqual([0, expect.not.stringContaining('unneeded-exception')]);
    const named = await session.withoutApp(project, ['check', '--path', 'k8s', '--config', 'chartwright.yaml']);
    expect([named.code, named.stdout]).toEqual([1, expect.stringContaining('[unneeded-exception]\n      at line 1\n')]);
    project.write('k8s/chartwright.yaml', exception);
    const inside = await session.withoutApp(project, ['check', '--path', 'k8s']);
    expect([inside.code, inside.stdout]).toEqual([1, expect.stringContaining('k8s/chartwright.yaml\n  error nothing')]);
  });

  test('leaves out all but what the cluster refuses, for a gate', async () => {
    const project = new Project('');
    project.write('k8s/pod.yaml', mounting);
    project.write('chartwright.yaml', 'rules: { extends: strict, missing-service-account: error }\n');
    const gate = () => session.withoutApp(project, ['check', '--path', 'k8s', '--only-what-the-cluster-refuses']);
    const { code, stdout } = await gate();
    expect([code, stdout.match(/\[[a-z-]+\]/g)]).toEqual([1, ['[missing-volume]']]);
    project.write('k8s/pod.yaml', mounting.replace('volumeMounts', 'workingDir: /x #'));
    expect(await gate()).toMatchObject({ code: 0, stdout: '0 errors, 0 warnings in 1 object\n' });
  });

  test('lists the levels of the rules, and who says so', async () => {
    const project = new Project('');
    project.write('k8s/pod.yaml', mounting);
    project.write('chartwright.yaml', 'rules: { no-spread: off }\n');
    const { code, stdout } = await project.chartwright(['check', '--path', 'k8s', '--list-rules']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^off {6}policy {8}no-spread +chartwright.yaml$/m);
    expect(stdout).toMatch(/^warning {2}policy {8}plain-secret +advisory, with which a folder begins$/m);
    const json = await session.withoutApp(project, ['check', '--path', 'k8s', '--list-rules', '--format', 'json']);
    const [{ rules }] = JSON.parse(json.stdout) as [{ rules: { code: string; level: string }[] }];
    expect(rules.find((rule) => rule.code === 'missing-volume')).toEqual({
      code: 'missing-volume',
      question: 'refused',
      level: 'error',
      from: 'always',
    });
  });

  test('reads standard input', async () => {
    const project = new Project('');
    writeFileSync(join(project.folder, 'in.yaml'), 'apiVersion: v1\nkind: Pood\n');
    const script = `node "$0" check --path - < in.yaml`;
    const { code, stdout } = await project.run(['sh', '-c', script, join(__dirname, 'chartwright.mjs')]);
    expect(code).toBe(1);
    expect(stdout).toContain('did you mean "Pod"?');
  });

  test('takes what synth wrote for sound', async () => {
    const project = new Project(sovdWebapp);
    expect((await systemSession.chartwright(project, ['synth', '--quiet'])).code).toBe(0);
    const { code, stdout } = await systemSession.withoutApp(project, [
      'check',
      '--path',
      'dist',
      '--external',
      'Secret/sovd-webapp-secrets',
    ]);
    expect(stdout).toContain('0 errors');
    expect(code).toBe(0);
  });
});

describe('synth', () => {
  test('writes nothing of an app with errors, and lists one that all environments share once', async () => {
    const project = new Project(brokenShop);
    const { code, stdout, stderr } = await project.chartwright(['synth']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('nothing was written');
    const lines = stderr.split('\n').filter((line) => line.includes('[missing-service-account]'));
    expect(lines).toEqual([
      'shop local, production shop/pod /spec/serviceAccountName: there is no ServiceAccount "nobody" [missing-service-account]',
    ]);
    expect(project.exists('dist')).toBe(false);
    expect((await session.chartwright(project, ['synth', 'shop', '-e', 'local', '--stdout'])).stdout).toBe('');
  });
});

describe('hooks', () => {
  test('prints the order, with one list for environments in which it is the same', async () => {
    const project = new Project(sovdWebapp);
    const { code, stdout } = await project.chartwright(['hooks', 'sovd-webapp']);
    expect(code).toBe(0);
    expect(stdout.match(/^# .*$/gm)).toEqual(['# sovd-webapp: local', '# sovd-webapp: staging, production']);
    expect(stdout).toContain(`
pre-upgrade
  -25  ServiceAccount sovd-webapp-migration
  -20  ServiceAccount sovd-webapp-migration-secrets
  -15  SecretStore sovd-webapp-migration-secrets
           needs ServiceAccount sovd-webapp-migration-secrets, hook -20
  -10  ExternalSecret sovd-webapp-migration-secrets
           needs SecretStore sovd-webapp-migration-secrets, hook -15
   -5  Job sovd-webapp-migration
           needs ServiceAccount sovd-webapp-migration, hook -25
           needs ExternalSecret sovd-webapp-migration-secrets, hook -10
`);
    expect((await systemSession.chartwright(project, ['hooks', '-e', 'local'])).stdout).toContain(
      '# sovd-webapp: local\n',
    );
  });
});
