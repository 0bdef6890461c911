import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, rmSync } from 'node:fs';
import { removeProjects, type Project } from '../cli/project.fixture';
import {
  addLyingHelm,
  controls,
  failing,
  modulesFolder,
  projectFor,
  skipping,
  type Ran,
  type Runner,
} from './runners.fixture';

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
    const statuses = (results: Ran['results']) => [...new Set(results.map(({ status }) => status))];
    const ofTables = 'tables|reviewed';
    const kept = () => readdirSync(project.folder).filter((name) => name.startsWith('__'));
    const textOf = (folder: string) => project.read(`${folder}/${readdirSync(project.at(folder))[0]!}`);

    test('fail where nothing was reviewed, and in CI nothing is written', async () => {
      project = projectFor(runner, withHelm);
      const { results } = await runner.run(project, ci, ofTables);
      expect(statuses(results)).toEqual(['failed']);
      expect(kept()).toEqual([]);
    });

    test('pass, and write what is reviewed and nothing else', async () => {
      const before = readdirSync(project.folder);
      const { results, outcome } = await runner.run(project, author);
      expect({ ...outcome, statuses: statuses(results) }).toMatchObject({ code: 0, statuses: ['passed'] });
      expect(results.length).toBeGreaterThanOrEqual(5);
      const added = readdirSync(project.folder).filter((name) => !before.includes(name));
      expect(added).toEqual([expect.stringMatching(/^__(snapshots|tables)__$/)]);
      expect(readdirSync(project.at(added[0]!))).toHaveLength(1);
      const text = textOf(added[0]!);
      expect(text).toMatch(/^local +hello-web +liveness +GET \/ on http +- +20/m);
      expect(text).toMatch(/^production +hello-web +web +50m +32Mi +- +64Mi$/m);
      expect(text).toMatch(/^environment +event +weight +name +kind +deleted$/m);
    });

    test('pass in CI, where what was reviewed is there', async () => {
      const { results } = await runner.run(project, ci, ofTables);
      expect(statuses(results)).toEqual(['passed']);
    });

    test('fail with the lines that differ when a table is another one, and what was reviewed stays', async () => {
      const [folder] = kept();
      const before = textOf(folder!);
      project.write('hello.ts', project.read('hello.ts').replace("cpu: '50m'", "cpu: '60m'"));
      runner.write(project, 'hello.test.ts', project.read('hello.test.ts'));
      const { results, outcome } = await runner.run(project, author, ofTables);
      expect(outcome.code).toBe(1);
      expect(statuses(results)).toEqual(['failed']);
      // Vitest's report for programs leaves the lines out.
      const said = `${outcome.stdout}\n${outcome.stderr}\n${results.map(({ message }) => message).join('\n')}`;
      expect(said).toMatch(/^\s*- +local +hello-web +web +50m/m);
      expect(said).toMatch(/^\s*\+ +local +hello-web +web +60m/m);
      expect(textOf(folder!)).toBe(before);
    });
  });

  describe('a test that must fail', () => {
    let results: Ran['results'] = [];
    beforeAll(async () => {
      const project = projectFor(runner, withoutHelm);
      addLyingHelm(project);
      // Those of the page run above.
      readdirSync(project.folder)
        .filter((name) => name.startsWith('hello.test.'))
        .forEach((name) => rmSync(project.at(name)));
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
