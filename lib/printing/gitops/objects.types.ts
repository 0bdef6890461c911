import type { Application, AppProject } from './argocd-types';
import type { HelmRelease, Kustomization } from './flux-types';

/* What must compile, and what must not: tsc reads this file, nothing runs it. */

export const policy: Application['spec']['syncPolicy'] = {
  automated: { prune: true, selfHeal: true },
  retry: { limit: 1, backoff: { duration: '1s', factor: 2, maxDuration: '1m' } },
  syncOptions: [],
};

export const misspelt: Application['spec']['syncPolicy'] = {
  // @ts-expect-error the field is selfHeal
  automated: { prune: true, selfheal: true },
  retry: policy.retry,
  syncOptions: [],
};

// @ts-expect-error a destination has a cluster
export const nowhere: Application['spec']['destination'] = { namespace: 'shop' };

export const project: Partial<AppProject['spec']> = {
  // @ts-expect-error the name of what has no namespace is always said
  clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
};

export const stage: Partial<Kustomization['spec']> = {
  // @ts-expect-error the field is dependsOn
  dependOn: [{ name: 'shop' }],
};

export const release: Partial<HelmRelease['spec']> = {
  // @ts-expect-error there is no such mode
  driftDetection: { mode: 'on' },
};
