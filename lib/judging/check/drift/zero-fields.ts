/*
 * Fields that the API server does not store while they say no, 0 or nothing: `omitempty` on something else than a pointer, in
 * k8s.io/api/.../types.go. An `automountServiceAccountToken: false` is stored, for its field is a pointer.
 */
const zeros: { readonly [struct: string]: readonly string[] } = {
  'apps.v1.DaemonSetSpec': ['minReadySeconds'],
  'apps.v1.DeploymentSpec': ['minReadySeconds', 'paused'],
  'apps.v1.ReplicaSetSpec': ['minReadySeconds'],
  'apps.v1.StatefulSetSpec': ['minReadySeconds'],
  'core.v1.Container': ['image', 'stdin', 'stdinOnce', 'tty', 'workingDir'],
  'core.v1.ContainerPort': ['hostIP', 'hostPort', 'name'],
  'core.v1.EnvVar': ['value'],
  'core.v1.HTTPGetAction': ['host'],
  'core.v1.NFSVolumeSource': ['readOnly'],
  'core.v1.PersistentVolumeClaimSpec': ['volumeName'],
  'core.v1.PersistentVolumeClaimVolumeSource': ['readOnly'],
  'core.v1.PodSpec': [
    ...['hostIPC', 'hostNetwork', 'hostPID', 'hostname', 'nodeName', 'priorityClassName', 'serviceAccountName'],
    'subdomain',
  ],
  'core.v1.Probe': ['initialDelaySeconds'],
  'core.v1.ServicePort': ['name', 'nodePort'],
  'core.v1.ServiceSpec': ['clusterIP', 'externalName', 'loadBalancerIP', 'publishNotReadyAddresses'],
  'core.v1.VolumeMount': ['readOnly', 'subPath', 'subPathExpr'],
  'networking.v1.HTTPIngressPath': ['path'],
  'networking.v1.IngressRule': ['host'],
  'networking.v1.IngressTLS': ['secretName'],
};

const fields = new Set(Object.entries(zeros).flatMap(([struct, names]) => names.map((name) => `${struct}.${name}`)));

/** Whether a field of a struct is dropped while it is `false`, 0 or empty. */
export const isDroppedAsZero = (struct: string, field: string): boolean =>
  fields.has(`${struct.split('.').slice(-3).join('.')}.${field}`);

/** Lists that are stored although nothing is in them: their Go fields lack `omitempty`. */
const kept = new Set(['rbac.v1.Role.rules', 'rbac.v1.ClusterRole.rules']);

export const isKeptEmpty = (struct: string, field: string): boolean =>
  kept.has(`${struct.split('.').slice(-3).join('.')}.${field}`);

/** All that the table speaks of, for tests. */
export const zeroFields: readonly string[] = [...fields];
