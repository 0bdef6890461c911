import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../core/values';
import { object } from './deployed.fixture';
import { ownedFields } from './owned-fields';

const scaler = (apiVersion: string, kind: string, scaleTargetRef: JsonObject) =>
  object(apiVersion, kind, 'api', { spec: { scaleTargetRef } });

const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' };

describe('what others own', () => {
  test('is the number of replicas of what an autoscaler scales, of just that object', () => {
    const owned = { group: 'apps', kind: 'Deployment', name: 'api', namespace: 'shop', pointers: ['/spec/replicas'] };
    expect(ownedFields([scaler('autoscaling/v2', 'HorizontalPodAutoscaler', deployment)], 'other')).toEqual([owned]);
    expect(ownedFields([scaler('keda.sh/v1alpha1', 'ScaledObject', { name: 'api' })], 'other')).toEqual([owned]);
    expect(ownedFields([scaler('example.com/v1', 'ScaledObject', deployment)], 'other')).toEqual([]);
  });

  test('is said once where two scalers name one target', () => {
    const both = [
      scaler('autoscaling/v2', 'HorizontalPodAutoscaler', deployment),
      scaler('keda.sh/v1alpha1', 'ScaledObject', deployment),
    ];
    expect(ownedFields(both, 'shop')).toHaveLength(1);
  });

  test('is in the namespace of the release where the scaler names none', () => {
    const hpa = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' } };
    const [owned] = ownedFields([{ ...hpa, spec: { scaleTargetRef: deployment } }], 'web');
    expect(owned!.namespace).toBe('web');
  });

  test('is the certificate authority of webhooks that ask for it, in each of them', () => {
    const webhooks: JsonObject = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'check', annotations: { 'cert-manager.io/inject-ca-from': 'shop/ca' } },
      webhooks: [{ name: 'a' }, { name: 'b' }],
    };
    expect(ownedFields([webhooks], 'shop')[0]!.pointers).toEqual([
      '/webhooks/0/clientConfig/caBundle',
      '/webhooks/1/clientConfig/caBundle',
    ]);
    expect(ownedFields([{ ...webhooks, metadata: { name: 'check' } }], 'shop')).toEqual([]);
  });

  test('is the rules of an aggregated ClusterRole', () => {
    const role: JsonObject = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'all' },
      rules: [],
    };
    expect(ownedFields([role], 'shop')).toEqual([]);
    expect(ownedFields([{ ...role, aggregationRule: {} }], 'shop')[0]!.pointers).toEqual(['/rules']);
  });
});
