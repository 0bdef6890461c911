/*
 * What every cluster has without anybody's doing: kube-apiserver and kube-controller-manager make it (the controllers' names are those
 * of kube-controller-manager, https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles).
 */

const controllers = [
  'attachdetach-controller',
  'bootstrap-signer',
  'certificate-controller',
  'clusterrole-aggregation-controller',
  'cronjob-controller',
  'daemon-set-controller',
  'deployment-controller',
  'disruption-controller',
  'endpoint-controller',
  'endpointslice-controller',
  'endpointslicemirroring-controller',
  'ephemeral-volume-controller',
  'expand-controller',
  'generic-garbage-collector',
  'horizontal-pod-autoscaler',
  'job-controller',
  'legacy-service-account-token-cleaner',
  'namespace-controller',
  'node-controller',
  'persistent-volume-binder',
  'pod-garbage-collector',
  'pv-protection-controller',
  'pvc-protection-controller',
  'replicaset-controller',
  'replication-controller',
  'resourcequota-controller',
  'root-ca-cert-publisher',
  'route-controller',
  'service-account-controller',
  'service-controller',
  'statefulset-controller',
  'token-cleaner',
  'ttl-after-finished-controller',
  'ttl-controller',
  'validatingadmissionpolicy-status-controller',
];

/** Kind, namespace (`*` for each) and name of what a cluster has; more of the ClusterRoles have names that begin with `system:`. */
const known = new Set([
  'ConfigMap */kube-root-ca.crt',
  'ConfigMap kube-system/extension-apiserver-authentication',
  'ServiceAccount */default',
  ...controllers.map((name) => `ServiceAccount kube-system/${name}`),
  'Role.rbac.authorization.k8s.io kube-system/extension-apiserver-authentication-reader',
  ...['cluster-admin', 'admin', 'edit', 'view'].map((name) => `ClusterRole.rbac.authorization.k8s.io /${name}`),
  'Service default/kubernetes',
]);

const isRole = (kind: string) =>
  kind === 'Role.rbac.authorization.k8s.io' || kind === 'ClusterRole.rbac.authorization.k8s.io';

/** Whether a cluster has an object without anybody's doing. */
export const isOfCluster = (kind: string, namespace: string, name: string): boolean =>
  known.has(`${kind} ${namespace}/${name}`) ||
  known.has(`${kind} */${name}`) ||
  (isRole(kind) && name.startsWith('system:'));
