import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { editsOf, sample, writeSample, type Edit, type SampleOutput } from './sample.fixture';
import { helmVersions } from './tools';
import { printReport, verifySystem } from './verify';

const tools = helmVersions();
const versions = tools.map(({ version }) => version).join(', ');
const newest = tools[1]?.version;

let output: SampleOutput | undefined;

afterEach(() => {
  if (output) rmSync(output.root, { recursive: true, force: true });
  output = undefined;
});

/** The report for the production environment of the sample with one text replaced, without the path of its folder. */
async function verified(edit: Edit): Promise<string> {
  output = writeSample(edit);
  const environments = sample.environments.filter(({ name }) => name === 'production');
  const report = await verifySystem({ ...sample, environments }, output);
  const text = printReport(report);
  expect(report.equal).toBe(!text.includes('problem'));
  return text.replaceAll(`${output.root}/`, '');
}

const inPlain = editsOf('dist/sample/production')`
  a number that is another one
    40-sample.k8s.yaml: replicas: 3 => replicas: 4
    3 objects, 1 problem
      apps/v1 Deployment sample/sample /spec/replicas
        plain: 4
        helm:  3
  a text instead of a number
    40-sample.k8s.yaml: containerPort: 8080 => containerPort: "8080"
    3 objects, 1 problem
      apps/v1 Deployment sample/sample /spec/template/spec/containers/0/ports/0/containerPort
        plain: "8080"
        helm:  8080
  a key that is missing
    30-migrate.k8s.yaml: spec:\n  backoffLimit: 2 => spec:
    3 objects, 1 problem
      batch/v1 Job sample/sample-migrate /spec/backoffLimit
        plain: (absent)
        helm:  2
  a yes without quotes
    10-config.k8s.yaml: "yes" => yes
    3 objects, 1 problem
      v1 ConfigMap sample/sample-config /data/LEVEL
        plain: true
        helm:  "yes"
  another wave of a hook
    30-migrate.k8s.yaml: "-5" => "-4"
    3 objects, 1 problem
      batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1sync-wave
        plain: "-4"
        helm:  "-5"
  a hash at a Job that is not a hook
    30-migrate.k8s.yaml: annotations:\n    argocd.argoproj.io/hook: PreSync => annotations:
    3 objects, 2 problems
      batch/v1 Job sample/sample-migrate: only in the chart's output
      batch/v1 Job sample/sample-migrate-0a1b2c3d: only in the plain YAML
  an additional object
    10-config.k8s.yaml: apiVersion => apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: extra\n  namespace: sample\n---\napiVersion
    4 objects, 1 problem
      v1 ServiceAccount sample/extra: only in the plain YAML
  a file that the kustomization does not list
    kustomization.yaml: 00-namespace.k8s.yaml\n  - 10-config.k8s.yaml => 00-namespace.k8s.yaml
    3 objects, 1 problem
      dist/sample/production/kustomization.yaml: does not list 10-config.k8s.yaml
  a file that is listed and does not exist
    kustomization.yaml: - 40 => - 35-x.k8s.yaml\n  - 40
    3 objects, 1 problem
      dist/sample/production/kustomization.yaml: lists 35-x.k8s.yaml, which does not exist
  a file that is listed twice
    kustomization.yaml: - 30 => - 10-config.k8s.yaml\n  - 30
    3 objects, 1 problem
      dist/sample/production/kustomization.yaml: lists 10-config.k8s.yaml twice
  a kustomization in another order than the files
    kustomization.yaml: 10-config.k8s.yaml\n  - 30-migrate.k8s.yaml => 30-migrate.k8s.yaml\n  - 10-config.k8s.yaml
    3 objects, 1 problem
      dist/sample/production/kustomization.yaml: does not list the files in the order of their names
  a kustomization without resources
    kustomization.yaml: resources: => components:
    3 objects, 1 problem
      dist/sample/production/kustomization.yaml: has no list of resources
  a duplicate key
    40-sample.k8s.yaml: spec:\n => spec:\n  replicas: 3\n
    3 objects, 1 problem
      dist/sample/production/40-sample.k8s.yaml: line 10: the key replicas is there twice, at /spec/replicas
  a file without an object
    00-namespace.k8s.yaml: apiVersion: v1\nkind: Namespace\nmetadata:\n  name: sample => # empty
    3 objects, 1 problem
      dist/sample/production/00-namespace.k8s.yaml: holds no object
`;

const inChart = editsOf('charts/sample')`
  a duplicate key
    templates/configmap.yaml: \n  limit => \n  limit: "0o14"\n  limit
    3 objects, 1 problem
      helm template: sample/templates/configmap.yaml, line 15: the key limit is there twice, at /data/limit
  an empty document
    templates/configmap.yaml: apiVersion => # {{ .Chart.Name }}\n---\napiVersion
    3 objects, 1 problem
      helm template: sample/templates/configmap.yaml, line 1: empty document
  trailing blanks
    templates/configmap.yaml: \ndata:\n => \ndata: \n
    3 objects, 1 problem
      helm template: sample/templates/configmap.yaml, line 12: trailing blanks
  a null value, and the key that is too much,
    templates/configmap.yaml: | quote }}\n => | quote }}\n  none: {{ .Values.none }}\n
    3 objects, 3 problems
      helm template: sample/templates/configmap.yaml, line 14: null value at /data/none
      helm template: sample/templates/configmap.yaml, line 14: trailing blanks
      v1 ConfigMap sample/sample-config /data/none
        plain: (absent)
        helm:  null
  a weight that is not an integer
    templates/job-migrate.yaml: "-5" => "first"
    3 objects, 1 problem
      batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1sync-wave
        plain: "-5"
        helm:  "first"
  a delete policy that differs
    templates/job-migrate.yaml: ,hook-succeeded\n => \n
    3 objects, 1 problem
      batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1hook-delete-policy
        plain: "BeforeHookCreation,HookSucceeded"
        helm:  "before-hook-creation"
  a number that is pasted as a float
    templates/deployment.yaml: \n  selector => \n  minReadySeconds: {{ 12345678.0 | quote }}\n  selector
    3 objects, 1 problem
      apps/v1 Deployment sample/sample /spec/minReadySeconds
        plain: (absent)
        helm:  "1.2345678e+07"
  a chart that lint does not like
    Chart.yaml: https://example.org/icon.svg => nowhere
    3 objects, 1 problem
      helm lint: [ERROR] Chart.yaml: invalid icon URL 'nowhere'
`;

describe('verifySystem', () => {
  test('finds two outputs equal with Helm 3 and Helm 4', async () => {
    output = writeSample();
    const report = await verifySystem(sample, output);
    expect(report.equal).toBe(true);
    expect(printReport(report)).toBe(
      `sample local: 3 objects, equal (helm ${versions})\nsample production: 3 objects, equal (helm ${versions})\n`,
    );
  });

  test.each(inPlain)('finds $title in plain YAML', async ({ edit, verdict, problems }) => {
    expect(await verified(edit)).toBe(`sample production: ${verdict} (helm ${versions})\n${problems}`);
  });

  test.each(inChart)('finds $title in the chart, once for both Helms', async ({ edit, verdict, problems }) => {
    expect(await verified(edit)).toBe(`sample production: ${verdict} (helm ${versions})\n${problems}`);
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
    for (const file of readdirSync(join(output.dist, 'sample/local'))) rmSync(join(output.dist, 'sample/local', file));
    expect(printReport(await verifySystem(sample, output))).toContain('dist/sample/local: holds no manifest');
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
