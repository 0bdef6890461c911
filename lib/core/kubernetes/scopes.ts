import { registeredKind } from './registered-kinds';

/**
 * The kinds whose objects live outside namespaces, by API group: those of Kubernetes up to 1.34, some of which older versions
 * have no more or not yet, and those of custom resources that are often seen.
 */
const clusterScoped: { readonly [group: string]: readonly string[] } = {
  '': ['ComponentStatus', 'Namespace', 'Node', 'PersistentVolume'],
  'admissionregistration.k8s.io': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'authentication.k8s.io': ['SelfSubjectReview', 'TokenReview'],
  'authorization.k8s.io': ['SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
  'certificates.k8s.io': ['CertificateSigningRequest', 'ClusterTrustBundle'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'internal.apiserver.k8s.io': ['StorageVersion'],
  'networking.k8s.io': ['IngressClass', 'IPAddress', 'ServiceCIDR'],
  'node.k8s.io': ['RuntimeClass'],
  policy: ['PodSecurityPolicy'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'resource.k8s.io': ['DeviceClass', 'DeviceTaintRule', 'ResourceClass', 'ResourceSlice'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
  'storagemigration.k8s.io': ['StorageVersionMigration'],

  'apiextensions.crossplane.io': [
    'Composition',
    'CompositionRevision',
    'CompositeResourceDefinition',
    'EnvironmentConfig',
    'Usage',
  ],
  'argoproj.io': ['ClusterAnalysisTemplate', 'ClusterWorkflowTemplate'],
  'capsule.clastix.io': ['CapsuleConfiguration', 'Tenant'],
  'cert-manager.io': ['ClusterIssuer'],
  'cilium.io': [
    'CiliumBGPAdvertisement',
    'CiliumBGPClusterConfig',
    'CiliumBGPNodeConfig',
    'CiliumBGPNodeConfigOverride',
    'CiliumBGPPeerConfig',
    'CiliumBGPPeeringPolicy',
    'CiliumCIDRGroup',
    'CiliumClusterwideEnvoyConfig',
    'CiliumClusterwideNetworkPolicy',
    'CiliumEgressGatewayPolicy',
    'CiliumExternalWorkload',
    'CiliumIdentity',
    'CiliumL2AnnouncementPolicy',
    'CiliumLoadBalancerIPPool',
    'CiliumNode',
    'CiliumPodIPPool',
  ],
  'constraints.gatekeeper.sh': ['*'],
  'crd.projectcalico.org': [
    'BGPConfiguration',
    'BGPFilter',
    'BGPPeer',
    'FelixConfiguration',
    'GlobalNetworkPolicy',
    'GlobalNetworkSet',
    'HostEndpoint',
    'IPPool',
    'IPReservation',
  ],
  'eventing.keda.sh': ['ClusterCloudEventSource'],
  'external-secrets.io': ['ClusterExternalSecret', 'ClusterPushSecret', 'ClusterSecretStore'],
  'gateway.networking.k8s.io': ['GatewayClass'],
  'generators.external-secrets.io': ['ClusterGenerator'],
  'groupsnapshot.storage.k8s.io': ['VolumeGroupSnapshotClass', 'VolumeGroupSnapshotContent'],
  'karpenter.azure.com': ['AKSNodeClass'],
  'karpenter.k8s.aws': ['EC2NodeClass'],
  'karpenter.sh': ['NodeClaim', 'NodePool'],
  'keda.sh': ['ClusterTriggerAuthentication'],
  'kueue.x-k8s.io': ['AdmissionCheck', 'ClusterQueue', 'Cohort', 'ResourceFlavor', 'Topology', 'WorkloadPriorityClass'],
  'kyverno.io': ['ClusterBackgroundScanReport', 'ClusterCleanupPolicy', 'ClusterPolicy', 'GlobalContextEntry'],
  'elbv2.k8s.aws': ['IngressClassParams'],
  'pkg.crossplane.io': [
    'Configuration',
    'ConfigurationRevision',
    'DeploymentRuntimeConfig',
    'Function',
    'FunctionRevision',
    'ImageConfig',
    'Lock',
    'Provider',
    'ProviderRevision',
  ],
  'policies.kyverno.io': [
    'DeletingPolicy',
    'GeneratingPolicy',
    'ImageValidatingPolicy',
    'MutatingPolicy',
    'ValidatingPolicy',
  ],
  'policy.networking.k8s.io': ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'],
  'projectcalico.org': [
    'BGPConfiguration',
    'BGPFilter',
    'BGPPeer',
    'FelixConfiguration',
    'GlobalNetworkPolicy',
    'GlobalNetworkSet',
    'HostEndpoint',
    'IPPool',
    'IPReservation',
    'Profile',
    'Tier',
  ],
  'snapshot.storage.k8s.io': ['VolumeSnapshotClass', 'VolumeSnapshotContent'],
  'templates.gatekeeper.sh': ['ConstraintTemplate'],
  'tekton.dev': ['ClusterTask'],
  'trust.cert-manager.io': ['Bundle'],
  'wgpolicyk8s.io': ['ClusterPolicyReport'],
};

const known = new Map(Object.entries(clusterScoped).map(([group, kinds]) => [group, new Set(kinds)]));

/** The API group of an `apiVersion`; empty for the core group. */
export const groupOf = (apiVersion: string): string => {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
};

/** Tells whether objects of a kind have no namespace. */
export type ClusterScope = (apiVersion: string, kind: string) => boolean;

/** Whether objects of this kind have no namespace, as far as the kind is known here or imported; else they may have one. */
export const isClusterScoped: ClusterScope = (apiVersion, kind) => {
  const group = groupOf(apiVersion);
  const imported = registeredKind(group, kind);
  if (imported) return imported.isClusterScoped;
  const kinds = known.get(group);
  return kinds !== undefined && (kinds.has(kind) || kinds.has('*'));
};

/** The same with what CustomResourceDefinitions say of their own kinds, whatever is known of them here. */
export function clusterScopeWith(definitions: Iterable<unknown>): ClusterScope {
  const told = new Map<string, boolean>();
  for (const definition of definitions) {
    if (typeof definition !== 'object' || definition === null) continue;
    const { group, names, scope } = definition as { readonly [key: string]: unknown };
    const kind = (names as { readonly kind?: unknown } | undefined | null)?.kind;
    if (typeof group !== 'string' || typeof kind !== 'string') continue;
    if (scope === 'Cluster' || scope === 'Namespaced') told.set(`${group} ${kind}`, scope === 'Cluster');
  }
  return (apiVersion, kind) => told.get(`${groupOf(apiVersion)} ${kind}`) ?? isClusterScoped(apiVersion, kind);
}
