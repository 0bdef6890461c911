/*
 * Fields that the published schema calls required and whose absence the API server takes: as 0, false, an empty text or list,
 * or as what it fills in. (OpenAPI calls every field required that Go writes even when it is empty.)
 */
const zeroIsValue: { readonly [struct: string]: readonly string[] } = {
  'apps.v1.ControllerRevision': ['revision'],
  'apps.v1.StatefulSetSpec': ['serviceName'],
  'batch.v1.PodFailurePolicyRule': ['onPodConditions'],
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': ['status'],
  // Dropped by a server that was not told to keep it; the pages of `validation` say what is wrong then.
  'core.v1.ClusterTrustBundleProjection': ['path'],
  'core.v1.PodResourceClaim': ['name'],
  'core.v1.ResourceClaim': ['name'],
  'core.v1.HTTPHeader': ['value'],
  'core.v1.ISCSIPersistentVolumeSource': ['lun'],
  'core.v1.ISCSIVolumeSource': ['lun'],
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.PreferredSchedulingTerm': ['preference'],
  'core.v1.SleepAction': ['seconds'],
  'core.v1.Sysctl': ['value'],
  'discovery.v1.EndpointSlice': ['endpoints'],
  'networking.v1.NetworkPolicySpec': ['podSelector'],
  'rbac.v1.RoleRef': ['apiGroup'],
  'scheduling.v1.PriorityClass': ['value'],
  'storage.v1.CSIDriver': ['spec'],
  'storage.v1.CSINodeSpec': ['drivers'],
  'storage.v1.TokenRequest': ['audience'],
  'apiextensions.v1.WebhookConversion': ['conversionReviewVersions'],
  'apiextensions.v1.CustomResourceDefinitionVersion': ['served', 'storage'],
};

const fields = new Set(
  Object.entries(zeroIsValue).flatMap(([struct, names]) => names.map((name) => `${struct}.${name}`)),
);

/** Whether the API server takes a struct without a field that the schema calls required. */
export function mayBeAbsent(id: string, field: string): boolean {
  const parts = id.split('.');
  return fields.has(`${parts.slice(-3).join('.')}.${field}`);
}
