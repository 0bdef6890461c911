import { ownEntry } from '../values/own-entry';
import { shortName } from './struct-name';

/*
 * The integers of the Kubernetes API. Nearly all have 32 bits, and a greater one is not even decoded: `cannot unmarshal number
 * 2147483648 into Go struct field ... of type int32`.
 *
 * Source: the types of k8s.io/api and k8s.io/apimachinery, where these are int64.
 */
const wide: { readonly [struct: string]: readonly string[] } = {
  'apiextensions.JSONSchemaProps': [
    ...['maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties'],
  ],
  'apps.ControllerRevision': ['revision'],
  'authentication.TokenRequestSpec': ['expirationSeconds'],
  'batch.CronJobSpec': ['startingDeadlineSeconds'],
  'batch.JobSpec': ['activeDeadlineSeconds'],
  'core.PodSecurityContext': ['fsGroup', 'runAsGroup', 'runAsUser', 'supplementalGroups'],
  'core.PodSpec': ['activeDeadlineSeconds', 'terminationGracePeriodSeconds'],
  'core.Probe': ['terminationGracePeriodSeconds'],
  'core.SecurityContext': ['runAsGroup', 'runAsUser'],
  'core.ServiceAccountTokenProjection': ['expirationSeconds'],
  'core.SleepAction': ['seconds'],
  'core.Toleration': ['tolerationSeconds'],
  'meta.DeleteOptions': ['gracePeriodSeconds'],
  'meta.ListMeta': ['remainingItemCount'],
  'meta.ObjectMeta': ['deletionGracePeriodSeconds', 'generation'],
  'resource.DeviceAttribute': ['int'],
  'resource.DeviceRequest': ['count'],
  'resource.DeviceSubRequest': ['count'],
  'resource.DeviceToleration': ['tolerationSeconds'],
  'resource.ExactDeviceRequest': ['count'],
  'resource.NamedResourcesAttribute': ['int'],
  'resource.NamedResourcesIntSlice': ['ints'],
  'resource.ResourcePool': ['generation', 'resourceSliceCount'],
  'storage.CSIDriverSpec': ['nodeAllocatableUpdatePeriodSeconds'],
  'storage.TokenRequest': ['expirationSeconds'],
};

const bits32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 } as const;
/** As many as Helm, which reads numbers as 64-bit floats, keeps exactly. */
const exact = { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER } as const;

/** Between which numbers an integer of a struct lies, and each of a list of them; `id` is the upstream name of the struct. */
export function boundsOfInteger(id: string, field: string): { readonly minimum: number; readonly maximum: number } {
  if (!id.startsWith('io.k8s.')) return exact;
  return (ownEntry(wide, shortName(id)) ?? []).includes(field) ? exact : bits32;
}
