import { annotationsOf } from './kubernetes-object';
import type { KubernetesObject, Value } from './kubernetes-object';

/**
 * When Argo CD runs what Helm runs at an event. A rollback and `helm test` have no counterpart. What runs before upgrades and not before
 * the installation, runs among the objects, and so may what runs afterwards.
 */
const phasesOfEvent: Readonly<Record<string, readonly string[] | undefined>> = {
  'pre-install': ['PreSync'],
  'pre-upgrade': ['PreSync'],
  'post-install': ['PostSync', 'Sync'],
  'post-upgrade': ['PostSync', 'Sync'],
  'pre-delete': ['PreDelete'],
  'post-delete': ['PostDelete'],
};

const eventsWithoutPhase = new Set(['pre-rollback', 'post-rollback', 'test', 'test-success']);

/** Events whose hooks plain YAML may leave out: kubectl and Flux would run at once what is for the end. */
const chartOnlyEvents = new Set([...eventsWithoutPhase, 'pre-delete', 'post-delete']);

const argoPolicyOf: Readonly<Record<string, string | undefined>> = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
};

const argoPolicies = new Set(Object.values(argoPolicyOf));

const helmHookAnnotations = [
  'helm.sh/hook',
  'helm.sh/hook-weight',
  'helm.sh/hook-delete-policy',
  'helm.sh/hook-output-log-policy',
];

const argoHookAnnotations = [
  'argocd.argoproj.io/hook',
  'argocd.argoproj.io/sync-wave',
  'argocd.argoproj.io/hook-delete-policy',
];

/** What only the plain output tells Flux, which takes no charts that way. */
const fluxAnnotations = ['substitute', 'force', 'prune'].map((name) => `kustomize.toolkit.fluxcd.io/${name}`);

const keepOptions = new Set(['Delete=false', 'Prune=false']);

/** One side's annotation: what stands there, and what it means in Argo CD's terms; undefined when it is not valid. */
interface HookSetting {
  readonly written: Value | undefined;
  readonly meaning: string | undefined;
}

/** A pair of annotations that should mean the same and do not. */
export interface HookDifference {
  readonly annotation: string;
  readonly plain: Value | undefined;
  readonly helm: Value | undefined;
}

/** Whether Argo CD takes a plain object as a hook. */
export function isArgoHook(object: KubernetesObject): boolean {
  return annotationsOf(object)['argocd.argoproj.io/hook'] !== undefined;
}

/** Whether a rendered object has no counterpart in plain YAML: a test, or a hook of a rollback or before a deletion. */
export function isChartOnly(object: KubernetesObject): boolean {
  const hook = annotationsOf(object)['helm.sh/hook'];
  return typeof hook === 'string' && namesIn(hook).every((event) => chartOnlyEvents.has(event));
}

/** Where the hook that an object is in plain YAML is not the hook that it is in the chart. */
export function compareHooks(plain: KubernetesObject, helm: KubernetesObject): HookDifference[] {
  const ours = annotationsOf(plain);
  const theirs = annotationsOf(helm);
  const argoHook = ours['argocd.argoproj.io/hook'];
  const helmHook = theirs['helm.sh/hook'];
  if (argoHook === undefined && helmHook === undefined) return [];
  if (argoHook === undefined || helmHook === undefined) {
    return [{ annotation: 'argocd.argoproj.io/hook', plain: argoHook, helm: helmHook }];
  }
  const settings = [
    [
      'argocd.argoproj.io/hook-delete-policy',
      read(ours['argocd.argoproj.io/hook-delete-policy'], argoDeletePolicies, 'BeforeHookCreation'),
      read(theirs['helm.sh/hook-delete-policy'], helmDeletePolicies, 'BeforeHookCreation'),
    ],
  ] as const;
  const areSame =
    typeof argoHook === 'string' && typeof helmHook === 'string' && correspond(namesIn(argoHook), namesIn(helmHook));
  const told = theirs['argocd.argoproj.io/hook'];
  if (told !== undefined && told !== argoHook)
    return [{ annotation: 'argocd.argoproj.io/hook', plain: argoHook, helm: told }];
  const phase = areSame ? [] : [{ annotation: 'argocd.argoproj.io/hook', plain: argoHook, helm: helmHook }];
  const others = settings
    .filter(([, ours, theirs]) => ours.meaning === undefined || ours.meaning !== theirs.meaning)
    .map(([annotation, ours, theirs]) => ({ annotation, plain: ours.written, helm: theirs.written }));
  return [...phase, ...others];
}

/** The phases of Argo CD in which a plain object is a hook. */
export const phasesOf = (plain: KubernetesObject): string =>
  joined(namesIn(String(annotationsOf(plain)['argocd.argoproj.io/hook'])));

/** When a hook runs among those of its event. */
export interface HookNumber {
  readonly written: Value | undefined;
  /** Undefined where that is not an integer. */
  readonly number: number | undefined;
}

export const weightOf = (helm: KubernetesObject): HookNumber => numberIn(annotationsOf(helm)['helm.sh/hook-weight']);
export const waveOf = (plain: KubernetesObject): HookNumber =>
  numberIn(annotationsOf(plain)['argocd.argoproj.io/sync-wave']);

function numberIn(written: Value | undefined): HookNumber {
  if (written === undefined) return { written, number: 0 };
  return {
    written,
    number: typeof written === 'string' && /^[+-]?[0-9]+$/.test(written) ? Number(written) : undefined,
  };
}

/** Annotations of the engines, which a plain object and its counterpart in the chart need not have in common. */
export function engineAnnotations(plain: KubernetesObject, helm: KubernetesObject): Record<'plain' | 'helm', string[]> {
  const options = areOptionsAlike(plain, helm) ? [syncOptions] : [];
  const ours = annotationsOf(plain);
  // A chart tells Argo CD of hooks and waves only where its own mapping would be wrong, and then as plain YAML does.
  const inBoth = argoHookAnnotations.filter((annotation) => ours[annotation] !== undefined);
  return {
    plain: [...argoHookAnnotations, ...fluxAnnotations, ...options],
    helm: [...helmHookAnnotations, 'helm.sh/resource-policy', ...inBoth, ...options],
  };
}

/** Whether both tell Argo CD the same, but for what Helm's own mark says as well. */
function areOptionsAlike(plain: KubernetesObject, helm: KubernetesObject): boolean {
  const [ours, theirs] = [optionsOf(plain), optionsOf(helm)];
  if (!ours || !theirs) return false;
  const isKept = annotationsOf(helm)['helm.sh/resource-policy'] === 'keep';
  return (
    ours.every((option) => theirs.includes(option) || (isKept && keepOptions.has(option))) &&
    theirs.every((option) => ours.includes(option))
  );
}

const syncOptions = 'argocd.argoproj.io/sync-options';

const optionsOf = (object: KubernetesObject): string[] | undefined => {
  const written = annotationsOf(object)[syncOptions];
  return written === undefined ? [] : typeof written === 'string' ? namesIn(written) : undefined;
};

function read(
  written: Value | undefined,
  meaningOf: (text: string) => string | undefined,
  absent?: string,
): HookSetting {
  if (written === undefined) return { written, meaning: absent };
  return { written, meaning: typeof written === 'string' ? meaningOf(written) : undefined };
}

/** Whether phases of Argo CD are those in which what Helm runs at these events can run, and none of the events is passed over. */
function correspond(phases: readonly string[], written: readonly string[]): boolean {
  const events = written.filter((event) => !eventsWithoutPhase.has(event));
  const possible = events.map((event) => {
    // Before upgrades only: at its first sync Argo CD would run it before anything is there.
    const isAmong = event === 'pre-upgrade' && !events.includes('pre-install');
    return isAmong ? ['Sync'] : (phasesOfEvent[event] ?? []);
  });
  return (
    events.length > 0 &&
    possible.every((any) => any.some((phase) => phases.includes(phase))) &&
    phases.every((phase) => possible.some((any) => any.includes(phase)))
  );
}

function argoDeletePolicies(text: string): string | undefined {
  return translated(namesIn(text), (policy) => (argoPolicies.has(policy) ? policy : undefined));
}

function helmDeletePolicies(text: string): string | undefined {
  return translated(namesIn(text), (policy) => argoPolicyOf[policy]);
}

function translated(names: readonly string[], translate: (name: string) => string | undefined): string | undefined {
  const translations = names.map(translate);
  return translations.includes(undefined) ? undefined : joined(translations.filter((name) => name !== undefined));
}

function joined(names: readonly string[]): string {
  return [...new Set(names)].sort().join(',');
}

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim());
}
