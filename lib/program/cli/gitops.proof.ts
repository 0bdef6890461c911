import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { kubectl } from '../../judging/verify/tools';
import type { JsonObject } from '../../core/values';
import { printYaml } from '../../printing/trees';
import { argoCdObjects } from '../../printing/gitops';
import { argoCd, deployedSystems, flux, object, systemOf } from '../../printing/gitops/deployed.fixture';
import type { Application, Patch } from '../../printing/gitops/argocd-types';
import { fluxObjects } from '../../printing/gitops/flux';
import type { Kustomization } from '../../printing/gitops/flux-types';
import { plainStages } from '../../printing/trees';
import { Project, removeProjects, sovdWebapp } from './project.fixture';

/* The objects of GitOps engines as users get them, and what kustomize, which both engines run, makes of their patches. */

const repo = ['--repo', 'https://git.example.com/deploy.git'];
const scratch = mkdtempSync(join(tmpdir(), 'chartwright-gitops-'));
afterAll(removeProjects);
afterAll(() => rmSync(scratch, { recursive: true }));

describe('chartwright gitops', () => {
  test('writes the same bytes each time, answers for one engine at a time, and loses no file of others', async () => {
    const project = new Project(sovdWebapp);
    expect(await project.chartwright(['gitops', 'argocd', ...repo])).toMatchObject({ code: 0 });
    const first = project.contents('gitops');
    expect(Object.keys(first).sort()).toEqual([
      'gitops/.chartwright',
      'gitops/argocd/sovd-webapp/appproject.k8s.yaml',
      ...['local', 'production', 'staging'].map((name) => `gitops/argocd/sovd-webapp/${name}/application.k8s.yaml`),
    ]);
    const again = await project.chartwright(['gitops', 'argocd', ...repo]);
    expect(again.stdout).toContain('0 files written, 4 unchanged, 0 removed');

    // The other engine beside it, then fewer environments of the first.
    expect(await project.chartwright(['gitops', 'flux', ...repo])).toMatchObject({ code: 0 });
    project.write('gitops/argocd/sovd-webapp/kustomization.yaml', 'resources: []\n');
    await project.chartwright(['gitops', 'argocd', 'sovd-webapp', ...repo, '-e', 'production']);
    expect(project.exists('gitops/argocd/sovd-webapp/local/application.k8s.yaml')).toBe(false);
    expect(project.exists('gitops/flux/sovd-webapp/local/source.k8s.yaml')).toBe(true);
    expect(project.read('gitops/argocd/sovd-webapp/kustomization.yaml')).toBe('resources: []\n');

    // A file that somebody has changed is neither overwritten nor removed.
    const changed = 'gitops/argocd/sovd-webapp/production/application.k8s.yaml';
    project.write(changed, `${project.read(changed)}# mine\n`);
    const refused = await project.chartwright(['gitops', 'argocd', ...repo]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(changed.slice('gitops/'.length))]);
    expect(project.read(changed)).toContain('# mine');
  });

  test('says in one message what is missing, and writes nothing', async () => {
    const project = new Project(sovdWebapp);
    const { code, stderr } = await project.chartwright(['gitops', 'flux']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('it is not said where Flux finds what it deploys')]);
    const unknown = await project.chartwright(['gitops', 'flux', ...repo, '-e', 'prod']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no system has an environment "prod"')]);
    expect(project.exists('gitops')).toBe(false);
  });
});

/** What kustomize makes of objects and patches. */
function built(objects: readonly JsonObject[], patches: readonly Patch[]): JsonObject[] {
  const folder = mkdtempSync(join(scratch, 'build-'));
  objects.forEach((object, i) => writeFileSync(join(folder, `${i}.yaml`), printYaml(object)));
  const kustomization = {
    resources: objects.map((_, i) => `${i}.yaml`),
    patches: JSON.parse(JSON.stringify(patches)) as JsonObject[],
    sortOptions: { order: 'fifo' },
  };
  writeFileSync(join(folder, 'kustomization.yaml'), printYaml(kustomization));
  const text = execFileSync(kubectl().path, ['kustomize', folder], { encoding: 'utf8' });
  return parseAllDocuments(text).map((document) => document.toJS() as JsonObject);
}

/** The differences of two values, by JSON pointer. */
function differences(before: unknown, after: unknown, pointer = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const isMap = (value: unknown): value is { [key: string]: unknown } => typeof value === 'object' && value !== null;
  if (!isMap(before) || !isMap(after)) return [`${pointer}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => differences(before[key], after[key], `${pointer}/${key}`));
}

const allowed = [
  /^\/spec(\/replicas)?: (2|\{"replicas":2\}) -> undefined$/,
  /^\/spec\/ttlSecondsAfterFinished: \d+ -> undefined$/,
  /^\/metadata\/annotations: undefined -> \{"kustomize.toolkit.fluxcd.io\/prune":"disabled"\}$/,
  /^\/metadata\/annotations\/kustomize.toolkit.fluxcd.io\/prune: undefined -> "disabled"$/,
  /^\/metadata\/annotations: undefined -> \{"argocd.argoproj.io\/sync-options":"Delete=false,Prune=false"\}$/,
  /^\/metadata\/annotations\/argocd.argoproj.io\/sync-options: .* -> ".*Delete=false,Prune=false"$/,
];

describe('kustomize', () => {
  test('does with the patches of every stage and Application what they are for, and nothing else', () => {
    const found = new Set<string>();
    const look = (objects: readonly JsonObject[], patches: readonly Patch[]) => {
      const before = objects.map((object) => parse(printYaml(object)) as JsonObject);
      const changes = differences(before, built(objects, patches)).map((line) => line.replace(/^\/\d+/, ''));
      for (const line of changes) {
        const index = allowed.findIndex((form) => form.test(line));
        expect([index >= 0, line]).toEqual([true, line]);
        found.add(String(index));
      }
    };
    // What the systems mark themselves needs no patch; what others leave unmarked does.
    const unmarked = systemOf({
      '00-namespace': object('v1', 'Namespace', 'shop', { metadata: { name: 'shop', labels: { a: 'b' } } }),
      '10-data': object('v1', 'PersistentVolumeClaim', 'data', {
        metadata: {
          name: 'data',
          namespace: 'shop',
          annotations: { 'argocd.argoproj.io/sync-options': 'Replace=true' },
        },
      }),
      '40-api': object('apps/v1', 'Deployment', 'api', { spec: { replicas: 2 } }),
      '50-api': object('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', {
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } },
      }),
    });
    for (const system of [...deployedSystems(), unmarked]) {
      const kustomizations = fluxObjects(system, flux);
      const applications = argoCdObjects(system, argoCd);
      for (const { name, plain } of system.environments) {
        for (const stage of plainStages(plain)) {
          const { spec } = kustomizations.get(`${name}/${stage.name}.k8s.yaml`) as JsonObject & Kustomization;
          if (spec.patches)
            look(
              stage.objects.map(({ object }) => object),
              spec.patches,
            );
        }
        const { spec } = applications.get(`${name}/application.k8s.yaml`) as JsonObject & Application;
        const patches = spec.source.kustomize?.patches;
        if (patches)
          look(
            plain.map(({ object }) => object),
            patches,
          );
      }
    }
    // Replicas that are left alone, a Job that lasts, and data that stays, with each engine.
    expect([...found].sort()).toEqual(['0', '1', '2', '3', '4', '5']);
  });
});
