type Annotations = { readonly [key: string]: unknown };

/** What the author says of an object: its annotations without those by which engines of GitOps know the order. */
export const ownAnnotations = (annotations: unknown): Annotations =>
  Object.fromEntries(
    Object.entries((annotations ?? {}) as Annotations).filter(
      ([key]) => !/^(argocd\.argoproj|kustomize\.toolkit\.fluxcd)\.io\//.test(key),
    ),
  );
