import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

interface SharedSources {
  readonly isShared: (path: string, transform: (path: string) => string) => boolean;
  readonly load: (path: string, transform: (path: string) => string) => unknown;
  readonly forgetTests: () => void;
  readonly forgetChanged: () => void;
}
interface Tokens {
  readonly lost: () => readonly unknown[];
}

// A copy of its own, which has loaded nothing yet.
const { isShared, load, forgetTests, forgetChanged } = require('./shared-sources') as SharedSources;
const { process } = require('./transform') as {
  readonly process: (source: string, path: string) => { readonly code: string };
};
const transform = (path: string) => process(readFileSync(path, 'utf8'), path).code;
const source = (path: string) => join(__dirname, '../..', path);

test.each([
  ['core/values/token.ts', true],
  ['core/manifest/helm-chart.ts', true],
  ['judging/check/check.ts', true],
  ['judging/check/custom-resources/cel/compile.ts', true],
  ['systems/kirana/kirana.ts', true],
  ['systems/made.fixture.ts', false],
  ['program/cli/print.ts', false],
  ['judging/testing/each-test-asserts.ts', false],
  ['core/values/go-json.test.ts', false],
])('%s is shared by test files: %s', (path, is) => {
  expect(isShared(source(path), transform)).toBe(is);
});

test('what a test file took of references and did not use is forgotten before the next one', () => {
  const { tokens } = load(source('core/values/token.ts'), transform) as { readonly tokens: Tokens };
  const { releaseName } = load(source('core/values/index.ts'), transform) as { readonly releaseName: unknown };
  const taken = `${String(releaseName)}-web`;
  expect([taken, tokens.lost().length]).toEqual([expect.stringMatching(/-web$/), 1]);
  forgetTests();
  expect(tokens.lost()).toEqual([]);
});

test('a source that has changed since is loaded anew', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chartwright-shared-'));
  try {
    const path = join(folder, 'counted.ts');
    const written = (text: string, seconds: number) => {
      writeFileSync(path, text);
      utimesSync(path, seconds, seconds);
    };
    written('export const count = 1;', 1000);
    const first = load(path, transform);
    forgetChanged();
    expect(load(path, transform)).toBe(first);
    written('export const count = 2;', 2000);
    forgetChanged();
    expect(load(path, transform)).toEqual({ count: 2 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
