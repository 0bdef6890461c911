import { ownEntry } from '../values/own-entry';

/*
 * Fields behind a feature gate that is off by default: the API server takes them and drops them before it looks at the object. What is
 * wrong in them is refused only where somebody has turned the gate on; without it, what they ask for is not there either.
 */

/** The first minor version of Kubernetes that keeps a field by default, by struct; Infinity is none so far. */
const keptSince: { readonly [struct: string]: { readonly [field: string]: number } } = {
  // DynamicResourceAllocation, PodLevelResources
  'core.PodSpec': { resourceClaims: 34, resources: 34 },
  'core.ResourceRequirements': { claims: 34 },
  // ClusterTrustBundleProjection, PodCertificateRequest
  'core.VolumeProjection': { clusterTrustBundle: Infinity, podCertificate: Infinity },
  // ImageVolume
  'core.Volume': { image: 35 },
  // VolumeAttributesClass
  'core.PersistentVolumeClaimSpec': { volumeAttributesClassName: 34 },
  'core.PersistentVolumeSpec': { volumeAttributesClassName: 34 },
  // MaxUnavailableStatefulSet
  'apps.RollingUpdateStatefulSetStrategy': { maxUnavailable: 35 },
  // DRAPrioritizedList, DRADeviceTaints
  'resource.DeviceRequest': { firstAvailable: 34, tolerations: Infinity },
  'resource.ExactDeviceRequest': { tolerations: Infinity },
  'resource.DeviceSubRequest': { tolerations: Infinity },
};

/** Whether a server of a version drops a field, unless it was told to keep it. */
export const isDropped = (struct: string, field: string, minor: number): boolean =>
  Object.hasOwn(keptSince, struct) && minor < (ownEntry(keptSince[struct]!, field) ?? 0);
