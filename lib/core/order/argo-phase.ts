import type { HookEvent } from '../manifest';

/** When Argo CD applies an object of a sync: before all others, among them, after all others are healthy, or when the application is deleted. */
export type ArgoPhase = 'PreSync' | 'Sync' | 'PostSync' | 'PostDelete';

/*
 * Argo CD knows no releases: it syncs, the first time as at all other times. So what Helm does before an upgrade but not before
 * the installation must not happen before a sync: at the first one nothing that it needs is there. Among the objects, between
 * what it needs and what needs it, it is right at each.
 * https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */

/**
 * The phases in which a hook runs; none for one that runs only in a Helm release, at a rollback or as a test.
 *
 * @param isNeeded whether objects of the release wait for it, so that it cannot come after them
 */
export function argoPhases(events: readonly HookEvent[], isNeeded = false): ArgoPhase[] {
  const has = (event: HookEvent) => events.includes(event);
  const isAmong = has('pre-upgrade') && !has('pre-install');
  const isAfter = has('post-install') || has('post-upgrade');
  return [
    ...(has('pre-install') ? (['PreSync'] as const) : []),
    ...(isAmong || (isAfter && isNeeded) ? (['Sync'] as const) : []),
    ...(isAfter && !isAmong && !isNeeded ? (['PostSync'] as const) : []),
    ...(has('post-delete') ? (['PostDelete'] as const) : []),
  ];
}

/** What Argo CD itself makes of Helm's events, where an object has no annotation of Argo CD. */
const ownMapping: { readonly [event in HookEvent]?: ArgoPhase } = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'post-delete': 'PostDelete',
};

/** Whether Argo CD, left with Helm's annotations, would run a hook at a time at which it cannot do its work, or must not. */
export function isMisread(events: readonly HookEvent[], isNeeded = false): boolean {
  const phases = argoPhases(events, isNeeded);
  return phases.length > 0 && events.some((event) => ownMapping[event] && !phases.includes(ownMapping[event]));
}
