import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { printYaml } from '../trees';
import { deployedSystems, flux, git, helm, object, registry, systemOf } from './deployed.fixture';
import type { DeployedEnvironment, DeployedSystem } from './deployed';
import { fluxObjects } from './flux';
import { gitReference } from './flux-sources';
import type { HelmRelease, Kustomization } from './flux-types';
import type { GitOpsOptions } from './options';

const made = (system: DeployedSystem, options: Partial<GitOpsOptions> = {}) =>
  fluxObjects(system, { ...flux, ...options });
const stage = (objects: Map<string, JsonObject>, name: string) =>
  objects.get(`production/${name}.k8s.yaml`) as JsonObject & Kustomization;
const releaseOf = (
  own: Partial<DeployedEnvironment>,
  options: Partial<GitOpsOptions> = {},
  files = { '40-api': deployment },
) =>
  made(systemOf(files, own), { source: 'chart', ...options }).get('production/release.k8s.yaml') as JsonObject &
    HelmRelease;

const deployment = object('apps/v1', 'Deployment', 'api');
const namespace: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

describe('the objects of Flux', () => {
  test('of a system read as an expert would write them', () => {
    const system = deployedSystems().find(({ name }) => name === 'task-manager-api')!;
    const production = { ...system, environments: system.environments.filter(({ name }) => name === 'production') };
    const printed = (options: Partial<GitOpsOptions>) =>
      Array.from(made(production, options), ([file, each]) => `# ${file}\n${printYaml(each)}`).join('---\n');
    expect(printed({})).toMatchSnapshot('stages');
    expect(printed({ source: 'chart', origin: registry })).toMatchSnapshot('release');
  });
});

describe('the Kustomizations of an environment', () => {
  const files = {
    '00-namespace': namespace,
    '10-config': object('v1', 'ConfigMap', 'x'),
    '35-migration': object('batch/v1', 'Job', 'migration', { spec: { ttlSecondsAfterFinished: 60 } }),
    '40-api': deployment,
  };
  const objects = made(systemOf(files));
  const names = ['00-namespace', '10-configuration', '30-pre-deploy', '40-workload'];

  test('are its stages, each after the one before, of one source', () => {
    expect([...objects.keys()]).toEqual(['source', ...names].map((name) => `production/${name}.k8s.yaml`));
    names.forEach((name, i) => {
      const { metadata, spec } = stage(objects, name);
      expect(metadata.name).toBe(`shop-production-${name}`);
      expect(spec.path).toBe(`./dist/shop/production/${name}`);
      expect(spec.dependsOn).toEqual(i === 0 ? undefined : [{ name: `shop-production-${names[i - 1]}` }]);
      expect([spec.wait, spec.prune, spec.sourceRef]).toEqual([
        true,
        true,
        { kind: 'GitRepository', name: 'shop-production' },
      ]);
    });
  });

  test('let a finished Job be, which Flux would run once more', () => {
    expect(stage(objects, '30-pre-deploy').spec.patches).toEqual([
      {
        patch:
          'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: every-job\nspec:\n  ttlSecondsAfterFinished: null\n',
        target: { group: 'batch', version: 'v1', kind: 'Job' },
      },
    ]);
    expect(stage(objects, '40-workload').spec.patches).toBeUndefined();
  });

  test('never remove what holds data', () => {
    const claim = object('v1', 'PersistentVolumeClaim', 'data');
    const database = object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: [{}] } });
    const kept = made(systemOf({ ...files, '10-data': claim, '20-db': database }));
    const { patches, deletionPolicy } = stage(kept, '10-configuration').spec;
    expect(patches![0]!.patch).toContain('kustomize.toolkit.fluxcd.io/prune: disabled\n');
    expect(patches![0]!.target).toEqual({ kind: 'PersistentVolumeClaim', name: 'data', namespace: 'shop' });
    expect(deletionPolicy).toBe('Orphan');
    expect(stage(kept, '00-namespace').spec.deletionPolicy).toBe('Orphan');
    expect(stage(kept, '20-dependency').spec.deletionPolicy).toBe('Orphan');
    expect(stage(kept, '40-workload').spec.deletionPolicy).toBeUndefined();
  });

  test('do not put back what an autoscaler has changed', () => {
    const api = object('apps/v1', 'Deployment', 'api.v1', { spec: { replicas: 2 } });
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api.v1' };
    const hpa = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', { spec: { scaleTargetRef } });
    const scaled = made(systemOf({ '40-api': api, '50-api': hpa }));
    expect(stage(scaled, '40-workload').spec.patches).toEqual([
      {
        patch: '- op: remove\n  path: /spec/replicas\n',
        target: { group: 'apps', kind: 'Deployment', name: 'api\\.v1', namespace: 'shop' },
      },
    ]);
    // What is not said cannot be removed, and is not put back either.
    expect(stage(made(systemOf({ '40-api': deployment, '50-api': hpa })), '40-workload').spec.patches).toBeUndefined();
  });

  test('look into the artifact of the environment where that comes from a registry', () => {
    // The folder of a system that comes after others has a number; its artifacts are called after the system.
    const fromRegistry = made({ ...systemOf(files), folder: '01-shop' }, { origin: registry });
    expect(stage(fromRegistry, '40-workload').spec.path).toBe('./40-workload');
    expect((fromRegistry.get('production/source.k8s.yaml')!['spec'] as JsonObject)['url']).toBe(
      'oci://registry.example.com/charts/shop/production',
    );
    expect((fromRegistry.get('production/source.k8s.yaml')!['spec'] as JsonObject)['layerSelector']).toBeUndefined();
  });
});

describe('a HelmRelease', () => {
  test('takes the values of its environment from where the chart is, and holds them where it has no choice of files', () => {
    const own = { overrides: { api: { replicaCount: 3 } } };
    expect(releaseOf(own, { origin: git }).spec.chart!.spec).toEqual({
      chart: './charts/shop',
      sourceRef: { kind: 'GitRepository', name: 'shop-production' },
      reconcileStrategy: 'Revision',
      valuesFiles: ['./charts/shop/values.yaml', './charts/shop/values-production.yaml'],
    });
    expect(releaseOf(own, { origin: helm }).spec.chart!.spec).toEqual({
      chart: 'shop',
      version: '1.2.3',
      sourceRef: { kind: 'HelmRepository', name: 'shop-production' },
      reconcileStrategy: 'ChartVersion',
      valuesFiles: ['values.yaml', 'values-production.yaml'],
    });
    const { spec } = releaseOf(own, { origin: registry });
    expect([spec.chartRef, spec.values, spec.chart]).toEqual([
      { kind: 'OCIRepository', name: 'shop-production' },
      { api: { replicaCount: 3 } },
      undefined,
    ]);
  });

  test('is the release of the environment, in its namespace', () => {
    const { spec } = releaseOf({ release: 'my-shop', namespace: 'web' });
    expect([spec.releaseName, spec.targetNamespace, spec.storageNamespace]).toEqual(['my-shop', 'web', 'web']);
    expect(spec.install.createNamespace).toBe(true);
    expect(releaseOf({ namespace: 'default' }).spec.install.createNamespace).toBeUndefined();
  });

  test('comes with the Namespace where the system has one, which stays when the rest goes', () => {
    const marked = object('v1', 'Namespace', 'shop', {
      metadata: { name: 'shop', annotations: { 'argocd.argoproj.io/sync-wave': '0' } },
    });
    const objects = made(systemOf({ '00-namespace': marked, '40-api': deployment }), { source: 'chart' });
    expect(objects.get('production/namespace.k8s.yaml')).toEqual({
      ...namespace,
      metadata: { name: 'shop', annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    });
    const release = objects.get('production/release.k8s.yaml') as JsonObject & HelmRelease;
    expect(release.spec.install.createNamespace).toBeUndefined();
  });

  test('runs tests where there are some', () => {
    expect(releaseOf({ hasTests: true }).spec.test).toEqual({ enable: true });
    expect(releaseOf({ hasTests: false }).spec.test).toBeUndefined();
    const systems = deployedSystems().flatMap(({ environments }) => environments);
    expect(systems.every(({ hasTests, chartOnly }) => hasTests && chartOnly.length > 0)).toBe(true);
  });

  test('holds text that looks like a variable as it is', () => {
    const annotations = (text: string) => releaseOf({ overrides: { text } }, { origin: registry }).metadata.annotations;
    expect(annotations('${HOME}')).toEqual({ 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' });
    expect(annotations('$HOME')).toBeUndefined();
  });
});

describe('a revision of Git', () => {
  test.each([
    ['main', { branch: 'main' }],
    ['release/1.2', { branch: 'release/1.2' }],
    ['v1.2.3', { tag: 'v1.2.3' }],
    ['1.2.3-rc.1', { tag: '1.2.3-rc.1' }],
    ['shop-1.2.3', { tag: 'shop-1.2.3' }],
    ['refs/heads/v1.2.3', { branch: 'v1.2.3' }],
    ['refs/tags/stable', { tag: 'stable' }],
    ['refs/pull/12/head', { name: 'refs/pull/12/head' }],
    ['0123456789012345678901234567890123456789', { commit: '0123456789012345678901234567890123456789' }],
  ])('%s is %j', (revision, expected) => {
    expect(gitReference(revision)).toEqual(expected);
  });
});
