import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Project, removeProjects, type Outcome } from '../program/cli/project.fixture';
import { helmVersions } from '../judging/verify/tools';

/*
 * The voting app that everybody knows, as an author with a repository of their own would write it: its sources import the package.
 */

const folder = join(__dirname, 'voting-app');
const sources = (below = '.') => readdirSync(join(folder, below)).filter((name) => /\.(ts|yaml)$/.test(name));
const textOf = (path: string) => readFileSync(join(folder, path), 'utf8');

let project: Project;
let outcomes: readonly Omit<Outcome, 'pid'>[];

beforeAll(async () => {
  project = new Project(textOf('main.ts'));
  for (const path of [
    ...sources(),
    ...['crds', 'imports'].flatMap((below) => sources(below).map((name) => `${below}/${name}`)),
  ])
    project.write(path, textOf(path));
  const helms = helmVersions().flatMap(({ path }) => ['--helm', path]);
  outcomes = await project.commands([
    ['synth', '--quiet'],
    ['check', '--format', 'json'],
    ['verify', ...helms],
  ]);
});

afterAll(removeProjects);

describe('the voting app', () => {
  test('is said in under 200 lines, with its values and environments', () => {
    const lines = sources().map((name) => textOf(name).trimEnd().split('\n').length);
    expect(sources()).toEqual(['environments.ts', 'main.ts', 'values.ts', 'voting-app.ts']);
    expect(lines.reduce((sum, each) => sum + each)).toBeLessThan(200);
  });

  test('has nothing that the linter, at its strictest, would say', () => {
    const { code, stdout } = outcomes[1]!;
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { findings: unknown[] }).findings).toEqual([]);
  });

  test('is equal in both outputs, for three environments and both Helms', () => {
    const { code, stdout } = outcomes[2]!;
    const versions = helmVersions().map(({ version }) => version);
    const equal = ['local', 'staging', 'production'].map(
      (name) => new RegExp(`^voting-app ${name}: \\d+ objects, equal \\(helm ${versions.join(', ')}\\)$`, 'm'),
    );
    for (const line of equal) expect(stdout).toMatch(line);
    expect(code).toBe(0);
  });

  test.each([
    ['local', ['StatefulSet postgres', 'StatefulSet redis', 'CronJob nightly', 'Role worker', 'RoleBinding worker']],
    ['staging', ['CronJob backup', 'Certificate vote-ingress', 'Certificate result-ingress', 'Ingress result-ingress']],
    ['production', ['Job migration', 'HorizontalPodAutoscaler vote', 'Certificate vote-ingress']],
  ])('has in %s what a voting app needs', (environment, expected) => {
    const there = new Set(
      readdirSync(project.at(`dist/voting-app/${environment}`), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.k8s.yaml'))
        .map((path) => project.read(`dist/voting-app/${environment}/${path}`))
        .map(
          (text) =>
            `${/^kind: (.*)$/m.exec(text)![1]} ${/^ {2}name: voting-app-?(.*?)(-[0-9a-f]{8})?$/m.exec(text)![1]}`,
        ),
    );
    expect([...there]).toEqual(expect.arrayContaining(expected));
  });

  test('has typed constructs that an import writes anew as they are', async () => {
    const before = project.read('imports/cert-manager.ts');
    const { code, stdout, stderr } = await project.chartwright(['import', 'crds/cert-manager.yaml']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('cert-manager.ts');
    expect(project.read('imports/cert-manager.ts')).toBe(before);
  });
});
