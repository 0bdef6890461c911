import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import * as externalSecrets from '../../../imports/external-secrets';
import * as k8s from '../../../imports/k8s';
import * as prometheusOperator from '../../../imports/prometheus-operator';
import { generateImports } from './generate-imports';

const root = join(__dirname, '../../..');
const generated = generateImports(root);

test.each([...generated])('imports/%s is what `npm run imports` writes', (name, text) => {
  expect(readFileSync(join(root, 'imports', name), 'utf8') === text).toBe(true);
});

test.each(['k8s', 'external-secrets', 'prometheus-operator'])('imports/%s names each of its types once', (name) => {
  const text = generated.get(`${name}.ts`)! + generated.get(`${name}-types.ts`)!;
  const names = Array.from(
    text.matchAll(/^(?:export (?:class|interface|type) (\w+)|import type \{ (.*) \})/gm),
  ).flatMap(([, declared, imported]) => (declared ? [declared] : imported!.split(', ')));
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test('every construct writes the apiVersion and kind of its kind, and its fields as they are given', () => {
  const chart = new Chart(new App(), 'chart');
  const classes = Object.entries({ ...k8s, ...externalSecrets, ...prometheusOperator });
  expect(classes.length).toBe(84);
  for (const [name, Kind] of classes) {
    const construct = Kind as unknown as new (scope: Chart, id: string, props: object) => k8s.KubeDeployment;
    const object = new construct(chart, name, {
      metadata: { name: 'x' },
      spec: { clusterIP: 'None' },
    }).toJson() as unknown;
    expect(object).toEqual({ ...Kind.GVK, metadata: { name: 'x' }, spec: { clusterIP: 'None' } });
  }
});

test('fields have the names that they have in JSON', () => {
  const text = generated.get('k8s-types.ts')!;
  for (const name of ['clusterIP', 'targetCPUUtilizationPercentage', 'hostIPC', 'podCIDRs', 'externalIPs', '$ref']) {
    expect(text).toContain(`  readonly ${name}?: `);
  }
  for (const name of ['clusterIp', 'targetCpuUtilizationPercentage', 'hostIpc']) expect(text).not.toContain(`${name}?`);
});
