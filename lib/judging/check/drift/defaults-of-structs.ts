import type { Json, JsonObject } from '../../../core/values';

/*
 * Fields that the API server fills in within lists of built-in kinds which it, and kubectl, take as a whole: those without a merge
 * key. A default elsewhere does no harm, for no engine compares what a manifest does not say. From the functions SetDefaults_... in
 * pkg/apis/.../v1/defaults.go of Kubernetes; the lists are those whose Go field has no `patchMergeKey` (`+listType=atomic`).
 */

type Fields = { readonly [field: string]: Json };

const port: Fields = { protocol: 'TCP' };
const rule: Fields = { scope: '*' };
const fieldRef: Fields = { apiVersion: 'v1' };

/** What an element of one of these lists, or a map in it, has where it says nothing; by the end of the struct's name and the field. */
const filledIn: { readonly [structAndField: string]: (element: JsonObject) => Fields } = {
  // The apiVersion and kind come from the conversion of the StatefulSet, pkg/apis/apps/v1/conversion.go.
  'apps.v1.StatefulSetSpec.volumeClaimTemplates': () => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }),
  'networking.v1.NetworkPolicyIngressRule.ports': () => port,
  'networking.v1.NetworkPolicyEgressRule.ports': () => port,
  'discovery.v1.EndpointSlice.ports': () => port,
  'rbac.v1.RoleBinding.subjects': groupOfSubject,
  'rbac.v1.ClusterRoleBinding.subjects': groupOfSubject,
  'core.v1.VolumeProjection.serviceAccountToken': () => ({ expirationSeconds: 3600 }),
  'core.v1.DownwardAPIVolumeFile.fieldRef': () => fieldRef,
  'core.v1.DownwardAPIVolumeFile.resourceFieldRef': () => ({ divisor: '0' }),
  'batch.v1.PodFailurePolicyRule.onPodConditions': () => ({ status: 'True' }),
  'admissionregistration.v1.ValidatingWebhook.rules': () => rule,
  'admissionregistration.v1.MutatingWebhook.rules': () => rule,
};

function groupOfSubject({ kind }: JsonObject): Fields {
  return kind === 'User' || kind === 'Group' ? { apiGroup: 'rbac.authorization.k8s.io' } : {};
}

/** The fields that an element of a list, or the map in a field, has where it does not say them. */
export function defaultsIn(struct: string, field: string, element: JsonObject): Fields {
  const key = `${struct.split('.').slice(-3).join('.')}.${field}`;
  return Object.hasOwn(filledIn, key) ? filledIn[key]!(element) : {};
}

/** All that the table speaks of, for tests. */
export const structsWithDefaults: readonly string[] = Object.keys(filledIn);
