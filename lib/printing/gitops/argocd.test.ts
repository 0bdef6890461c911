import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { printYaml } from '../trees';
import { argoCdNames, argoCdObjects } from './argocd';
import { areNamedByEnvironment } from './clusters';
import type { Application, AppProject } from './argocd-types';
import { argoCd, builtSystems, deployedSystems, git, helm, object, registry, systemOf } from './deployed.fixture';
import type { DeployedSystem } from './deployed';
import type { ArgoCdOptions } from './options';

const made = (system: DeployedSystem, options: Partial<ArgoCdOptions> = {}) =>
  argoCdObjects(system, { ...argoCd, ...options });
const applicationOf = (system: DeployedSystem, options: Partial<ArgoCdOptions> = {}) =>
  made(system, options).get('production/application.k8s.yaml') as JsonObject & Application;
const projectOf = (system: DeployedSystem, options: Partial<ArgoCdOptions> = {}) =>
  made(system, options).get('appproject.k8s.yaml') as JsonObject & AppProject;

const deployment = object('apps/v1', 'Deployment', 'api');
const namespace = object('v1', 'Namespace', 'shop', { metadata: { name: 'shop', labels: { a: 'b' } } });
const claim = object('v1', 'PersistentVolumeClaim', 'data');

describe('the objects of Argo CD', () => {
  test('of a system read as an expert would write them', () => {
    const system = deployedSystems().find(({ name }) => name === 'sovd-webapp')!;
    const text = Array.from(made(system), ([file, each]) => `# ${file}\n${printYaml(each)}`).join('---\n');
    expect(text).toMatchSnapshot();
  });

  test('are the same bytes however often they are made, and whatever is made beside them', () => {
    const systems = deployedSystems();
    const print = (system: DeployedSystem, names = argoCdNames(systems, argoCd)) =>
      JSON.stringify([...argoCdObjects(system, argoCd, names)]);
    const again = builtSystems();
    systems.forEach((system, i) => expect(print(again[i]!, argoCdNames(again, argoCd))).toBe(print(system)));
  });
});

describe('an Application', () => {
  test('builds the folder of its environment', () => {
    expect(applicationOf(systemOf({ '40-api': deployment })).spec.source).toEqual({
      repoURL: 'https://git.example.com/shop/deploy.git',
      targetRevision: 'main',
      path: 'dist/shop/production',
    });
  });

  test('takes the chart from each place in the form that Argo CD wants there', () => {
    const sourceFrom = (origin: ArgoCdOptions['origin']) =>
      applicationOf(systemOf({ '40-api': deployment }), { source: 'chart', origin }).spec.source;
    const values = { releaseName: 'shop', valueFiles: ['values-production.yaml'] };
    expect(sourceFrom(git)).toEqual({ repoURL: git.url, targetRevision: 'main', path: 'charts/shop', helm: values });
    expect(sourceFrom(registry)).toEqual({
      repoURL: 'oci://registry.example.com/charts/shop',
      targetRevision: '1.2.3',
      path: '.',
      helm: values,
    });
    expect(sourceFrom(helm)).toEqual({ repoURL: helm.url, targetRevision: '1.2.3', chart: 'shop', helm: values });
  });

  test('of a registry names a tag, in which no plus sign may be', () => {
    const system = { ...systemOf({ '40-api': deployment }), version: '1.2.3+build.4' };
    const from = (origin: ArgoCdOptions['origin']) => applicationOf(system, { source: 'chart', origin }).spec.source;
    expect(from(registry).targetRevision).toBe('1.2.3_build.4');
    expect(from(helm).targetRevision).toBe('1.2.3+build.4');
  });

  test('makes the namespace only where no object does, with the labels that the object has', () => {
    const policy = (system: DeployedSystem, source: 'directory' | 'chart') =>
      applicationOf(system, { source, origin: git }).spec.syncPolicy;
    const own = systemOf({ '00-namespace': namespace, '40-api': deployment });
    expect(policy(own, 'directory').syncOptions).not.toContain('CreateNamespace=true');
    expect(policy(own, 'directory').managedNamespaceMetadata).toBeUndefined();
    // The chart has no Namespace: Helm makes it before it reads any template.
    expect(policy(own, 'chart').syncOptions).toContain('CreateNamespace=true');
    expect(policy(own, 'chart').managedNamespaceMetadata).toEqual({ labels: { a: 'b' } });
    const foreign = systemOf({ '40-api': deployment });
    expect(policy(foreign, 'directory').syncOptions).toContain('CreateNamespace=true');
    expect(policy(foreign, 'directory').managedNamespaceMetadata).toBeUndefined();
    const ofCluster = systemOf({ '40-api': deployment }, { namespace: 'default' });
    expect(policy(ofCluster, 'directory').syncOptions).not.toContain('CreateNamespace=true');
  });

  test('leaves to an autoscaler what it scales', () => {
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };
    const hpa = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'api', { spec: { scaleTargetRef } });
    const { spec } = applicationOf(systemOf({ '40-api': deployment, '50-api': hpa }));
    expect(spec.ignoreDifferences).toEqual([
      { group: 'apps', kind: 'Deployment', name: 'api', namespace: 'shop', jsonPointers: ['/spec/replicas'] },
    ]);
    expect(spec.syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
    expect(applicationOf(systemOf({ '40-api': deployment })).spec.ignoreDifferences).toBeUndefined();
  });

  test('marks what holds data, keeps what is said of it already, and leaves alone what is marked', () => {
    const options = (value: string) =>
      object('v1', 'PersistentVolumeClaim', 'data', {
        metadata: { name: 'data', annotations: { 'argocd.argoproj.io/sync-options': value } },
      });
    const patchesFor = (each: JsonObject) =>
      applicationOf(systemOf({ '10-data': each })).spec.source.kustomize?.patches;
    expect(patchesFor(claim)![0]!.patch).toContain('argocd.argoproj.io/sync-options: Delete=false,Prune=false\n');
    expect(patchesFor(options('Prune=true,Replace=true'))![0]!.patch).toContain(
      'Replace=true,Delete=false,Prune=false\n',
    );
    expect(patchesFor(options('Prune=false,Delete=false'))).toBeUndefined();
    expect(patchesFor(deployment)).toBeUndefined();
  });

  test('of a chart prunes and is deleted with its objects only where the chart keeps what holds data', () => {
    const chart = { source: 'chart', origin: git } as const;
    const unsafe = applicationOf(systemOf({ '10-data': claim }), chart);
    expect(unsafe.spec.syncPolicy.automated.prune).toBe(false);
    expect(unsafe.metadata.finalizers).toBeUndefined();
    const safe = applicationOf(systemOf({ '00-namespace': namespace, '40-api': deployment }), chart);
    expect(safe.spec.syncPolicy.automated.prune).toBe(true);
    expect(safe.metadata.finalizers).toEqual(['resources-finalizer.argocd.argoproj.io']);
    const kept = deployedSystems().find(({ name }) => name === 'family-gifting')!;
    expect(
      kept.environments.find(({ name }) => name === 'production')!.plain.some(({ manifest }) => manifest?.retain),
    ).toBe(true);
    expect(applicationOf(kept, chart).spec.syncPolicy.automated.prune).toBe(true);
  });

  test('goes to the clusters of its environment', () => {
    const system = systemOf({ '40-api': deployment });
    const clusters = [
      { name: 'eu', server: 'https://eu', environment: 'production' },
      { name: 'us', server: 'https://us', environment: 'production' },
      { name: 'all', server: 'https://all' },
    ];
    expect([...made(system, { clusters }).keys()]).toEqual([
      'appproject.k8s.yaml',
      'production/application-eu.k8s.yaml',
      'production/application-us.k8s.yaml',
    ]);
    expect(projectOf(system, { clusters }).spec.destinations).toEqual([
      { server: 'https://eu', namespace: 'shop' },
      { server: 'https://us', namespace: 'shop' },
    ]);
    expect(applicationOf(system, { clusters: clusters.slice(2) }).spec.destination).toEqual({
      server: 'https://all',
      namespace: 'shop',
    });
    expect(applicationOf(system).spec.destination).toEqual({
      server: 'https://kubernetes.default.svc',
      namespace: 'shop',
    });
  });
});

describe('two environments with the same objects', () => {
  const [first] = systemOf({ '40-api': deployment }).environments;
  const system = { ...systemOf({}), environments: [{ ...first!, name: 'staging' }, first!] };

  test('go to clusters of their names where nobody says which', () => {
    expect(applicationOf(system).spec.destination).toEqual({ name: 'production', namespace: 'shop' });
    expect(projectOf(system).spec.destinations).toEqual([
      { name: 'production', namespace: 'shop' },
      { name: 'staging', namespace: 'shop' },
    ]);
    expect(areNamedByEnvironment(system, argoCd)).toBe(true);
    expect(areNamedByEnvironment(systemOf({ '40-api': deployment }), argoCd)).toBe(false);
  });

  test('are refused in one cluster, by the name of what both would make', () => {
    expect(() => made(system, { clusters: [{ name: 'one', server: 'https://one' }] })).toThrow(
      'shop staging and shop production would both make the Deployment api in https://one',
    );
  });
});

describe('an AppProject', () => {
  test('permits the kinds of all environments, what they make, and by name what has no namespace', () => {
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'shop-nodes' } };
    const { spec } = projectOf(systemOf({ '00-namespace': namespace, '10-role': role, '40-api': deployment }));
    expect(spec.sourceRepos).toEqual([git.url]);
    expect(spec.clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace', name: 'shop' },
      { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'shop-nodes' },
    ]);
    expect(spec.namespaceResourceWhitelist).toEqual([
      { group: '', kind: 'Pod' },
      { group: 'apps', kind: 'Deployment' },
      { group: 'apps', kind: 'ReplicaSet' },
    ]);
  });

  test('permits the Namespace that Argo CD makes, and kinds that only the chart has where the chart is deployed', () => {
    const system = systemOf(
      { '10-config': object('v1', 'ConfigMap', 'x') },
      { chartOnly: [object('v1', 'Pod', 'test')] },
    );
    const plain = projectOf(system).spec;
    expect(plain.clusterResourceWhitelist).toEqual([{ group: '', kind: 'Namespace', name: 'shop' }]);
    expect(plain.namespaceResourceWhitelist).toEqual([{ group: '', kind: 'ConfigMap' }]);
    expect(projectOf(system, { source: 'chart' }).spec.namespaceResourceWhitelist).toContainEqual({
      group: '',
      kind: 'Pod',
    });
  });

  test('knows the scope of kinds that the system itself defines', () => {
    const definition: JsonObject = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'fleets.example.com' },
      spec: { group: 'example.com', names: { kind: 'Fleet' }, scope: 'Cluster' },
    };
    const fleet = { apiVersion: 'example.com/v1', kind: 'Fleet', metadata: { name: 'all' } };
    const { spec } = projectOf(systemOf({ '10-crd': definition, '20-fleet': fleet }));
    expect(spec.clusterResourceWhitelist).toContainEqual({ group: 'example.com', kind: 'Fleet', name: 'all' });
    expect(spec.namespaceResourceWhitelist).toEqual([]);
  });

  test('permits the other namespaces in which objects are', () => {
    const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'x', {
      metadata: { name: 'x', namespace: 'monitoring' },
    });
    const { spec } = projectOf(systemOf({ '10-binding': binding, '40-api': deployment }));
    expect(spec.destinations.map((each) => each.namespace)).toEqual(['monitoring', 'shop']);
  });

  test('is not written where the Applications are in one that is there', () => {
    const objects = made(systemOf({ '40-api': deployment }), { project: 'team' });
    expect([...objects.keys()]).toEqual(['production/application.k8s.yaml']);
    expect((objects.get('production/application.k8s.yaml') as JsonObject & Application).spec.project).toBe('team');
  });
});
