import type { DeletePolicy, HookSpec } from '../../core/manifest';
import type { ArgoPhase } from '../../core/order/argo-phase';
import { isCustom } from '../../core/order/readiness';
import type { Json, JsonObject } from '../../core/values';

export type Annotations = { readonly [key: string]: string };

/** A hook as Helm knows it. */
export const helmHook = (hook: HookSpec): Annotations => ({
  'helm.sh/hook': hook.events.join(','),
  'helm.sh/hook-weight': String(hook.weight),
  'helm.sh/hook-delete-policy': hook.deletePolicies.join(','),
});

/** Mark of an object that outlives its release. */
export const helmRetained: Annotations = { 'helm.sh/resource-policy': 'keep' };

const argoPolicies: { readonly [policy in DeletePolicy]: string } = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
};

/** A hook as Argo CD knows it; `argoWave` says when within its phase. */
export const argoHook = ({ deletePolicies }: HookSpec, phases: readonly ArgoPhase[]): Annotations => ({
  'argocd.argoproj.io/hook': phases.join(','),
  'argocd.argoproj.io/hook-delete-policy': deletePolicies.map((policy) => argoPolicies[policy]).join(','),
});

/** When Argo CD applies an object within its phase; objects without one are in wave 0. */
export const argoWave = (place: number): Annotations => ({ 'argocd.argoproj.io/sync-wave': String(place) });

const retained = 'Delete=false,Prune=false';

/** Mark of an object that outlives its release, for Argo CD. */
export const argoRetained: Annotations = { 'argocd.argoproj.io/sync-options': retained };

/**
 * How Argo CD treats an object: of a custom resource it must not ask the cluster before the sync, since one unknown kind would stop all of it
 * (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/); data it neither prunes nor deletes.
 */
export function argoOptions(object: JsonObject, isRetained: boolean): Annotations {
  const options = [
    ...(isRetained ? [retained] : []),
    ...(isCustom({ object }) ? ['SkipDryRunOnMissingResource=true'] : []),
  ];
  return options.length > 0 ? { [syncOptions]: options.join(',') } : {};
}

export const syncOptions = 'argocd.argoproj.io/sync-options';
const flux = 'kustomize.toolkit.fluxcd.io';

/**
 * How Flux treats an object: it leaves `${...}` in it alone, makes a Job anew that cannot be changed, and prunes no data
 * (https://fluxcd.io/flux/components/kustomize/kustomizations/).
 */
export function fluxOptions(object: JsonObject, isRetained: boolean): Annotations {
  const isJob = object['kind'] === 'Job' && String(object['apiVersion']).startsWith('batch/');
  return {
    ...(JSON.stringify(object).includes('${') ? { [`${flux}/substitute`]: 'disabled' } : {}),
    ...(isJob ? { [`${flux}/force`]: 'enabled' } : {}),
    ...(isRetained ? { [`${flux}/prune`]: 'disabled' } : {}),
  };
}

/**
 * An object with further annotations.
 *
 * @param marks what engines are told where the author does not say otherwise
 * @param hook what the author says with `Hook`
 */
export function withAnnotations(object: JsonObject, marks: Annotations, hook: Annotations = {}): JsonObject {
  if (Object.keys(marks).length + Object.keys(hook).length === 0) return object;
  const metadata = object['metadata'] as JsonObject;
  const own = metadata['annotations'] as JsonObject | undefined;
  const said = own?.[syncOptions];
  const options = marks[syncOptions];
  const annotations: Record<string, Json> = { ...own, ...withoutKeys(marks, own), ...hook };
  if (typeof said === 'string' && options !== undefined) annotations[syncOptions] = joinedOptions(said, options);
  return { ...object, metadata: { ...metadata, annotations } };
}

const withoutKeys = (marks: Annotations, own: JsonObject = {}): Annotations =>
  Object.fromEntries(Object.entries(marks).filter(([key]) => !Object.hasOwn(own, key)));

/** What an object says itself wins over what would be added. */
export function joinedOptions(own: string, added: string): string {
  const nameOf = (option: string) => option.trim().replace(/=.*/, '');
  const names = new Set(own.split(',').map(nameOf));
  return [own, ...added.split(',').filter((option) => !names.has(nameOf(option)))].join(',');
}
