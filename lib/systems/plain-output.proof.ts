import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { App } from 'cdk8s';
import { parse } from 'yaml';
import type { KubernetesObject } from '../judging/verify/kubernetes-object';
import { readPlainOutput } from '../judging/verify/plain-output';
import { readManifests } from '../judging/verify/read-manifests';
import { systemsOf } from '../program/app';
import { Cluster } from '../program/apply/cluster.fixture';
import { kubectls, removeFolder, variablesFor } from '../program/apply/run.fixture';
import { systems } from '.';
import { root } from './output.fixture';

/* The committed plain YAML, as the oldest and the newest kubectl read it and apply it to a small server; see `cluster.fixture.ts`. */

const run = promisify(execFile);

const app = new App();
for (const System of systems) new System(app);
const environments = systemsOf(app).flatMap(({ definition: { name, environments } }) =>
  environments.map((environment) => `${name}/${environment.name}`),
);
/* The newest builds all; the oldest, and the applying, which is the dearer part, some that have all stages and hooks between them. */
const applying = environments.filter((environment) => environment.endsWith('/production'));
const cases = kubectls.flatMap(({ version, path }, i) =>
  (i === kubectls.length - 1 ? environments : applying.slice(0, 1)).map(
    (environment) => [environment, version, path] as const,
  ),
);

let cluster: Cluster;

beforeEach(async () => {
  cluster = new Cluster();
  await cluster.start();
});
afterEach(() => cluster.stop());
afterAll(removeFolder);

/** What a `Kustomization` lists. */
const listed = (folder: string) =>
  (parse(readFileSync(join(folder, 'Kustomization'), 'utf8')) as { resources: string[] }).resources;

/** The objects of a stage's files, in the order in which its `Kustomization` lists them. */
const stageObjects = (folder: string): KubernetesObject[] =>
  listed(folder).flatMap((file) =>
    readManifests(readFileSync(join(folder, file), 'utf8')).objects.map(({ object }) => object),
  );

/** What `kubectl kustomize` builds. */
async function built(kubectl: string, folder: string): Promise<KubernetesObject[]> {
  const { stdout, stderr } = await run(kubectl, ['kustomize', folder], { maxBuffer: 2 ** 26 });
  expect(stderr).toBe('');
  return readManifests(stdout).objects.map(({ object }) => object);
}

/** What `kubectl apply` changed on the small server, in order. */
async function applied(kubectl: string, ...from: readonly string[]): Promise<string[]> {
  const env = { ...process.env, ...variablesFor(cluster) };
  cluster.changes.length = 0;
  await run(kubectl, ['apply', '--context', 'test', '--server-side', ...from], { env, maxBuffer: 2 ** 26 });
  return cluster.changes.splice(0);
}

const changeOf = ({ kind, metadata: { namespace, name } }: KubernetesObject) =>
  `apply ${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${name}`;

describe.each(cases)('%s, with kubectl %s,', (environment, _, kubectl) => {
  const folder = join(root, 'dist', environment);
  const stages = listed(folder);

  test('is built stage by stage, and as a whole that is all stages in order', async () => {
    const [all, ...each] = await Promise.all(
      [folder, ...stages.map((stage) => join(folder, stage))].map((path) => built(kubectl, path)),
    );
    expect(each).toEqual(stages.map((stage) => stageObjects(join(folder, stage))));
    expect(all).toEqual(each.flat());
    expect(all).toEqual(readPlainOutput(folder).objects);
    const kinds = all!.map(({ kind }) => kind);
    expect(kinds[0]).toBe('Namespace');
    const order = ['Namespace', 'ConfigMap', 'StatefulSet', 'Deployment', 'NetworkPolicy'];
    const firsts = order.map((kind) => kinds.indexOf(kind)).filter((first) => first >= 0);
    expect(firsts.length).toBeGreaterThan(2);
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
  });
});

describe.each(cases.filter(([environment]) => applying.includes(environment)))(
  '%s, with kubectl %s,',
  (environment, _, kubectl) => {
    const folder = join(root, 'dist', environment);
    const stages = listed(folder);

    test('is applied in that order by -k, stage by stage by -k, and by -R -f, which passes over each Kustomization', async () => {
      const whole = stages.flatMap((stage) => stageObjects(join(folder, stage)));
      const expected = whole.map(changeOf);
      expect(await applied(kubectl, '-k', folder)).toEqual(expected);
      expect(await applied(kubectl, '-R', '-f', folder)).toEqual(expected);
      const byStage: string[] = [];
      for (const stage of stages) byStage.push(...(await applied(kubectl, '-k', join(folder, stage))));
      expect(byStage).toEqual(expected);
    });
  },
);

test.each(kubectls)(
  'kubectl $version sends a kustomization.yaml to the cluster, which is why ours has no ending',
  async ({ path }) => {
    const copy = mkdtempSync(join(tmpdir(), 'chartwright-plain-'));
    try {
      cpSync(join(root, 'dist', environments[0]!), copy, { recursive: true });
      const objects = readPlainOutput(copy).objects.map(changeOf);
      renameSync(join(copy, 'Kustomization'), join(copy, 'kustomization.yaml'));
      await expect(applied(path, '-R', '-f', copy)).rejects.toThrow('no matches for kind "Kustomization"');
      renameSync(join(copy, 'kustomization.yaml'), join(copy, 'Kustomization'));
      expect(await applied(path, '-R', '-f', copy)).toEqual(objects);
    } finally {
      rmSync(copy, { recursive: true });
    }
  },
);

test('every folder below dist is one of these', () => {
  const found = readdirSync(join(root, 'dist'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(root, 'dist', name)).map((environment) => `${name}/${environment}`));
  expect(found.sort()).toEqual([...environments].sort());
});
