import { describe, expect, test } from '@jest/globals';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubeClusterRole } from '../../../imports/k8s';
import { checkInputs } from '../../program/cli/check-inputs';
import { systemsOf } from '../../program/app';
import { check } from '../../judging/check/check';
import { entries, releaseNamespace, type JsonObject, type Tree } from '../values';
import { at, Example, manifestsOf, objectsOf, type Build } from './example.fixture';
import { synthesize } from './synthesize';
import { Binding } from './traits';

const object = (scope: Construct, apiVersion: string, kind: string, metadata: object = {}, more: object = {}) =>
  new ApiObject(scope, `${kind}-${apiVersion}`.toLowerCase(), { apiVersion, kind, metadata, ...more });

/** The namespaces of an app's objects, by kind. */
function namespacesOf(app: App): { readonly [kind: string]: Tree | undefined } {
  const manifests = synthesize(app).flatMap((chart) => chart.manifests);
  return Object.fromEntries(
    manifests.map(({ kind, object: { metadata } }) => [kind, (metadata as { namespace?: Tree }).namespace]),
  );
}

/** The namespace of one object in a plain chart of the namespace `shop`. */
function namespaceOf(apiVersion: string, kind: string, metadata: object = {}): Tree | undefined {
  const app = new App();
  object(new Chart(app, 'shop', { namespace: 'shop' }), apiVersion, kind, metadata);
  return namespacesOf(app)[kind];
}

describe('the namespace of a chart', () => {
  test.each([
    ['v1', 'Node'],
    ['v1', 'PersistentVolume'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['scheduling.k8s.io/v1', 'PriorityClass'],
    ['networking.k8s.io/v1', 'IngressClass'],
    ['cert-manager.io/v1', 'ClusterIssuer'],
    ['kyverno.io/v1', 'ClusterPolicy'],
    ['constraints.gatekeeper.sh/v1beta1', 'K8sRequiredLabels'],
    ['external-secrets.io/v1', 'ClusterSecretStore'],
  ])('is not given to a %s %s', (apiVersion, kind) => {
    expect(namespaceOf(apiVersion, kind)).toBeUndefined();
  });

  test.each([
    ['longhorn.io/v1beta2', 'Node'],
    ['example.com/v1', 'ClusterRole'],
    ['example.com/v1', 'Namespace'],
    ['cert-manager.io/v1', 'Certificate'],
    ['kyverno.io/v1', 'Policy'],
    ['kafka.strimzi.io/v1beta2', 'Kafka'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['authorization.k8s.io/v1', 'LocalSubjectAccessReview'],
  ])('is given to a %s %s', (apiVersion, kind) => {
    expect(namespaceOf(apiVersion, kind)).toBe('shop');
  });

  test('gives way to what the author writes', () => {
    expect(namespaceOf('longhorn.io/v1beta2', 'Node', { namespace: 'longhorn-system' })).toBe('longhorn-system');
  });

  test('which is that of the release, is not given to a kind that has none', () => {
    const app = new App();
    const chart = new Example(app);
    object(chart, 'rbac.authorization.k8s.io/v1', 'ClusterRole');
    object(chart, 'longhorn.io/v1beta2', 'Node');
    new KubeClusterRole(chart, 'typed', {});
    expect(namespacesOf(app)).toEqual({ ClusterRole: undefined, Node: releaseNamespace });
  });
});

test('what only has the name of a kind on which others depend does not come before them', () => {
  const placeOf = (apiVersion: string, kind: string) =>
    manifestsOf((chart) => object(chart, apiVersion, kind))[0]!.place;
  expect(placeOf('v1', 'Namespace')).toBe(0);
  expect(placeOf('example.com/v1', 'Namespace')).toBe(50);
  expect(placeOf('example.com/v1', 'CustomResourceDefinition')).toBe(50);
});

describe('a CustomResourceDefinition of the app', () => {
  const definition = (scope: Construct, group: string, kind: string, scopeOfKind: string) =>
    object(
      scope,
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      {},
      {
        spec: { group, names: { kind, plural: `${kind.toLowerCase()}s` }, scope: scopeOfKind },
      },
    );

  test.each([
    ['Cluster', 'example.com', 'Tenant', undefined],
    ['Namespaced', 'example.com', 'Tenant', 'shop'],
    ['Namespaced', 'kyverno.io', 'ClusterPolicy', 'shop'],
  ])('of the scope %s tells where a %s %s lives, also in another chart', (scope, group, kind, namespace) => {
    const app = new App();
    object(new Chart(app, 'shop', { namespace: 'shop' }), `${group}/v1`, kind);
    object(new Chart(app, 'other', { namespace: 'other' }), 'other.example.com/v1', 'Other');
    definition(new Chart(app, 'definitions'), group, kind, scope);
    expect(namespacesOf(app)).toEqual({ [kind]: namespace, Other: 'other', CustomResourceDefinition: undefined });
  });
});

describe('a namespace that the author writes at an object outside namespaces', () => {
  test.each<[string, (chart: Chart) => void]>([
    ['in its metadata', (chart) => object(chart, 'v1', 'PersistentVolume', { namespace: 'shop' })],
    ['in its metadata, unlike the chart', (chart) => object(chart, 'v1', 'PersistentVolume', { namespace: 'other' })],
    [
      'by a patch',
      (chart) => object(chart, 'v1', 'PersistentVolume').addJsonPatch(JsonPatch.add('/metadata/namespace', 'other')),
    ],
    [
      'by a binding',
      (chart) => void Binding.of(object(chart, 'v1', 'PersistentVolume')).set('/metadata/namespace', 'other'),
    ],
  ])('%s is kept and found', (_, build) => {
    const app = new App();
    build(new Chart(app, 'shop', { namespace: 'shop' }));
    const [system] = systemsOf(app);
    const findings = checkInputs(system!, system!.definition.environments).flatMap((input) => check(input));
    expect(findings.filter(({ code }) => code === 'cluster-scoped-namespace')).toMatchObject([
      {
        severity: 'warning',
        construct: 'shop/persistentvolume-v1',
        pointer: '/metadata/namespace',
        message: expect.stringMatching(/^a PersistentVolume is in no namespace; "(shop|other)" has no effect$/),
      },
    ]);
  });
});

describe('a chart inside a HelmChart', () => {
  test('has its objects in the namespace of the release where it names none', () => {
    const app = new App();
    const chart = new Example(app);
    object(new Chart(chart, 'inner'), 'v1', 'ConfigMap');
    object(new Chart(chart, 'other', { namespace: 'other' }), 'v1', 'Secret');
    object(new Chart(chart, 'cluster'), 'v1', 'PersistentVolume');
    expect(namespacesOf(app)).toEqual({ ConfigMap: releaseNamespace, Secret: 'other', PersistentVolume: undefined });
  });

  test('has its objects with the labels that all objects have, and its own', () => {
    const labelsIn = (build: Build) => objectsOf(build).map((each) => at(each, '/metadata/labels'));
    const [direct] = labelsIn((chart) => object(chart, 'v1', 'ConfigMap')) as [JsonObject];
    expect(direct).toMatchObject({ 'app.kubernetes.io/name': 'example' });
    const inner = labelsIn((chart, { commonLabels }) => {
      object(new Chart(chart, 'plain'), 'v1', 'ConfigMap');
      const outer = new Chart(chart, 'outer', { labels: { team: 'shop', 'app.kubernetes.io/name': 'other' } });
      object(outer, 'v1', 'ConfigMap', { labels: { tier: 'web' } });
      object(new Chart(outer, 'innermost', { labels: { deep: 'yes' } }), 'v1', 'ConfigMap');
      object(outer, 'v1', 'Secret', { labels: { ...entries(commonLabels) } });
    });
    expect(inner).toEqual([
      { ...direct, team: 'shop', 'app.kubernetes.io/name': 'other', tier: 'web' },
      { ...direct, deep: 'yes' },
      { ...direct, team: 'shop', 'app.kubernetes.io/name': 'other' },
      direct,
    ]);
  });
});
