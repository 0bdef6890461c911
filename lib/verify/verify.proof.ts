import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { sample, writeSample } from './sample.fixture';
import type { SampleOutput } from './sample.fixture';
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
async function verified(edit: { file: string; from: string; to: string }): Promise<string> {
  output = writeSample(edit);
  const environments = sample.environments.filter(({ name }) => name === 'production');
  const report = await verifySystem({ ...sample, environments }, output);
  const text = printReport(report);
  expect(report.equal).toBe(!text.includes('problem'));
  return text.replaceAll(`${output.root}/`, '');
}

const production = (verdict: string) => `sample production: ${verdict} (helm ${versions})\n`;

describe('verifySystem', () => {
  test('finds two outputs equal with Helm 3 and Helm 4', async () => {
    output = writeSample();
    const report = await verifySystem(sample, output);
    expect(report.equal).toBe(true);
    expect(printReport(report)).toBe(
      `sample local: 3 objects, equal (helm ${versions})\nsample production: 3 objects, equal (helm ${versions})\n`,
    );
  });

  test.each([
    [
      'a number that is another one',
      { file: 'dist/sample/production/40-sample.k8s.yaml', from: 'replicas: 3', to: 'replicas: 4' },
      'apps/v1 Deployment sample/sample /spec/replicas\n    plain: 4\n    helm:  3\n',
    ],
    [
      'a text instead of a number',
      { file: 'dist/sample/production/40-sample.k8s.yaml', from: 'containerPort: 8080', to: 'containerPort: "8080"' },
      'apps/v1 Deployment sample/sample /spec/template/spec/containers/0/ports/0/containerPort\n' +
        '    plain: "8080"\n    helm:  8080\n',
    ],
    [
      'a key that is missing',
      { file: 'dist/sample/production/30-migrate.k8s.yaml', from: '  backoffLimit: 2\n', to: '' },
      'batch/v1 Job sample/sample-migrate /spec/backoffLimit\n    plain: (absent)\n    helm:  2\n',
    ],
    [
      'a yes without quotes',
      { file: 'dist/sample/production/10-config.k8s.yaml', from: '"yes"', to: 'yes' },
      'v1 ConfigMap sample/sample-config /data/LEVEL\n    plain: true\n    helm:  "yes"\n',
    ],
    [
      'another wave of a hook',
      { file: 'dist/sample/production/30-migrate.k8s.yaml', from: '"-5"', to: '"-4"' },
      'batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1sync-wave\n' +
        '    plain: "-4"\n    helm:  "-5"\n',
    ],
    [
      'a file that the kustomization does not list',
      { file: 'dist/sample/production/kustomization.yaml', from: '  - 10-config.k8s.yaml\n', to: '' },
      'dist/sample/production/kustomization.yaml: does not list 10-config.k8s.yaml\n',
    ],
    [
      'a file that is listed and does not exist',
      { file: 'dist/sample/production/kustomization.yaml', from: '  - 40', to: '  - 35-x.k8s.yaml\n  - 40' },
      'dist/sample/production/kustomization.yaml: lists 35-x.k8s.yaml, which does not exist\n',
    ],
    [
      'a file that is listed twice',
      { file: 'dist/sample/production/kustomization.yaml', from: '  - 30', to: '  - 10-config.k8s.yaml\n  - 30' },
      'dist/sample/production/kustomization.yaml: lists 10-config.k8s.yaml twice\n',
    ],
    [
      'a kustomization in another order than the files',
      {
        file: 'dist/sample/production/kustomization.yaml',
        from: '  - 10-config.k8s.yaml\n  - 30-migrate.k8s.yaml\n',
        to: '  - 30-migrate.k8s.yaml\n  - 10-config.k8s.yaml\n',
      },
      'dist/sample/production/kustomization.yaml: does not list the files in the order of their names\n',
    ],
    [
      'a kustomization without resources',
      { file: 'dist/sample/production/kustomization.yaml', from: 'resources:', to: 'components:' },
      'dist/sample/production/kustomization.yaml: has no list of resources\n',
    ],
    [
      'a duplicate key',
      { file: 'dist/sample/production/40-sample.k8s.yaml', from: 'spec:\n', to: 'spec:\n  replicas: 3\n' },
      'dist/sample/production/40-sample.k8s.yaml: line 10: duplicate key /spec/replicas\n',
    ],
    [
      'a file without an object',
      {
        file: 'dist/sample/production/00-namespace.k8s.yaml',
        from: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: sample\n',
        to: '# empty\n',
      },
      'dist/sample/production/00-namespace.k8s.yaml: holds no object\n',
    ],
  ])('finds %s in plain YAML', async (_, edit, problem) => {
    expect(await verified(edit)).toBe(production('3 objects, 1 problem') + `  ${problem}`);
  });

  test('finds an additional object', async () => {
    const edit = {
      file: 'dist/sample/production/10-config.k8s.yaml',
      from: 'apiVersion',
      to: 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: extra\n  namespace: sample\n---\napiVersion',
    };
    expect(await verified(edit)).toBe(
      production('4 objects, 1 problem') + '  v1 ServiceAccount sample/extra: only in the plain YAML\n',
    );
  });

  test('finds a hash at a Job that is no hook', async () => {
    const edit = {
      file: 'dist/sample/production/30-migrate.k8s.yaml',
      from: '    argocd.argoproj.io/hook: PreSync\n',
      to: '',
    };
    expect(await verified(edit)).toBe(
      production('3 objects, 2 problems') +
        "  batch/v1 Job sample/sample-migrate: only in the chart's output\n" +
        '  batch/v1 Job sample/sample-migrate-0a1b2c3d: only in the plain YAML\n',
    );
  });

  test.each([
    [
      'a duplicate key',
      { file: 'charts/sample/templates/configmap.yaml', from: '  limit:', to: '  limit: "0o14"\n  limit:' },
      ['helm template: sample/templates/configmap.yaml, line 15: duplicate key /data/limit'],
    ],
    [
      'an empty document',
      {
        file: 'charts/sample/templates/configmap.yaml',
        from: 'apiVersion',
        to: '# {{ .Chart.Name }}\n---\napiVersion',
      },
      ['helm template: sample/templates/configmap.yaml, line 1: empty document'],
    ],
    [
      'trailing blanks',
      { file: 'charts/sample/templates/configmap.yaml', from: '\ndata:', to: '\ndata: ' },
      ['helm template: sample/templates/configmap.yaml, line 12: trailing blanks'],
    ],
    [
      'a weight that is no integer',
      { file: 'charts/sample/templates/job-migrate.yaml', from: '"-5"', to: '"first"' },
      [
        'batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1sync-wave',
        '  plain: "-5"',
        '  helm:  "first"',
      ],
    ],
    [
      'a delete policy that differs',
      { file: 'charts/sample/templates/job-migrate.yaml', from: ',hook-succeeded', to: '' },
      [
        'batch/v1 Job sample/sample-migrate /metadata/annotations/argocd.argoproj.io~1hook-delete-policy',
        '  plain: "BeforeHookCreation,HookSucceeded"',
        '  helm:  "before-hook-creation"',
      ],
    ],
    [
      'a number that is pasted as a float',
      {
        file: 'charts/sample/templates/deployment.yaml',
        from: '{{ int64 .Values.replicaCount }}',
        to: '{{ .Values.replicaCount }}\n  minReadySeconds: {{ .Values.delay | default 12345678.0 | quote }}',
      },
      ['apps/v1 Deployment sample/sample /spec/minReadySeconds', '  plain: (absent)', '  helm:  "1.2345678e+07"'],
    ],
    [
      'a chart that lint does not like',
      { file: 'charts/sample/Chart.yaml', from: 'https://example.org/icon.svg', to: 'nowhere' },
      ["helm lint: [ERROR] Chart.yaml: invalid icon URL 'nowhere'"],
    ],
  ])('finds %s in the chart, once for both Helms', async (_, edit, lines) => {
    expect(await verified(edit)).toBe(production('3 objects, 1 problem') + lines.map((line) => `  ${line}\n`).join(''));
  });

  test('finds a null value, and the key that is too much', async () => {
    const edit = {
      file: 'charts/sample/templates/configmap.yaml',
      from: '  limit:',
      to: '  none: {{ .Values.none }}\n  limit:',
    };
    expect(await verified(edit)).toBe(
      production('3 objects, 3 problems') +
        `  helm template: sample/templates/configmap.yaml, line 14: null value at /data/none
  helm template: sample/templates/configmap.yaml, line 14: trailing blanks
  v1 ConfigMap sample/sample-config /data/none
    plain: (absent)
    helm:  null
`,
    );
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
