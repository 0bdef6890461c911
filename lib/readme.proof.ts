import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codeBelow, root } from './readme.fixture';

const folder = mkdtempSync(join(tmpdir(), 'readme-'));

beforeAll(() => {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  symlinkSync(root, join(modules, 'chartwright'));
  for (const name of ['cdk8s', '@aws-cdk']) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  writeFileSync(join(folder, 'main.ts'), codeBelow('example: hello'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const chartwright = (...args: string[]) =>
  execFileSync('node', [join(root, 'lib/cli/chartwright.mjs'), ...args], { cwd: folder, encoding: 'utf8' });

test('the example of the README is an app that synthesizes, in a project that only depends on the package', () => {
  expect(chartwright('synth')).toContain('hello production');
  expect(existsSync(join(folder, 'charts/hello-0.1.0.tgz'))).toBe(true);
  const deployment = readFileSync(join(folder, 'dist/hello/local/40-web-deployment.k8s.yaml'), 'utf8');
  expect(deployment).toContain('replicas: 1\n');
});

test('what it wrote is the same for the real Helm', () => {
  const report = chartwright('verify');
  expect(report).toMatch(/^hello local: \d+ objects, equal \(helm 3\.\d+\.\d+, 4\.\d+\.\d+\)$/m);
  expect(report).toMatch(/^hello production: \d+ objects, equal /m);
});
