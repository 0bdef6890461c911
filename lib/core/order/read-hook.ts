import { deletePolicies, hookEvents, type DeletePolicy, type HookEvent } from '../manifest';
import type { Json } from '../values';
import type { ClusterObject } from '../references/cluster-object';
import { annotationsOf, nameOf, pointerTo } from '../references/objects';

/** A hook as it is written: what Helm would make of it, and what it would not. */
export interface ReadHook {
  readonly of: ClusterObject;
  readonly events: readonly HookEvent[];
  readonly weight: number;
  readonly deletePolicies: readonly DeletePolicy[];
  /** Where the hook is declared. */
  readonly pointer: string;
  /** Where its weight is declared, or should be. */
  readonly weightPointer: string;
  readonly unknownEvents: readonly string[];
  readonly unknownPolicies: readonly string[];
  /** The weight as it is written where it is not an integer. */
  readonly badWeight?: string;
  readonly hasDeletePolicy: boolean;
}

/** The annotations of one tool, and how it calls Helm's events and policies. */
interface Dialect {
  readonly hook: string;
  readonly weight: string;
  readonly deletePolicy: string;
  readonly events: { readonly [written: string]: readonly HookEvent[] };
  readonly policies: { readonly [written: string]: DeletePolicy };
}

const helm: Dialect = {
  hook: 'helm.sh/hook',
  weight: 'helm.sh/hook-weight',
  deletePolicy: 'helm.sh/hook-delete-policy',
  events: { ...Object.fromEntries(hookEvents.map((event) => [event, [event]])), 'test-success': ['test'] },
  policies: Object.fromEntries(deletePolicies.map((policy) => [policy, policy])),
};

/** Argo CD takes Helm's annotations only where it has none of its own. */
const argo: Dialect = {
  hook: 'argocd.argoproj.io/hook',
  weight: 'argocd.argoproj.io/sync-wave',
  deletePolicy: 'argocd.argoproj.io/hook-delete-policy',
  events: {
    PreSync: ['pre-install', 'pre-upgrade'],
    Sync: [],
    PostSync: ['post-install', 'post-upgrade'],
    SyncFail: [],
    Skip: [],
    PreDelete: ['pre-delete'],
    PostDelete: ['post-delete'],
  },
  policies: {
    BeforeHookCreation: 'before-hook-creation',
    HookSucceeded: 'hook-succeeded',
    HookFailed: 'hook-failed',
  },
};

const hooks = new WeakMap<ClusterObject, ReadHook | null>();

/** The hook that an object is: as its construct says, or as its annotations do. Undefined for an object of the release. */
export function readHook(of: ClusterObject): ReadHook | undefined {
  let found = hooks.get(of);
  if (found === undefined) hooks.set(of, (found = declared(of) ?? annotated(of, argo) ?? annotated(of, helm) ?? null));
  return found ?? undefined;
}

function declared(of: ClusterObject): ReadHook | undefined {
  if (!of.hook) return undefined;
  const pointer = '/metadata/annotations';
  return {
    of,
    ...of.hook,
    weight: Number.isInteger(of.hook.weight) ? of.hook.weight : 0,
    pointer,
    weightPointer: pointer,
    unknownEvents: of.hook.events.filter((event) => !hookEvents.includes(event)),
    unknownPolicies: of.hook.deletePolicies.filter((policy) => !deletePolicies.includes(policy)),
    ...(Number.isInteger(of.hook.weight) ? {} : { badWeight: String(of.hook.weight) }),
    hasDeletePolicy: of.hook.deletePolicies.length > 0,
  };
}

function annotated(of: ClusterObject, dialect: Dialect): ReadHook | undefined {
  const annotations = annotationsOf(of);
  const written = annotations[dialect.hook];
  if (written === undefined) return undefined;
  const place = (annotation: string) => pointerTo('/metadata/annotations', annotation);
  const events = namesIn(written);
  const policies = namesIn(annotations[dialect.deletePolicy]);
  const weight = annotations[dialect.weight];
  const isWeight = weight === undefined || (typeof weight === 'string' && /^[+-]?\d+$/.test(weight));
  return {
    of,
    events: [...new Set(events.flatMap((event) => own(dialect.events, event) ?? []))],
    weight: isWeight ? Number(weight ?? 0) : 0,
    deletePolicies: policies.flatMap((policy) => own(dialect.policies, policy) ?? []),
    pointer: place(dialect.hook),
    weightPointer: weight === undefined ? place(dialect.hook) : place(dialect.weight),
    unknownEvents: events.filter((event) => own(dialect.events, event) === undefined),
    unknownPolicies: policies.filter((policy) => own(dialect.policies, policy) === undefined),
    ...(isWeight ? {} : { badWeight: String(weight) }),
    hasDeletePolicy: policies.length > 0,
  };
}

const own = <T>(map: { readonly [key: string]: T }, key: string): T | undefined =>
  Object.hasOwn(map, key) ? map[key] : undefined;

const namesIn = (list: Json | undefined): string[] =>
  list === undefined
    ? []
    : String(list)
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');

/** As Helm runs the hooks of an event: by weight, then by name. Those of one weight and name keep the order of the objects, which is that of their kinds. */
export function inHookOrder(a: ReadHook, b: ReadHook): number {
  const [left, right] = [nameOf(a.of), nameOf(b.of)];
  return a.weight - b.weight || (left < right ? -1 : left > right ? 1 : 0);
}
