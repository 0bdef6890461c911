import type { DeletePolicy, HookEvent, HookSpec } from '../../core/manifest';

type Annotations = { readonly [key: string]: string };

/** A hook as Helm knows it. */
export const helmHook = (hook: HookSpec): Annotations => ({
  'helm.sh/hook': hook.events.join(','),
  'helm.sh/hook-weight': String(hook.weight),
  'helm.sh/hook-delete-policy': hook.deletePolicies.join(','),
});

/*
 * Argo CD has no releases: what Helm does before an installation or an upgrade happens before each sync. Rollbacks and
 * tests have no counterpart.
 */
const syncPhases: { readonly [event in HookEvent]?: string } = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'post-delete': 'PostDelete',
};

const argoPolicies: { readonly [policy in DeletePolicy]: string } = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
};

/** A hook as Argo CD knows it; undefined for a hook that exists only in a Helm release. */
export function argoHook(hook: HookSpec): Annotations | undefined {
  const phases = [...new Set(hook.events.flatMap((event) => syncPhases[event] ?? []))];
  if (phases.length === 0) return undefined;
  return {
    'argocd.argoproj.io/hook': phases.join(','),
    'argocd.argoproj.io/sync-wave': String(hook.weight),
    'argocd.argoproj.io/hook-delete-policy': hook.deletePolicies.map((policy) => argoPolicies[policy]).join(','),
  };
}

/** Marks of an object that outlives its release, in each world. */
export const helmRetained: Annotations = { 'helm.sh/resource-policy': 'keep' };
export const argoRetained: Annotations = { 'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false' };
