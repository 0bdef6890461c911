import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { systems } from '../../systems';
import { needsOf } from '../../systems/hooks.fixture';
import { at, elements, SystemOutput, type Objects } from '../../systems/output.fixture';
import type { Value } from '../../judging/verify/kubernetes-object';
import { kubectl } from '../../judging/verify/tools';
import { Project, removeProjects, sovdWebapp, type Outcome } from './project.fixture';
import { systemsOf } from '../app';

/* What the real command line prints, compared with what the committed workloads read. */

interface Secret {
  readonly apiVersion: string;
  readonly kind: string;
  readonly type: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly stringData: { readonly [key: string]: string };
}

const repository = join(__dirname, '../../..');
const app = new App();
for (const System of systems) new System(app);
const environments = systemsOf(app).flatMap(({ definition: { name, environments: all } }) =>
  all.map((environment) => [name, environment.name] as const),
);

const project = new Project(
  sovdWebapp
    .replace('run, SovdWebapp', 'run, systems')
    .replace('new SovdWebapp(app);', 'for (const System of systems) new System(app);'),
);
const print = (...args: string[]) => project.chartwright(['secrets', ...args]);
const secretsIn = ({ stdout }: Pick<Outcome, 'stdout'>) =>
  parseAllDocuments(stdout).flatMap((document) => (document.toJS() as Secret | null) ?? []);

type Printed = Omit<Outcome, 'pid'>;

/** What one process prints for each environment, and what another one prints for the local environment of each system. */
let printed: ReadonlyMap<string, Printed>;
const runOf = (system: string, environment: string) => printed.get(`${system} ${environment}`)!;
const again = (system: string) => printed.get(`${system} again`)!;

const refused: [string, string[], string][] = [
  ['without an environment', ['microshop'], 'secrets wants a system and an environment'],
  ['with too much', ['microshop', 'local', 'production'], 'secrets wants a system and an environment'],
  ['for an unknown system', ['microshp', 'local'], 'there is no system "microshp"; did you mean "microshop"?'],
  ['for an unknown environment', ['microshop', 'loca'], 'microshop has no environment "loca"; did you mean "local"?'],
];

beforeAll(async () => {
  const local = environments.filter(([, environment]) => environment === 'local');
  const mistakes = refused.map(([, args]) => args);
  const [first, second] = [environments, [...local, ...mistakes]].map((all) => all.map((args) => ['secrets', ...args]));
  const outcomes = [...(await project.commands(first!)), ...(await project.commands(second!))];
  const names = [
    ...environments.map((args) => args.join(' ')),
    ...local.map(([system]) => `${system} again`),
    ...mistakes.map((args) => `${args.join(' ')} refused`),
  ];
  printed = new Map(names.map((name, i) => [name, outcomes[i]!]));
}, 240_000);

afterAll(removeProjects);

/** An address with no password in it, as that of a local Redis, is not a secret. */
const holdsNothing = (value: string) => /^(redis|http):\/\/[a-z0-9.-]+(:\d+)?\/\d*$/.test(value);

/**
 * The keys of Secrets that somebody must make, by Secret, as the workloads of an environment read them. Of a Secret that is
 * mounted as a whole, those keys are read whose files something names.
 */
function keysRead(objects: Objects, made: readonly Secret[]): { [secret: string]: string[] } {
  const filled = objects.all
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map((object) => String(at(object, 'spec', 'target', 'name')));
  const text = JSON.stringify(objects.all);
  const found = new Map<string, Set<string>>();
  for (const need of objects.all.flatMap(needsOf)) {
    const [, name, key] = /^Secret ([^/]+)\/?(.*)$/.exec(need) ?? [];
    if (name === undefined || filled.includes(name)) continue;
    const data = made.find(({ metadata }) => metadata.name === name)?.stringData ?? {};
    const named = key ? [key] : Object.keys(data).filter((each) => text.includes(`/${each}`));
    found.set(name, new Set([...(found.get(name) ?? []), ...named]));
  }
  return Object.fromEntries([...found].map(([name, keys]) => [name, [...keys].sort()]));
}

describe.each(environments)('secrets %s %s', (system, environment) => {
  const objects = new SystemOutput(system).committed(environment);

  test('prints the Secrets and keys that the workloads read, no more and no less', () => {
    const run = runOf(system, environment);
    expect(run.code).toBe(0);
    const made = secretsIn(run);
    const keys = made.map(({ metadata, stringData }) => [metadata.name, Object.keys(stringData).sort()]);
    expect(Object.fromEntries(keys)).toEqual(keysRead(objects, made));
  });

  test('prints whole Secrets in the namespace of the workloads, which kubectl accepts', () => {
    const run = runOf(system, environment);
    const secrets = secretsIn(run);
    const [namespace] = objects.names('Namespace');
    for (const { apiVersion, kind, type, metadata } of secrets) {
      expect({ apiVersion, kind, type }).toEqual({ apiVersion: 'v1', kind: 'Secret', type: 'Opaque' });
      expect(metadata).toEqual({ name: metadata.name, namespace });
    }
    // Where the operator fills the Secrets, nobody makes any by hand.
    expect(secrets.length === 0).toBe(objects.names('ExternalSecret').length > 0);
    if (secrets.length === 0) return;
    // Unlike `create`, this reads each object as what it is and asks no cluster.
    const args = ['label', '--local', '--filename', '-', 'read=true', '--output', 'name'];
    const names = execFileSync(kubectl(repository).path, args, { input: run.stdout, encoding: 'utf8' });
    expect(names.trim().split('\n')).toEqual(secrets.map(({ metadata }) => `secret/${metadata.name}`));
  });

  test('makes values that nobody guesses, others in each run', () => {
    const others = secretsIn(again(system));
    for (const { metadata, stringData } of secretsIn(runOf(system, environment))) {
      const other = others.find((each) => each.metadata.name === metadata.name)?.stringData ?? {};
      for (const [key, value] of Object.entries(stringData)) {
        if (holdsNothing(value)) continue;
        expect([key, value]).toEqual([key, expect.stringMatching(/(?<![A-Za-z0-9])[A-Za-z0-9]{32,}(?![A-Za-z0-9])/)]);
        expect([key, value]).not.toEqual([key, other[key]]);
      }
    }
    expect(others.length).toBeGreaterThan(0);
  });
});

test.each([
  ['family-gifting', 'local', ['postgres']],
  ['family-gifting', 'production', ['postgres']],
  ['microshop', 'local', ['order-db', 'product-db', 'user-db']],
  ['microshop', 'production', ['order-db', 'product-db', 'user-db']],
  ['task-manager-api', 'local', ['postgres']],
])('secrets %s %s puts the password of a database into the URL that leads to it', (system, environment, databases) => {
  const objects = new SystemOutput(system).committed(environment);
  const secrets = secretsIn(runOf(system, environment));
  const valueOf = (reference: Value | undefined) =>
    secrets.find(({ metadata }) => metadata.name === at(reference, 'name'))?.stringData[String(at(reference, 'key'))];
  expect(objects.names('StatefulSet').sort()).toEqual(databases);
  for (const name of databases) {
    const env = elements(objects.container(name, 'StatefulSet')['env']);
    const variable = (wanted: string) => env.find((each) => at(each, 'name') === wanted);
    const password = valueOf(at(variable('POSTGRES_PASSWORD'), 'valueFrom', 'secretKeyRef'));
    const urls = secrets
      .flatMap(({ stringData }) => Object.values(stringData))
      .filter((value) => value.includes(`@${name}:5432/`));
    const [user, database] = ['POSTGRES_USER', 'POSTGRES_DB'].map((wanted) => String(at(variable(wanted), 'value')));
    expect(urls).toEqual([`postgresql://${user}:${password}@${name}:5432/${database}`]);
  }
});

describe('secrets', () => {
  test('says who fills the Secrets of an environment that makes up none', () => {
    const { code, stdout, stderr } = runOf('task-manager-api', 'production');
    expect({ code, stdout, stderr: stderr.trim().split('\n') }).toEqual({
      code: 0,
      stdout: '',
      stderr: [
        'The External Secrets Operator fills the Secret task-api-secrets: nothing to make up.',
        'task-manager-api production needs no Secret made by hand.',
      ],
    });
    expect(runOf('microshop', 'local').stderr).toBe('');
  });

  test('gives the gateway the key with which the users are signed in', () => {
    const values = secretsIn(runOf('microshop', 'local')).flatMap(({ stringData }) => stringData['JWT_SECRET'] ?? []);
    expect(values).toEqual([expect.stringMatching(/^[A-Za-z0-9]{64}$/), values[0]]);
  });

  test('makes keys of services as a JSON map', () => {
    const { stringData } = secretsIn(runOf('task-manager-api', 'local')).find(
      ({ metadata }) => metadata.name === 'task-api-secrets',
    )!;
    expect(JSON.parse(stringData['service-keys']!)).toEqual({ local: expect.stringMatching(/^[A-Za-z0-9]{32}$/) });
  });

  test('prints by itself what it prints among others, but for what is random', async () => {
    const { code, stdout, stderr } = await print('microshop', 'local');
    const among = runOf('microshop', 'local');
    const random = /(?<![A-Za-z0-9])[A-Za-z0-9]{32,}(?![A-Za-z0-9])/g;
    expect({ code, stderr }).toEqual({ code: among.code, stderr: among.stderr });
    expect(stdout).not.toBe(among.stdout);
    expect(stdout.replace(random, '')).toBe(among.stdout.replace(random, ''));
  });

  test('writes nothing to disk', () => {
    // Every run so far was in this folder.
    expect(readdirSync(project.folder).sort()).toEqual(['main.ts', 'node_modules']);
  });

  test('refuses by itself what it refuses among others', async () => {
    const [, args] = refused.at(-1)!;
    expect(await print(...args)).toMatchObject(printed.get(`${args.join(' ')} refused`)!);
  });

  test.each(refused)('refuses to run %s', (_, args, message) => {
    const { code, stdout, stderr } = printed.get(`${args.join(' ')} refused`)!;
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringContaining(message) });
  });
});
