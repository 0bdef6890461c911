import type { ApiObject } from 'cdk8s';
import type { Phase } from './traits';

const byKind: { readonly [kind: string]: Phase } = {
  Namespace: 'namespace',
  CustomResourceDefinition: 'namespace',
  ServiceAccount: 'configuration',
  Role: 'configuration',
  RoleBinding: 'configuration',
  ClusterRole: 'configuration',
  ClusterRoleBinding: 'configuration',
  ConfigMap: 'configuration',
  Secret: 'configuration',
  SecretStore: 'configuration',
  ClusterSecretStore: 'configuration',
  ExternalSecret: 'configuration',
  StorageClass: 'configuration',
  PriorityClass: 'configuration',
  PersistentVolume: 'configuration',
  PersistentVolumeClaim: 'configuration',
  LimitRange: 'configuration',
  ResourceQuota: 'configuration',
  StatefulSet: 'dependency',
  Deployment: 'workload',
  DaemonSet: 'workload',
  ReplicaSet: 'workload',
  Pod: 'workload',
  Job: 'workload',
  Service: 'workload',
  Endpoints: 'workload',
};

/** The phase in which an object of this kind is applied when nothing else was said. */
export const usualPhase = ({ kind }: ApiObject): Phase => byKind[kind] ?? 'operation';
