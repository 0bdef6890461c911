/** Whether an object is a Namespace of Kubernetes, and not of another group that has such a kind too. */
export const isNamespace = ({
  apiVersion,
  kind,
}: {
  readonly apiVersion?: unknown;
  readonly kind?: unknown;
}): boolean => apiVersion === 'v1' && kind === 'Namespace';
