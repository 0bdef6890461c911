import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, shop, sovdWebapp } from './project.fixture';

afterAll(removeProjects);

/** A pod that names an account which is not there, beside the shop. */
const broken = `
    new KubePod(this, 'pod', {
      metadata: { name: 'pod' },
      spec: { serviceAccountName: 'nobody', containers: [{ name: 'pod', image: 'pod:1' }] },
    });
`;
const brokenShop = shop({ more: broken }).replace('{ KubeConfigMap }', '{ KubeConfigMap, KubePod }');

describe('check', () => {
  test('of a sound app prints the numbers and is answered with 0', async () => {
    const { code, stdout, stderr } = await new Project(sovdWebapp).chartwright(['check']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^0 errors, \d+ warnings in \d+ objects\n$/m);
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

  test.each(['json', 'sarif'])('prints %s', async (format) => {
    const { stdout } = await new Project(brokenShop).chartwright(['check', '--format', format]);
    expect(JSON.stringify(JSON.parse(stdout))).toContain('missing-service-account');
  });

  test.each([
    [['check', '--kubernetes', '1.2'], 'there is no Kubernetes "1.2"; did you mean'],
    [['check', '--format', 'txt'], 'there is no format "txt"; did you mean "text"?'],
    [['check', '--path', 'nowhere'], 'there is no "nowhere"'],
    [['check', 'shop', '--path', '.'], 'Leave out the systems and the environment.'],
    [['check', '--external', 'Secret/x'], '--external goes with --path'],
    [['check', '--path', '.', '--external', 'Secrets/x'], 'did you mean "Secret"?'],
    [['check', 'shopp'], 'did you mean "shop"?'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await new Project(shop()).chartwright(args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });
});

describe('check --path', () => {
  test('looks at any folder, and needs no app', async () => {
    const project = new Project('this is no TypeScript');
    project.write(
      'k8s/pod.yaml',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  serviceAccountName: nobody\n  containers: [{name: c, image: "c:1"}]\n',
    );
    const { code, stdout } = await project.chartwright(['check', '--path', 'k8s']);
    expect(code).toBe(1);
    expect(stdout).toContain('v1 Pod p (k8s/pod.yaml)');
    expect(stdout).toContain(
      'there is no ServiceAccount "nobody" [missing-service-account]\n      at line 5, /spec/serviceAccountName',
    );
    const external = await project.chartwright([
      'check',
      '--path',
      'k8s/pod.yaml',
      '--external',
      'ServiceAccount/nobody',
    ]);
    expect(external.stdout).not.toContain('missing-service-account');
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
    expect((await project.chartwright(['synth', '--quiet'])).code).toBe(0);
    const { code, stdout } = await project.chartwright([
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
    expect((await project.chartwright(['synth', 'shop', '-e', 'local', '--stdout'])).stdout).toBe('');
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
    expect((await project.chartwright(['hooks', '-e', 'local'])).stdout).toContain('# sovd-webapp: local\n');
  });
});
