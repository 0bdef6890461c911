import { groupOf } from '../../../core/kubernetes/scopes';
import type { JsonObject } from '../../../core/values';

/** The API groups that are part of Kubernetes itself; a group of a custom resource may end in `.k8s.io` too. */
const builtIn = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'extensions',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'settings.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

/** Whether a group is part of Kubernetes. */
export const isBuiltIn = (group: string): boolean => builtIn.has(group);

/** Kinds of Kubernetes that the definitions leave out, since only components write them. */
export const unlisted: ReadonlySet<string> = new Set(['v1 Event', 'v1 RangeAllocation', 'v1 SerializedReference']);

/** What the server answers and nobody makes; its metadata are those of lists. */
const answers = new Set(['Status', 'Table', 'APIGroupList', 'APIResourceList', 'PartialObjectMetadataList']);

/** Whether the metadata of an object are those of a list, which has no name, and where it goes on. */
export function hasListMeta({ apiVersion, kind }: JsonObject): boolean {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return false;
  if (/^(?:v1|meta\.k8s\.io\/v1(?:beta1)?)$/.test(apiVersion) && answers.has(kind)) return true;
  return kind.endsWith('List') && isBuiltIn(groupOf(apiVersion));
}

/** Kinds of Kubernetes that have no status: nobody writes one, and one that is there is refused. */
const withoutStatus = new Set([
  'Binding',
  'CSIDriver',
  'CSINode',
  'CSIStorageCapacity',
  'ClusterRole',
  'ClusterRoleBinding',
  'ConfigMap',
  'ControllerRevision',
  'DeviceClass',
  'EndpointSlice',
  'Endpoints',
  'IPAddress',
  'IngressClass',
  'Lease',
  'LimitRange',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'NetworkPolicy',
  'PodTemplate',
  'PriorityClass',
  'ResourceClaimTemplate',
  'Role',
  'RoleBinding',
  'RuntimeClass',
  'Secret',
  'ServiceAccount',
  'StorageClass',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttributesClass',
]);

/** Whether a struct of a kind has a status, which the definitions leave out because only the cluster writes it. */
export const hasStatus = (kind: string): boolean => !withoutStatus.has(kind);
