import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run, withFiles } from './run-program.fixture';

/* A real jest with our set-up, two projects and two workers, in which the programs of PATH are missing. */

const root = join(__dirname, '../../..');
const judged = `
  import { judgedBy } from ${JSON.stringify(join(__dirname, 'judges.fixture'))};
  judgedBy(['curl', 'busybox'], 'the probe', () => {
    test('one', () => expect(1).toBe(1));
    test.each([1, 2])('two', () => expect(1).toBe(1));
  });
  test('three', () => expect(1).toBe(1));
`;
const asserting = `
  test('looks', () => expect(1).toBe(1));
  test('only runs', () => undefined);
`;

const project = (rootDir: string) => ({
  rootDir,
  testMatch: ['**/*.case.ts'],
  transform: { '\\.ts$': join(__dirname, 'transform.js') },
  setupFilesAfterEnv: [join(__dirname, 'each-test-asserts.ts')],
  moduleFileExtensions: ['ts', 'js', 'json'],
});

/** Runs a file of tests, with its snapshots, in each of two projects. */
const runJest = (text: string, { required = '', snapshots = '' } = {}) =>
  withFiles({}, async (folder) => {
    const projects = ['a', 'b'].map((name) => join(folder, name));
    for (const place of projects) {
      mkdirSync(join(place, '__snapshots__'), { recursive: true });
      writeFileSync(join(place, 'x.case.ts'), text);
      if (snapshots !== '') writeFileSync(join(place, '__snapshots__/x.case.ts.snap'), snapshots);
    }
    const reporters = ['default', join(__dirname, 'report-judges.js')];
    const config = { projects: projects.map(project), reporters, maxWorkers: 2, cacheDirectory: join(folder, 'cache') };
    writeFileSync(join(folder, 'jest.json'), JSON.stringify(config));
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const command = [process.execPath, jest, '--ci', '--verbose', '--config', join(folder, 'jest.json')];
    return run(command, { cwd: folder, env: { PATH: folder, CHARTWRIGHT_REQUIRE_JUDGES: required } });
  });

test('tests whose judges are missing are skipped, and the last line says so', async () => {
  const { code, output } = await runJest(judged);
  expect([code, output]).toEqual([0, expect.stringContaining('6 skipped, 2 passed, 8 total')]);
  expect(output.trimEnd().split('\n').at(-1)).toBe(
    '6 tests were not judged, for want of busybox, curl: apt-get install --no-install-recommends busybox curl',
  );
});

test('where judges are required, that is a failure which says what to install', async () => {
  const { code, output } = await runJest(judged, { required: '1' });
  expect([code, output]).toEqual([1, expect.stringContaining('2 failed, 2 passed, 4 total')]);
  expect(output).toContain(
    'Not judged, for want of curl, busybox. Run: apt-get install --no-install-recommends curl busybox',
  );
  expect(output).not.toContain('tests were not judged');
});

test('a test that asserts nothing fails', async () => {
  const { code, output } = await runJest(asserting);
  expect([code, output]).toEqual([1, expect.stringContaining('2 failed, 2 passed, 4 total')]);
  expect(output).toContain('expect.hasAssertions()');
});

test('a snapshot that no test takes any more fails the run', async () => {
  const snapshots = '// Jest Snapshot v1, https://jestjs.io/docs/snapshot-testing\n\nexports[`gone 1`] = `1`;\n';
  const { code, output } = await runJest("test('looks', () => expect(1).toBe(1));", { snapshots });
  expect([code, output]).toEqual([1, expect.stringContaining('2 passed, 2 total')]);
  expect(output).toContain('2 snapshots obsolete');
});
