import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HelmError, helmLint, helmTemplate, helmTemplateText } from './helm';
import { writeSample } from './sample.fixture';
import type { SampleOutput } from './sample.fixture';
import { helmVersions } from './tools';

describe.each(helmVersions())('helm $version', (helm) => {
  let output: SampleOutput;
  let chart: string;

  beforeAll(() => {
    output = writeSample();
    chart = join(output.charts, 'sample');
  });

  afterAll(() => rmSync(output.root, { recursive: true, force: true }));

  const where = { release: 'sample', namespace: 'sample' };

  function withTemplate(name: string, text: string): string {
    const folder = join(output.root, name);
    mkdirSync(join(folder, 'templates'), { recursive: true });
    writeFileSync(
      join(folder, 'Chart.yaml'),
      'apiVersion: v2\nname: a\nversion: 1.0.0\nicon: https://example.org/i.svg\n',
    );
    writeFileSync(join(folder, 'templates', 'a.yaml'), text);
    return folder;
  }

  const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

  test('renders objects with the templates that they come from', async () => {
    const { objects, problems, warnings } = await helmTemplate(helm, { chart, ...where });
    expect(objects.map(({ object, source }) => `${object.kind} ${source}`).sort()).toEqual([
      'ConfigMap sample/templates/configmap.yaml',
      'Deployment sample/templates/deployment.yaml',
      'Job sample/templates/job-migrate.yaml',
      'Job sample/templates/job-seed.yaml',
      'Pod sample/templates/tests/pod-test.yaml',
      'ServiceAccount sample/templates/serviceaccount.yaml',
    ]);
    expect([...problems, ...warnings]).toEqual([]);
  });

  test('takes values from files, then from an object, then from assignments', async () => {
    const valuesFiles = [join(chart, 'values-local.yaml')];
    const replicas = async (options: object) => {
      const { objects } = await helmTemplate(helm, { chart, ...where, valuesFiles, ...options });
      return objects.find(({ object }) => object.kind === 'Deployment')?.object['spec'];
    };
    expect(await replicas({})).toMatchObject({ replicas: 1 });
    expect(await replicas({ values: { replicaCount: 12345678 } })).toMatchObject({ replicas: 12345678 });
    expect(await replicas({ values: { replicaCount: 5 }, set: ['replicaCount=6'] })).toMatchObject({ replicas: 6 });
  });

  test('gets the values of an object exactly', async () => {
    const folder = withTemplate(
      'exact',
      `${configMap}data:\n  "n": {{ .Values.n | quote }}\n  "on": {{ .Values.on | quote }}\n`,
    );
    const text = 'a\u0000\t\u007f\u0085\u2028\u2029\ufeff\ud83d\ude00{{ . }}\\u0041"\n';
    const { objects } = await helmTemplate(helm, { chart: folder, ...where, values: { n: text, on: 'yes' } });
    expect(objects[0]?.object['data']).toEqual({ n: text, on: 'yes' });
  });

  test('renders for the Kubernetes version that is asked for', async () => {
    const folder = withTemplate('kube', `${configMap}data:\n  version: {{ .Capabilities.KubeVersion.Version }}\n`);
    const { objects } = await helmTemplate(helm, { chart: folder, ...where, kubeVersion: '1.29.0' });
    expect(objects[0]?.object['data']).toEqual({ version: 'v1.29.0' });
  });

  test('has problems with what Helm lets pass', async () => {
    const folder = withTemplate(
      'dirty',
      `${configMap}data:\n  a: {{ .Values.nothing }}\n  b: 1\n  b: 2\n---\n# only a comment\n---\n${configMap.replace('name: a', 'name: b')}`,
    );
    const { problems } = await helmTemplate(helm, { chart: folder, ...where });
    expect(problems).toEqual([
      'a/templates/a.yaml, line 6: null value at /data/a',
      'a/templates/a.yaml, line 6: trailing blanks',
      'a/templates/a.yaml, line 8: the key b is there twice, at /data/b',
      'a/templates/a.yaml, line 1: empty document',
    ]);
  });

  test('warns of a hook that Helm leaves out', async () => {
    const folder = withTemplate('typo', `${configMap}  annotations:\n    helm.sh/hook: preinstall\n`);
    const { objects, warnings } = await helmTemplate(helm, { chart: folder, ...where });
    expect(objects).toEqual([]);
    expect(warnings).toEqual([expect.stringMatching(/skipping unknown hook.*preinstall/)]);
  });

  test('fails with what Helm says', async () => {
    const folder = withTemplate('broken', `${configMap}data:\n  a: {{ required "a is needed" .Values.a }}\n`);
    const failure: unknown = await helmTemplate(helm, { chart: folder, ...where }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HelmError);
    expect(failure).toMatchObject({ stderr: expect.stringContaining('a is needed'), version: helm.version });
  });

  test('lints a clean chart without a finding', async () => {
    expect(await helmLint(helm, chart, [join(chart, 'values-local.yaml')])).toEqual([]);
  });

  test('lints strictly', async () => {
    const folder = withTemplate(
      'lint',
      `apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata:\n  name: a\n`,
    );
    expect(await helmLint(helm, folder)).toEqual([expect.stringMatching(/^\[WARNING\] .*FlowSchema is deprecated/)]);
  });

  test('lints the values against the schema', async () => {
    const folder = withTemplate('schema', configMap);
    writeFileSync(join(folder, 'values.schema.json'), '{"properties":{"replicas":{"type":"integer"}}}');
    writeFileSync(join(folder, 'values.yaml'), 'replicas: text\n');
    const findings = await helmLint(helm, folder);
    expect(findings).toEqual([
      expect.stringMatching(/^\[ERROR\] values.yaml: [^]*replicas.*integer/),
      expect.stringMatching(/^\[ERROR\] templates\/: [^]*replicas.*integer/),
    ]);
  });

  test('finds a values file that does not exist', async () => {
    expect(await helmLint(helm, chart, ['missing.yaml'])).toEqual([
      expect.stringMatching(/missing.yaml: no such file/),
    ]);
  });
});

test('Helm sees nothing of the user', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-env-'));
  const path = join(folder, 'helm');
  writeFileSync(path, '#!/bin/sh\nenv | grep -E "^(HOME|HELM|KUBE)"\n', { mode: 0o755 });
  process.env['HELM_NAMESPACE'] = 'elsewhere';
  const { text } = await helmTemplateText({ version: '0', path }, { chart: 'a', release: 'a', namespace: 'a' });
  delete process.env['HELM_NAMESPACE'];
  const names = text
    .trim()
    .split('\n')
    .map((line) => line.replace(/=.*chartwright-helm-\w+/, ' in ').replace(' in /', ' in '));
  expect(names.sort()).toEqual([
    'HELM_CACHE_HOME in cache',
    'HELM_CONFIG_HOME in config',
    'HELM_DATA_HOME in data',
    'HOME in ',
    'KUBECONFIG in kubeconfig',
  ]);
  rmSync(folder, { recursive: true });
});
