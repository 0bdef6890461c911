import { isBuiltIn } from './groups';
import { groupOf } from './scopes';
import type { JsonObject } from '../values';

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
