import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { schemaRules } from './schema-rules';

const found = (objects: readonly JsonObject[], kubernetes?: string): string[] =>
  schemaRules.flatMap((rule) =>
    rule
      .check({ objects: objects.map((object) => ({ object })), ...(kubernetes === undefined ? {} : { kubernetes }) })
      .map(({ pointer, message }) => `${rule.severity} ${rule.code} ${pointer} ${message}`),
  );

const resource = (apiVersion: string, kind: string, name = 'a'): JsonObject => ({
  apiVersion,
  kind,
  metadata: { name },
});

describe('a custom resource that is not known', () => {
  test('is one warning for its kind and group, whatever its version', () => {
    const objects = ['a', 'b', 'c'].map((name) => resource('batch.volcano.sh/v1alpha1', 'Job', name));
    expect(found([...objects, resource('batch.volcano.sh/v1beta1', 'Job')])).toEqual([
      'warning schema-unchecked-kind /apiVersion nobody knows here what a Job of batch.volcano.sh/v1alpha1 has in it, of which there are 4 objects',
    ]);
  });

  test.each([
    ['gateway.networking.k8s.io/v1', 'Gateway'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass'],
    ['metrics.k8s.io/v1beta1', 'PodMetrics'],
    ['cluster.x-k8s.io/v1beta1', 'Cluster'],
    ['monitoring.coreos.com/v1', 'Prometheus'],
    ['external-secrets.io/v1beta1', 'ExternalSecret'],
    ['serving.knative.dev/v1', 'Service'],
    ['networking.istio.io/v1', 'Gateway'],
    ['apps.openshift.io/v1', 'DeploymentConfig'],
    ['policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy'],
  ])('may be of %s', (apiVersion, kind) => {
    expect(found([resource(apiVersion, kind)])).toEqual([expect.stringMatching(/^warning schema-unchecked-kind /)]);
  });

  test('has metadata as every object has', () => {
    const object = {
      apiVersion: 'acme.dev/v1',
      kind: 'Foo',
      metadata: { name: 'a', labels: { version: 1 }, label: {} },
    };
    expect(found([object]).slice(1)).toEqual([
      'error schema-unknown-field /metadata/label ObjectMeta has no field "label"; did you mean "labels"?',
      'error schema-wrong-type /metadata/labels/version expected a string, found the number 1',
    ]);
  });
});

describe('a kind of Kubernetes that the server has not', () => {
  test.each([
    ['extensions/v1beta1', 'Ingress', 'has no extensions/v1beta1 Ingress'],
    ['policy/v1beta1', 'PodSecurityPolicy', 'has no policy/v1beta1 PodSecurityPolicy'],
    ['apps/v1beta1', 'Deployment', 'has no apps/v1beta1 Deployment'],
    ['v1', 'Deployment', 'has no v1 Deployment'],
    ['monitorings/v1', 'ServiceMonitor', 'has no monitorings/v1 ServiceMonitor'],
    ['monitoring.coreos.co/v1', 'ServiceMonitor', 'has no monitoring.coreos.co/v1 ServiceMonitor'],
  ])('is an error: %s %s', (apiVersion, kind, message) => {
    expect(found([resource(apiVersion, kind)])).toEqual([
      expect.stringMatching(new RegExp(`^error schema-unknown-kind /apiVersion|/kind Kubernetes 1.28 ${message}`)),
    ]);
  });

  test('may be one that only the server writes', () => {
    expect(found([resource('v1', 'Event')])).toEqual([]);
  });
});

describe('what a newer Kubernetes has', () => {
  const policy = {
    ...resource('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding'),
    spec: { policyName: 'a' },
  };
  const pod = {
    ...resource('v1', 'Pod'),
    spec: { containers: [{ name: 'a', lifecycle: { stopSignal: 'SIGTERM' } }] },
  };

  test('is a warning where nobody says which version is meant', () => {
    expect(found([policy, pod])).toEqual([
      'warning schema-newer /apiVersion Kubernetes 1.28 has no admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding; 1.30 to 1.34 have it',
      'warning schema-newer /spec/containers/0/lifecycle/stopSignal Lifecycle has no field "stopSignal"; 1.33 and later have it',
    ]);
  });

  test('is an error where a version is asked for that lacks it', () => {
    expect(found([policy, pod], '1.28').map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual([
      'error schema-unknown-kind',
      'error schema-unknown-field',
    ]);
    expect(found([policy, pod], '1.33')).toEqual([]);
  });
});

describe('a field that the definition of a custom resource has not', () => {
  const monitor = { ...resource('monitoring.coreos.com/v1', 'ServiceMonitor'), spec: { selector: {}, endpoint: [] } };
  const openAPIV3Schema = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { selector: { type: 'object' } } } },
  };
  const definition = {
    ...resource('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'servicemonitors.monitoring.coreos.com'),
    spec: {
      group: 'monitoring.coreos.com',
      names: { kind: 'ServiceMonitor', plural: 'servicemonitors' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
  const pod = { ...resource('v1', 'Pod'), spec: { containers: [], container: [] } };
  const severities = (objects: readonly JsonObject[], source?: 'folder') => {
    const rule = schemaRules.find(({ code }) => code === 'schema-unknown-field')!;
    const input = { objects: objects.map((object) => ({ object })), ...(source ? { source } : {}) };
    return rule.check(input).map(({ pointer, severity = rule.severity }) => `${severity} ${pointer}`);
  };

  test('may be one of a later release where a folder does not say which one is meant', () => {
    expect(severities([monitor, pod], 'folder')).toEqual(['warning /spec/endpoint', 'error /spec/container']);
    expect(severities([{ ...monitor, metadata: { nam: 'a' } }], 'folder')).toContain('error /metadata/nam');
  });

  test('is an error in what a definition made, and beside the definition', () => {
    expect(severities([monitor])).toEqual(['error /spec/endpoint']);
    expect(severities([monitor, definition], 'folder')).toContain('error /spec/endpoint');
  });
});
