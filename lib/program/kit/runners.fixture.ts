import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { helmVersions } from '../../judging/verify/tools';
import { codeBelow } from '../../readme.fixture';
import { installedPackage, Project, type Outcome } from '../cli/project.fixture';

const repository = join(__dirname, '../../..');

/** What became of one test. */
export interface Result {
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly message: string;
}

/** A runner of tests, and how a project is made for it. */
export interface Runner {
  /** The page's example. */
  readonly example: string;
  /** How tests are declared. */
  readonly head: string;
  /** Writes a test file, `hello.test.ts`, as the runner takes it. */
  write(project: Project, file: string, text: string): void;
  run(project: Project, env?: NodeJS.ProcessEnv): Promise<{ readonly results: Result[]; readonly outcome: Outcome }>;
}

/** Packages of a project, and a folder of them that is removed with `remove`. */
export function modulesFolder(
  withHelm: boolean,
  others: readonly string[] = [],
): { folder: string; remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'chartwright-modules-'));
  const folder = join(home, 'node_modules');
  mkdirSync(folder);
  const own = join(repository, 'node_modules');
  for (const name of readdirSync(own).filter((each) => each !== '.cache' && (withHelm || each !== '@aws-cdk')))
    symlinkSync(join(own, name), join(folder, name));
  for (const path of others) symlinkSync(path, join(folder, path.split('/').at(-1)!));
  symlinkSync(installedPackage(), join(folder, 'chartwright'));
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** A project with the chart of the page and its tests, and beside them those that must fail. */
export function projectFor(runner: Runner, modules: string): Project {
  const project = new Project('', '.', modules);
  project.write('hello.ts', codeBelow('example: testing-chart'));
  runner.write(project, 'hello.test.ts', codeBelow(`example: ${runner.example}`));
  return project;
}

/** Adds a Helm that renders one replica more than it should. */
export function addLyingHelm(project: Project): void {
  const { path } = helmVersions(repository)[1]!;
  project.write('lying-helm', `#!/bin/sh\n"${path}" "$@" | sed 's/replicas: 1$/replicas: 2/'\n`);
  chmodSync(project.at('lying-helm'), 0o755);
}

/** Tests each of which must fail, by what the failure must say. */
export const failing: { readonly [title: string]: RegExp } = {
  'another Helm':
    /expectEqualOutputs\(hello\): the plain YAML and the chart are not the same[^]*hello local: \d+ objects, 1 problem[^]*apps\/v1 Deployment hello\/hello-web \/spec\/replicas[^]*plain: 1\n\s*helm: {2}2/,
  'no such Helm':
    /expectEqualOutputs\(hello\): nowhere\/helm does not run|expectEqualOutputs\(hello\): .*nowhere\/helm/,
  'no Helm at all': /expectEqualOutputs\(hello\): .*(not installed|no helm)/i,
  findings:
    /expectNoFindings\(bad\): the linter finds[^]*v1 Service[^]*bad\/service[^]*error[^]*70000[^]*at line \d+, \/spec\/ports\/0\/port\n[^]*made at .*controls\.test\.\w+:\d+:\d+/,
  'values that the schema refuses': /environment "local" of hello with the values of this test web\.replicaCount/,
  'an object that is not there': /hello local: no Deployment web.*hello-web/s,
  'what a cluster refuses':
    /everyValues\(bad\): run 2 of 100 with seed 1 fails[^]*wide: true\n[^]*a cluster would refuse this[^]*70000[^]*render\(chart, undefined, \{"wide":true\}\)/,
  'a check': /everyValues\(bad\): run \d+ of 100 with seed 3 fails[^]*count: 8\n[^]*more than seven/,
  'a check that is waited for': /everyValues\(bad\): run \d+ of 100 with seed 1 fails[^]*count: 8\n[^]*more than seven/,
};

/** Tests that must be skipped where a test can be, and else fail. */
export const skipping = 'no Helm and a test that can be skipped';

/** The tests of `failing` and `skipping`. */
export const controls = `
import { App, Testing } from 'cdk8s';
import { HelmChart, boolean, choose, integer, k8s, values } from 'chartwright';
import { everyValues, expectEqualOutputs, expectNoFindings, expectTables, render } from 'chartwright/testing';
import { Hello } from './hello';

const Values = values({ wide: boolean(false, 'A port that there is not'), count: integer(1, 'A number', { minimum: 0, maximum: 99 }) });

class Bad extends HelmChart<typeof Values> {
  constructor(app: App, production = {}) {
    const environments = { production: { values: production } };
    super(app, 'bad', { values: Values, environments, version: '0.1.0', appVersion: '0.1.0', description: 'Bad' });
    new k8s.KubeService(this, 'service', {
      metadata: { annotations: { count: choose(this.values.wide, 'wide', 'narrow') } },
      spec: { ports: [{ port: choose(this.values.wide, 70000, 80) }], externalName: 'example.com', type: 'ExternalName' },
    });
    new k8s.KubeLimitRange(this, 'count', { spec: { limits: [{ type: 'Pod', max: { pods: this.values.count } }] } });
  }
}

const hello = new Hello(Testing.app());
const bad = new Bad(new App());
const worse = new Bad(new App(), { wide: true });
const few = (objects) => {
  if (Number(objects.one('LimitRange').spec.limits[0].max.pods) > 7) throw new Error('more than seven');
};

test('another Helm', () => expectEqualOutputs(hello, { helm: './lying-helm' }));
test('no such Helm', () => expectEqualOutputs(hello, { helm: 'nowhere/helm' }));
test('no Helm at all', () => expectEqualOutputs(hello));
test('${skipping}', (context) => expectEqualOutputs(hello, context === undefined ? {} : { test: context }));
test('findings', () => expectNoFindings(worse));
test('values that the schema refuses', () => void render(hello, 'local', { web: { replicaCount: -1 } }));
test('an object that is not there', () => void render(hello, 'local').one('Deployment', 'web'));
test('what a cluster refuses', () => everyValues(bad));
test('a check', () => everyValues(bad, few, { seed: 3 }));
test('a check that is waited for', () => everyValues(bad, async (objects) => few(objects)));
void expectTables;
`;

/** Jest with a transform that takes types away, as those with swc, ts-jest and babel do. */
export const underJest: Runner = {
  example: 'testing-jest',
  head: 'beforeEach(() => expect.hasAssertions());',
  write(project, file, text) {
    project.write(file, text);
    const transform = { '\\.ts$': join(repository, 'lib/judging/testing/transform.js') };
    project.write('jest.config.json', JSON.stringify({ transform, testTimeout: 60_000 }));
  },
  async run(project, env = {}) {
    const command = ['node_modules/jest/bin/jest.js', '--json', '--outputFile=results.json'];
    const outcome = await project.run([process.execPath, ...command], { env });
    const { testResults } = JSON.parse(project.read('results.json')) as JsonReport;
    return { results: testResults.flatMap(({ assertionResults }) => assertionResults.map(ofJson)), outcome };
  },
};

/** What Jest and Vitest write. */
interface JsonReport {
  readonly testResults: readonly { readonly assertionResults: readonly JsonResult[] }[];
}

interface JsonResult {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

const ofJson = ({ title, status, failureMessages }: JsonResult): Result => ({
  title,
  status: status === 'passed' || status === 'failed' ? status : 'skipped',
  message: failureMessages.join('\n'),
});

/** Vitest with tests in TypeScript, without globals. */
export const underVitest: Runner = {
  example: 'testing-vitest',
  head: "import { beforeEach, expect, test } from 'vitest';\nbeforeEach(() => expect.hasAssertions());",
  write(project, file, text) {
    project.write(file, text);
    project.write('vitest.config.mjs', 'export default { test: { testTimeout: 60_000 } };\n');
  },
  async run(project, env = {}) {
    const command = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=results.json'];
    const outcome = await project.run([process.execPath, ...command], { env });
    const { testResults } = JSON.parse(project.read('results.json')) as JsonReport;
    return { results: testResults.flatMap(({ assertionResults }) => assertionResults.map(ofJson)), outcome };
  },
};

/** node:test with tests that were compiled to modules of ECMAScript, in which Node.js must find the names of the kit. */
export const underNode: Runner = {
  example: 'testing-node',
  head: "import { test } from 'node:test';",
  write(project, file, text) {
    project.write(file, text);
    buildSync({
      entryPoints: [project.at(file)],
      outfile: project.at(file.replace('.ts', '.mjs')),
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node20',
    });
  },
  async run(project, env = {}) {
    const files = readdirSync(project.folder).filter((name) => name.endsWith('.test.mjs'));
    const outcome = await project.run([process.execPath, '--test', '--test-reporter=tap', ...files], { env });
    return { results: ofTap(outcome.stdout), outcome };
  },
};

/** The tests of a report in TAP that are not themselves made of tests. */
function ofTap(text: string): Result[] {
  const parts = text.split(/^ *(?=(?:not )?ok \d+ - )/m).slice(1);
  return parts.flatMap((part): Result[] => {
    const [, isNot, name = '', directive = ''] = /^(not )?ok \d+ - (.*?)(?: # (.*))?$/m.exec(part) ?? [];
    if (name.endsWith('.test.mjs')) return [];
    const status = directive.startsWith('SKIP') ? 'skipped' : isNot ? 'failed' : 'passed';
    return [{ title: name, status, message: `${directive}\n${part.replace(/^ {4,}/gm, '')}` }];
  });
}
