import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { removeProjects, type Project } from '../cli/project.fixture';
import { addLyingHelm, controls, failing, modulesFolder, projectFor, skipping, type Runner } from './runners.fixture';

/** `CI` as it is on a machine of an author. */
const author = { CI: '', CHARTWRIGHT_REQUIRE_JUDGES: '' };
const ci = { CI: 'true', CHARTWRIGHT_REQUIRE_JUDGES: '' };

/**
 * Runs a runner as a process of its own, with the tests of the page and with tests that must fail.
 *
 * @param packages more packages of its projects
 * @param canSkip whether a test that runs can be skipped
 */
export function proveRunner(
  runner: Runner,
  { packages, canSkip }: { packages: () => readonly string[]; canSkip: boolean },
) {
  const removals: (() => void)[] = [];
  let withHelm = '';
  let withoutHelm = '';
  beforeAll(() => {
    const folders = [modulesFolder(true, packages()), modulesFolder(false, packages())] as const;
    [withHelm, withoutHelm] = [folders[0].folder, folders[1].folder];
    removals.push(...folders.map(({ remove }) => remove));
  }, 600_000);
  afterAll(() => {
    removeProjects();
    removals.forEach((remove) => remove());
  });

  describe('the tests of the page', () => {
    let project: Project;
    const change = (from: string, to: string) => {
      const text = project.read('hello.ts');
      expect(text).toContain(from);
      project.write('hello.ts', text.replace(from, to));
      runner.write(project, 'hello.test.ts', project.read('hello.test.ts'));
    };
    const statuses = (results: readonly { title: string; status: string }[], but = /^$/) => [
      ...new Set(results.filter(({ title }) => !but.test(title)).map(({ status }) => status)),
    ];
    const ofTables = /tables|reviewed/;

    test('pass, and write what is reviewed and nothing else', async () => {
      project = projectFor(runner, withHelm);
      const before = readdirSync(project.folder);
      const { results, outcome } = await runner.run(project, author);
      expect({ ...outcome, statuses: statuses(results) }).toMatchObject({ code: 0, statuses: ['passed'] });
      expect(results.length).toBeGreaterThanOrEqual(5);
      const added = readdirSync(project.folder).filter((name) => !before.includes(name) && name !== 'results.json');
      expect(added).toEqual([expect.stringMatching(/^__(snapshots|tables)__$/)]);
      const [written, ...others] = readdirSync(project.at(added[0]!));
      expect(others).toEqual([]);
      const text = project.read(`${added[0]!}/${written!}`);
      expect(text).toMatch(/^local +hello-web +liveness +GET \/ on http +- +20/m);
      expect(text).toMatch(/^production +hello-web +web +50m +32Mi +- +64Mi$/m);
      expect(text).toMatch(/^environment +event +weight +name +kind +deleted$/m);
    });

    test('pass in CI, where what was reviewed is there', async () => {
      const { results } = await runner.run(project, ci);
      expect(statuses(results)).toEqual(['passed']);
    });

    test('fail with the lines that differ when a table is another one, and what was reviewed stays', async () => {
      change("cpu: '50m'", "cpu: '60m'");
      const { results, outcome } = await runner.run(project, ci);
      expect(outcome.code).toBe(1);
      expect(statuses(results, ofTables)).toEqual(['passed']);
      const tables = results.filter(({ title }) => ofTables.test(title));
      expect(statuses(tables)).toEqual(['failed']);
      for (const { message } of tables) {
        expect(message).toMatch(/^\s*- local +hello-web +web +50m/m);
        expect(message).toMatch(/^\s*\+ local +hello-web +web +60m/m);
      }
      change("cpu: '60m'", "cpu: '50m'");
      expect(statuses((await runner.run(project, ci)).results)).toEqual(['passed']);
    });

    test('fail where nothing was reviewed, and in CI nothing is written', async () => {
      const another = projectFor(runner, withHelm);
      const { results } = await runner.run(another, { ...ci });
      const [table] = results.filter(({ title }) => ofTables.test(title));
      // Jest is told with a flag, of which its own page speaks.
      const isTold = runner.example !== 'testing-jest';
      expect(table?.status).toBe(isTold ? 'failed' : expect.any(String));
      if (isTold) expect(readdirSync(another.folder).filter((name) => name.startsWith('__'))).toEqual([]);
    });
  });

  describe('a test that must fail', () => {
    let results: Awaited<ReturnType<Runner['run']>>['results'] = [];
    beforeAll(async () => {
      const project = projectFor(runner, withoutHelm);
      addLyingHelm(project);
      runner.write(project, 'controls.test.ts', `${runner.head}\n${controls}`);
      ({ results } = await runner.run(project, { ...author, PATH: '/usr/bin:/bin', HELM: '' }));
    }, 120_000);
    const resultOf = (title: string) => results.find((result) => result.title === title);

    test.each(Object.entries(failing))('fails and says why: %s', (title, message) => {
      expect(resultOf(title)).toMatchObject({ status: 'failed', message: expect.stringMatching(message) as unknown });
      expect(resultOf(title)?.message).not.toContain('hasAssertions');
    });

    test('is skipped with the reason where there is no Helm and it can be, and fails else', () => {
      const found = resultOf(skipping);
      expect(found?.status).toBe(canSkip ? 'skipped' : 'failed');
    });
  });
}
