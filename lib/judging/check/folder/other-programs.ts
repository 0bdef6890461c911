import type { JsonObject } from '../../../core/values';

/**
 * Who reads a configuration that has apiVersion and kind without being an object of a cluster, by its group, or by version and kind
 * where the group is that of objects too.
 */
const readers: ReadonlyMap<string, string> = new Map([
  ['v1 Config', 'kubectl'],
  ['apiserver.config.k8s.io', 'the API server'],
  ['apiserver.k8s.io', 'the API server'],
  ['audit.k8s.io', 'the API server'],
  ['client.authentication.k8s.io', 'kubectl'],
  ['config.kubernetes.io', 'Kustomize'],
  ['controller-runtime.sigs.k8s.io', 'an operator'],
  ['eksctl.io', 'eksctl'],
  ['eventratelimit.admission.k8s.io', 'the API server'],
  ['imagepolicy.k8s.io', 'the API server'],
  ['k3d.io', 'k3d'],
  ['kapp.k14s.io', 'kapp'],
  ['kbld.k14s.io', 'kbld'],
  ['kind.x-k8s.io', 'kind'],
  ['kubeadm.k8s.io', 'kubeadm'],
  ['kubecontrollermanager.config.k8s.io', 'kube-controller-manager'],
  ['kubelet.config.k8s.io', 'the kubelet'],
  ['kubeproxy.config.k8s.io', 'kube-proxy'],
  ['kubescheduler.config.k8s.io', 'kube-scheduler'],
  ['pod-security.admission.config.k8s.io', 'the API server'],
  ['resourcequota.admission.k8s.io', 'the API server'],
  ['skaffold', 'Skaffold'],
  ['vendir.k14s.io', 'vendir'],
]);

/** The program whose configuration a document is, which no cluster takes; undefined for objects. */
export function readerOf(document: JsonObject): string | undefined {
  const { apiVersion, kind } = document;
  return readers.get(`${String(apiVersion)} ${String(kind)}`) ?? readers.get(String(apiVersion).split('/')[0]!);
}
