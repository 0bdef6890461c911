import { annotationsOf } from './kubernetes-object';
import type { KubernetesObject, Value } from './kubernetes-object';

/** When Argo CD runs what Helm runs at an event. A rollback and `helm test` have no counterpart. */
const phaseOfEvent: Readonly<Record<string, string | undefined>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'pre-delete': 'PreDelete',
  'post-delete': 'PostDelete',
};

const eventsWithoutPhase = new Set(['pre-rollback', 'post-rollback', 'test', 'test-success']);

/** Events whose hooks plain YAML may leave out; Argo CD knows `PreDelete` only since 3.3. */
const chartOnlyEvents = new Set([...eventsWithoutPhase, 'pre-delete']);

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
    ['argocd.argoproj.io/hook', read(argoHook, argoPhases), read(helmHook, helmPhases)],
    [
      'argocd.argoproj.io/sync-wave',
      read(ours['argocd.argoproj.io/sync-wave'], wholeNumber, '0'),
      read(theirs['helm.sh/hook-weight'], wholeNumber, '0'),
    ],
    [
      'argocd.argoproj.io/hook-delete-policy',
      read(ours['argocd.argoproj.io/hook-delete-policy'], argoDeletePolicies, 'BeforeHookCreation'),
      read(theirs['helm.sh/hook-delete-policy'], helmDeletePolicies, 'BeforeHookCreation'),
    ],
  ] as const;
  return settings
    .filter(([, ours, theirs]) => ours.meaning === undefined || ours.meaning !== theirs.meaning)
    .map(([annotation, ours, theirs]) => ({ annotation, plain: ours.written, helm: theirs.written }));
}

/** The annotations that a plain object may have and its counterpart in the chart need not. */
export function plainOnlyAnnotations(plain: KubernetesObject, helm: KubernetesObject): readonly string[] {
  const syncOptions = annotationsOf(plain)['argocd.argoproj.io/sync-options'];
  const keeps =
    annotationsOf(helm)['helm.sh/resource-policy'] === 'keep' &&
    typeof syncOptions === 'string' &&
    namesIn(syncOptions).every((option) => keepOptions.has(option));
  return keeps ? [...argoHookAnnotations, 'argocd.argoproj.io/sync-options'] : argoHookAnnotations;
}

/** The annotations that a rendered object may have and its plain counterpart need not. */
export const chartOnlyAnnotations: readonly string[] = [...helmHookAnnotations, 'helm.sh/resource-policy'];

function read(
  written: Value | undefined,
  meaningOf: (text: string) => string | undefined,
  absent?: string,
): HookSetting {
  if (written === undefined) return { written, meaning: absent };
  return { written, meaning: typeof written === 'string' ? meaningOf(written) : undefined };
}

function argoPhases(text: string): string {
  return joined(namesIn(text));
}

function helmPhases(text: string): string | undefined {
  return translated(
    namesIn(text).filter((event) => !eventsWithoutPhase.has(event)),
    (event) => phaseOfEvent[event],
  );
}

function argoDeletePolicies(text: string): string | undefined {
  return translated(namesIn(text), (policy) => (argoPolicies.has(policy) ? policy : undefined));
}

function helmDeletePolicies(text: string): string | undefined {
  return translated(namesIn(text), (policy) => argoPolicyOf[policy]);
}

function wholeNumber(text: string): string | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? String(Number(text) + 0) : undefined;
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
