/** Whether an object is a Namespace of Kubernetes, and not of another group that has such a kind too. */
export const isNamespace = ({
  apiVersion,
  kind,
}: {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}): boolean => apiVersion === 'v1' && kind === 'Namespace';

/** Whether every cluster has a namespace, so that it is not a chart's to make or to label. */
export const isNamespaceOfCluster = (namespace: string): boolean =>
  namespace === 'default' || namespace.startsWith('kube-');
