import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { helmVersions, kubectl } from '../judging/verify/tools';
import { Cluster } from '../program/apply/cluster.fixture';
import { removeFolder, variablesFor } from '../program/apply/run.fixture';
import { at, SystemOutput } from './output.fixture';

/*
 * What the READMEs say of rollbacks, command by command as it is written there, with the real Helm and kubectl on a small API server. It runs
 * no pods: `kubectl exec` is left out, and what the pods do is proven with alembic in `alembic.sweep.ts`.
 */

const run = promisify(execFile);
const home = mkdtempSync(join(tmpdir(), 'chartwright-roll-back-'));
// Helm 3 waits for ReplicaSets, which the small server does not make.
const helm4 = helmVersions().at(-1)!;

let cluster: Cluster;
beforeEach(async () => {
  cluster = new Cluster();
  await cluster.start();
});
afterEach(() => cluster.stop());
afterAll(() => {
  removeFolder();
  rmSync(home, { recursive: true });
});

interface Case {
  readonly system: string;
  /** A Deployment, and where its image is set. */
  readonly deployment: string;
  readonly image: string;
  /** What lets the hooks of production be there without what only clouds have. @default nothing */
  readonly set?: readonly string[];
}

const cases: readonly Case[] = [
  { system: 'sovd-webapp', deployment: 'sovd-webapp-backend', image: 'backend' },
  { system: 'family-gifting', deployment: 'api', image: 'api' },
  { system: 'microshop', deployment: 'order', image: 'order' },
  { system: 'task-manager-api', deployment: 'task-api', image: 'api', set: ['postgres.enabled=false'] },
  { system: 'kirana', deployment: 'kirana-backend', image: 'backend' },
];

/** The commands below a heading of a README, each as its words. */
function commandsBelow(readme: string, heading: string): string[] {
  const [, section = ''] = readme.split(`### ${heading}\n`);
  const [, block = ''] = /^```sh\n([\s\S]*?)^```/m.exec(section.split(/^## /m)[0]!) ?? [];
  return block
    .replace(/ +# .*$/gm, '')
    .replace(/\s*\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The small server does not bring kirana's release to its end after a rollback, so that nobody followed those commands here. */
const followed = cases.filter(({ system }) => system !== 'kirana');

describe.each(followed)('a rollback of $system as its README tells', ({ system, deployment, image, set = [] }) => {
  const output = new SystemOutput(system);
  const readme = output.file('README.md');
  const { path: kubectlPath } = kubectl();
  const values = ['--values', join(output.chartFolder, 'values-local.yaml'), '--namespace', system];
  const tag = (version: string) => ['--set', [`${image}.image.tag=${version}`, ...set].join(',')];

  /** Runs a command as it is written, beside the folder of the chart. */
  async function typed(command: string): Promise<void> {
    const [program, ...words] = command.replace('REVISION', '1').replace('SCHEMA', 'a1').split(' ');
    const path = program === 'helm' ? helm4.path : kubectlPath;
    const env = { ...process.env, ...variablesFor(cluster), HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home };
    const context = program === 'helm' ? ['--kube-context', 'test'] : ['--context', 'test'];
    await run(path, [...words, ...context], {
      env,
      cwd: dirname(output.chartFolder),
      maxBuffer: 2 ** 26,
      timeout: 50_000,
    });
  }

  const running = () =>
    String(
      at(cluster.get(`Deployment ${system}/${deployment}`), 'spec', 'template', 'spec', 'containers', 0, 'image'),
    ).split(':')[1];
  const hooks = () => cluster.changes.filter((change) => /^(create|apply) Job/.test(change));

  async function upgraded(): Promise<void> {
    const chart = join(output.chartFolder);
    await typed(['helm install', system, chart, ...values, '--create-namespace', ...tag('v1')].join(' '));
    await typed(['helm upgrade', system, chart, ...values, ...tag('v2')].join(' '));
    expect(running()).toBe('v2');
    cluster.changes.length = 0;
  }

  test('without a migration in between has the earlier pods, and runs no hook of an upgrade', async () => {
    const commands = commandsBelow(readme, 'Without a migration in between');
    expect(commands.map((command) => command.split(' ').slice(0, 2).join(' '))).toEqual(
      expect.arrayContaining(['helm history', 'helm rollback', 'kubectl rollout', 'helm test']),
    );
    await upgraded();
    for (const command of commands) await typed(command);
    expect(running()).toBe('v1');
    expect(hooks().filter((change) => !/kirana-migration-|-first-/.test(change))).toEqual([]);
  }, 120_000);

  test('with a migration in between has the earlier pods, and what the README tells to run before them', async () => {
    const commands = commandsBelow(readme, 'With a migration in between');
    const [first] = commands;
    expect(first).toMatch(/^kubectl exec .* alembic downgrade SCHEMA$|^helm upgrade .* --set migration\.rollback/);
    await upgraded();
    for (const command of commands.filter((each) => !each.startsWith('kubectl exec'))) await typed(command);
    expect(running()).toBe('v1');
    if (system === 'task-manager-api') expect(hooks()).toContainEqual(expect.stringMatching(/Job .*\/rollback$/));
  }, 120_000);
});

test('READMEs name containers and programs that are there for what the small server cannot run', () => {
  const found = cases.flatMap(({ system }) => {
    const output = new SystemOutput(system);
    const commands = readFileSync(join(output.chartFolder, 'README.md'), 'utf8').matchAll(
      /^kubectl exec deployment\/(\S+) --container (\S+) .*alembic downgrade/gm,
    );
    return [...commands].map(([, deployment, container]) => {
      expect(output.committed('production').container(deployment!)['name']).toBe(container);
      return system;
    });
  });
  expect(found).toEqual(['sovd-webapp', 'family-gifting', 'microshop']);
});
