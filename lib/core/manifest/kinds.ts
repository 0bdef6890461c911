import { groupOf } from '../kubernetes/scopes';
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
  SealedSecret: 'configuration',
  SecretProviderClass: 'configuration',
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

/** The groups of the kinds without which others cannot be applied; those of other groups only have their names. */
const groups: ReadonlySet<string> = new Set(['', 'apiextensions.k8s.io']);

/** The phase in which an object of this kind is applied when nothing else was said. */
export function usualPhase({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): Phase {
  const phase = Object.hasOwn(byKind, kind) ? byKind[kind]! : 'operation';
  return phase === 'namespace' && !groups.has(groupOf(apiVersion)) ? 'operation' : phase;
}
