import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { rememberingHelm } from './remembered-helm.fixture';
import { editsOf, sample, writeSample, type Edit, type EditCase, type SampleOutput } from './sample.fixture';
import { helmVersions } from './tools';
import { printReport, verifySystem, type VerifyOptions } from './verify';

const tools = helmVersions();
const versions = tools.map(({ version }) => version).join(', ');
const newest = tools[1]?.version;

/** Most cases change only plain files, of which Helm knows nothing. */
const ask = rememberingHelm();

let output: SampleOutput | undefined;

afterEach(() => {
  if (output) rmSync(output.root, { recursive: true, force: true });
  output = undefined;
});

/** The report for the production environment of the sample with one text replaced, without the path of its folder. */
async function verified(edit: Edit, options: VerifyOptions = { ask }): Promise<string> {
  output = writeSample(edit);
  const environments = sample.environments.filter(({ name }) => name === 'production');
  const report = await verifySystem({ ...sample, environments }, { ...output, ...options });
  const text = printReport(report);
  expect(report.equal).toBe(!text.includes('problem'));
  return text.replaceAll(`${output.root}/`, '');
}

const inPlain = editsOf('dist/sample/production')`
  a number that is another one
    40-workload/40-sample.k8s.yaml: replicas: 3 => replicas: 4
    5 objects, 1 problem
      apps/v1 Deployment sample/sample /spec/replicas
        plain: 4
        helm:  3
  a text instead of a number
    40-workload/40-sample.k8s.yaml: containerPort: 8080 => containerPort: "8080"
    5 objects, 1 problem
      apps/v1 Deployment sample/sample /spec/template/spec/containers/0/ports/0/containerPort
        plain: "8080"
        helm:  8080
  a key that is missing
    30-pre-deploy/30-migrate.k8s.yaml: spec:\n  backoffLimit: 2 => spec:
    5 objects, 1 problem
      batch/v1 Job sample/sample-migrate /spec/backoffLimit
        plain: (absent)
        helm:  2
  a yes without quotes
    10-configuration/10-config.k8s.yaml: "yes" => yes
    5 objects, 1 problem
      v1 ConfigMap sample/sample-config /data/LEVEL
        plain: true
        helm:  "yes"
  a wave with which a hook runs after the one that it runs before in the chart
    30-pre-deploy/30-migrate.k8s.yaml: "-5" => "5"
    5 objects, 1 problem
      batch/v1 Job sample/sample-seed /metadata/annotations/argocd.argoproj.io~1sync-wave: not after batch/v1 Job sample/sample-migrate, whose weight is lower
  the same wave for hooks that run one after the other in the chart
    30-pre-deploy/30-migrate.k8s.yaml: "-5" => "0"
    5 objects, 1 problem
      batch/v1 Job sample/sample-seed /metadata/annotations/argocd.argoproj.io~1sync-wave: not after batch/v1 Job sample/sample-migrate, whose weight is lower
  a wave that is not an integer
    30-pre-deploy/30-migrate.k8s.yaml: "-5" => "first"
    5 objects, 2 problems
      batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1sync-wave: "first" in plain YAML is not an integer
      batch/v1 Job sample/sample-seed /metadata/annotations/argocd.argoproj.io~1sync-wave: not after batch/v1 Job sample/sample-migrate, whose weight is lower
  a hash at a Job that is not a hook
    30-pre-deploy/30-migrate.k8s.yaml: annotations:\n    argocd.argoproj.io/hook: PreSync => annotations:
    5 objects, 2 problems
      batch/v1 Job sample/sample-migrate: only in the chart's output
      batch/v1 Job sample/sample-migrate-0a1b2c3d: only in the plain YAML
  an additional object
    10-configuration/10-config.k8s.yaml: apiVersion => apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: extra\n  namespace: sample\n---\napiVersion
    6 objects, 1 problem
      v1 ServiceAccount sample/extra: only in the plain YAML
  a file that the kustomization of its stage does not list
    10-configuration/Kustomization: 10-account.k8s.yaml\n  - 10-config.k8s.yaml => 10-account.k8s.yaml
    5 objects, 1 problem
      dist/sample/production/10-configuration/Kustomization: does not list 10-config.k8s.yaml
  a file that is listed and does not exist
    40-workload/Kustomization: - 40 => - 35-x.k8s.yaml\n  - 40
    5 objects, 1 problem
      dist/sample/production/40-workload/Kustomization: lists 35-x.k8s.yaml, which does not exist
  a file that is listed twice
    10-configuration/Kustomization: - 10-config => - 10-account.k8s.yaml\n  - 10-config
    5 objects, 1 problem
      dist/sample/production/10-configuration/Kustomization: lists 10-account.k8s.yaml twice
  a file that is listed in another stage
    30-pre-deploy/Kustomization: - 30 => - ../10-configuration/10-config.k8s.yaml\n  - 30
    5 objects, 1 problem
      dist/sample/production/30-pre-deploy/Kustomization: lists ../10-configuration/10-config.k8s.yaml, which does not exist
  a kustomization in another order than the files
    10-configuration/Kustomization: 10-account.k8s.yaml\n  - 10-config.k8s.yaml => 10-config.k8s.yaml\n  - 10-account.k8s.yaml
    5 objects, 1 problem
      dist/sample/production/10-configuration/Kustomization: does not list them in the order of their names
  a kustomization without resources
    40-workload/Kustomization: resources: => components:
    5 objects, 1 problem
      dist/sample/production/40-workload/Kustomization: has no list of resources
  a stage that the kustomization above does not list
    Kustomization: 10-configuration\n  - 30-pre-deploy => 10-configuration
    5 objects, 1 problem
      dist/sample/production/Kustomization: does not list 30-pre-deploy
  a stage that is listed and does not exist
    Kustomization: - 40 => - 33-pre-deploy\n  - 40
    5 objects, 1 problem
      dist/sample/production/Kustomization: lists 33-pre-deploy, which does not exist
  a stage that is listed twice
    Kustomization: - 30 => - 10-configuration\n  - 30
    5 objects, 1 problem
      dist/sample/production/Kustomization: lists 10-configuration twice
  stages in another order than their names
    Kustomization: 10-configuration\n  - 30-pre-deploy => 30-pre-deploy\n  - 10-configuration
    5 objects, 1 problem
      dist/sample/production/Kustomization: does not list them in the order of their names
  a kustomization of stages without resources
    Kustomization: resources: => components:
    5 objects, 1 problem
      dist/sample/production/Kustomization: has no list of resources
  a duplicate key
    40-workload/40-sample.k8s.yaml: spec:\n => spec:\n  replicas: 3\n
    5 objects, 1 problem
      dist/sample/production/40-workload/40-sample.k8s.yaml: line 10: the key replicas is there twice, at /spec/replicas
  a file without an object
    00-namespace/00-namespace.k8s.yaml: apiVersion: v1\nkind: Namespace\nmetadata:\n  name: sample => # empty
    5 objects, 1 problem
      dist/sample/production/00-namespace/00-namespace.k8s.yaml: holds no object
`;

const inChart = editsOf('charts/sample')`
  a duplicate key
    templates/configmap.yaml: \n  limit => \n  limit: "0o14"\n  limit
    5 objects, 1 problem
      helm template: sample/templates/configmap.yaml, line 15: the key limit is there twice, at /data/limit
  an empty document
    templates/configmap.yaml: apiVersion => # {{ .Chart.Name }}\n---\napiVersion
    5 objects, 1 problem
      helm template: sample/templates/configmap.yaml, line 1: empty document
  trailing blanks
    templates/configmap.yaml: \ndata:\n => \ndata: \n
    5 objects, 1 problem
      helm template: sample/templates/configmap.yaml, line 12: trailing blanks
  a null value, and the key that is too much,
    templates/configmap.yaml: | quote }}\n => | quote }}\n  none: {{ .Values.none }}\n
    5 objects, 3 problems
      helm template: sample/templates/configmap.yaml, line 14: null value at /data/none
      helm template: sample/templates/configmap.yaml, line 14: trailing blanks
      v1 ConfigMap sample/sample-config /data/none
        plain: (absent)
        helm:  null
  a weight that is not an integer
    templates/job-migrate.yaml: "-5" => "first"
    5 objects, 1 problem
      batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1sync-wave: "first" in the chart is not an integer
  a delete policy that differs
    templates/job-migrate.yaml: ,hook-succeeded\n => \n
    5 objects, 1 problem
      batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1hook-delete-policy
        plain: "BeforeHookCreation,HookSucceeded"
        helm:  "before-hook-creation"
  a number that is pasted as a float
    templates/deployment.yaml: \n  selector => \n  minReadySeconds: {{ 12345678.0 | quote }}\n  selector
    5 objects, 1 problem
      apps/v1 Deployment sample/sample /spec/minReadySeconds
        plain: (absent)
        helm:  "1.2345678e+07"
  a chart that lint does not like
    Chart.yaml: https://example.org/icon.svg => nowhere
    5 objects, 1 problem
      helm lint: [ERROR] Chart.yaml: invalid icon URL 'nowhere'
`;

describe('verifySystem', () => {
  test('finds two outputs equal with Helm 3 and Helm 4', async () => {
    output = writeSample();
    const report = await verifySystem(sample, output);
    expect(report.equal).toBe(true);
    expect(printReport(report)).toBe(
      `sample local: 5 objects, equal (helm ${versions})\nsample production: 5 objects, equal (helm ${versions})\n`,
    );
  });

  test.each(inPlain)('finds $title in plain YAML', async ({ edit, verdict, problems }) => {
    expect(await verified(edit)).toBe(`sample production: ${verdict} (helm ${versions})\n${problems}`);
  });

  test('finds with Helms that are asked anew what it finds with what they have said', async () => {
    const [{ edit, verdict, problems }] = inPlain as [EditCase];
    expect(await verified(edit, {})).toBe(`sample production: ${verdict} (helm ${versions})\n${problems}`);
  });

  test('asks anew about a chart that is another one', async () => {
    const edit = { file: 'charts/sample/templates/configmap.yaml', from: '| quote', to: '| upper | quote' };
    expect(await verified(edit)).toContain('/data/LEVEL\n    plain: "yes"\n    helm:  "YES"\n');
  });

  test.each(inChart)('finds $title in the chart, once for both Helms', async ({ edit, verdict, problems }) => {
    expect(await verified(edit)).toBe(`sample production: ${verdict} (helm ${versions})\n${problems}`);
  });

  test('finds two outputs equal whose hooks have other numbers in the same order', async () => {
    const edit = { file: 'dist/sample/production/30-pre-deploy/30-migrate.k8s.yaml', from: '"-5"', to: '"-4"' };
    expect(await verified(edit)).toBe(`sample production: 5 objects, equal (helm ${versions})\n`);
  });

  test('finds a hook that Helm drops because its event is misspelt', async () => {
    const text = await verified({
      file: 'charts/sample/templates/job-migrate.yaml',
      from: 'pre-install,pre-upgrade',
      to: 'preinstall',
    });
    expect(text).toMatch(/helm template: .*skipping unknown hook.*preinstall/);
    expect(text).toContain('  batch/v1 Job sample/sample-migrate: only in the plain YAML\n');
  });

  test('finds a chart that Helm cannot render', async () => {
    const text = await verified({ file: 'charts/sample/templates/configmap.yaml', from: '| quote', to: '| qoute' });
    expect(text).toContain('function "qoute" not defined');
  });

  test('finds a package that is not what its folder is', async () => {
    output = writeSample();
    const template = join(output.charts, 'sample/templates/tests/pod-test.yaml');
    writeFileSync(template, '{{- /* gone */ -}}');
    expect(printReport(await verifySystem(sample, output))).toContain(
      'charts/sample-1.2.0.tgz renders something else than its folder, first in line',
    );
  });

  test('tells which Helm shows a problem that the other does not', async () => {
    const text = await verified({
      file: 'charts/sample/templates/configmap.yaml',
      from: '{{ .Values.level | quote }}',
      to: '{{ if hasPrefix "v4" .Capabilities.HelmVersion.Version }}other{{ else }}"yes"{{ end }}',
    });
    expect(text).toContain(
      `  v1 ConfigMap sample/sample-config /data/LEVEL (only helm ${newest})\n    plain: "yes"\n    helm:  "other"\n`,
    );
  });

  test('names everything that is missing, and what to do', async () => {
    output = writeSample();
    rmSync(join(output.dist, 'sample/local'), { recursive: true });
    rmSync(join(output.charts, 'sample-1.2.0.tgz'));
    await expect(verifySystem(sample, output)).rejects.toThrow(
      `Nothing to verify for sample: ${output.charts}/sample-1.2.0.tgz, ${output.dist}/sample/local do not exist. ` +
        'Synthesize first: npm run synth',
    );
  });

  test('does not call nothing equal', async () => {
    output = writeSample();
    await expect(verifySystem({ ...sample, environments: [] }, output)).rejects.toThrow('sample has no environment');
    await expect(verifySystem(sample, { ...output, tools: [] })).rejects.toThrow('Without a Helm');
    const local = join(output.dist, 'sample/local');
    rmSync(join(local, '00-namespace/00-namespace.k8s.yaml'));
    expect(printReport(await verifySystem(sample, { ...output, ask }))).toContain(
      'dist/sample/local/00-namespace: holds no manifest',
    );
    for (const stage of readdirSync(local)) rmSync(join(local, stage), { recursive: true });
    expect(printReport(await verifySystem(sample, { ...output, ask }))).toContain('dist/sample/local: holds no stage');
  });

  test('leaves the outputs as they are', async () => {
    output = writeSample();
    const digest = () =>
      execFileSync('sh', ['-c', 'find . -type f | sort | xargs sha256sum'], { cwd: output?.root }).toString();
    const before = digest();
    await verifySystem(sample, output);
    expect(digest()).toBe(before);
  });
});
