import type { JsonObject } from '../../core/values';
import { around, reasonsOf } from './explain';
import type { Kubectl } from './kubectl';
import { list, look, type Looked } from './look';
import { identityOf, keyOf, titleOf } from './objects';
import { classOf, readinessOf, waitsForConsumer, type Readiness } from './readiness';

/** What became of waiting for some objects. */
export type Waited =
  | { readonly kind: 'ready' }
  /** Those that failed, or were not ready in time, with what there is to say of each. */
  | {
      readonly kind: 'failed' | 'late';
      readonly objects: readonly { readonly object: JsonObject; readonly text: string }[];
    }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'interrupted'; readonly objects: readonly JsonObject[] };

export interface WaitOptions {
  /** The namespace of objects that say none. */
  readonly home: string;
  /** The time of `Date.now()` after which waiting ends. */
  readonly deadline: number;
  /** Ends waiting. */
  readonly signal: AbortSignal;
  /** Prints a line of progress. */
  readonly say: (line: string) => void;
  readonly pace: Pace;
  /** Objects by key as they were seen a moment ago, in place of the first look. @default the cluster is asked */
  readonly seen?: ReadonlyMap<string, JsonObject> | undefined;
}

/** How often the cluster is asked. */
export interface Pace {
  /** Milliseconds from the first look to the second; each pause is half as long again. */
  readonly first: number;
  /** Milliseconds of the longest pause. */
  readonly longest: number;
  /** Milliseconds after which pods are looked at too, to tell what keeps them, and from one such look to the next. */
  readonly pods: number;
}

/** How often a cluster is asked without harm to it, and soon enough for whoever waits. */
export const usualPace: Pace = { first: 400, longest: 2500, pods: 10_000 };

/** What is asked for again, with what was last said of it. */
interface Pending {
  readonly object: JsonObject;
  text: string;
}

/** Waits until objects are ready, or one of them has failed, or the time is over. Asks again where the cluster does not answer. */
export async function waitFor(
  kubectl: Kubectl,
  objects: readonly JsonObject[],
  { home, deadline, signal, say, pace, seen }: WaitOptions,
): Promise<Waited> {
  const pending = new Map<string, Pending>(
    objects.map((object) => [keyOf(identityOf(object), home), { object, text: 'was not looked at' }]),
  );
  const claims = new StorageClasses(kubectl);
  const lookAgain = () =>
    look(
      kubectl,
      [...pending.values()].map(({ object }) => identityOf(object)),
      home,
      { signal },
    );
  let [pause, isLost, podsAt] = [pace.first, false, Date.now() + pace.pods];
  let known: Looked | undefined = seen && { kind: 'seen', objects: seen, unknown: [] };
  for (;;) {
    const isSeen = known !== undefined;
    const looked = known ?? (await lookAgain());
    known = undefined;
    if (signal.aborted && !isSeen)
      return { kind: 'interrupted', objects: [...pending.values()].map(({ object }) => object) };
    if (looked.kind === 'refused') return looked;
    if (looked.kind === 'lost' && !isLost) say(`the cluster does not answer, asking again: ${looked.message}`);
    isLost = looked.kind === 'lost';
    if (looked.kind === 'seen') {
      const failed: { object: JsonObject; text: string }[] = [];
      for (const [key, waited] of pending) {
        const found = looked.objects.get(key);
        const { state, text } = found ? await claims.judge(found) : gone;
        const object = found ?? waited.object;
        if (state === 'failed') failed.push({ object, text });
        else if (state === 'ready') {
          pending.delete(key);
          say(`ready      ${titleOf(identityOf(object))}: ${text}`);
        } else if (text !== waited.text) {
          say(`waiting    ${titleOf(identityOf(object))}: ${text}`);
          pending.set(key, { object, text });
        } else pending.set(key, { object, text });
      }
      if (failed.length > 0) return { kind: 'failed', objects: failed };
      if (pending.size === 0) return { kind: 'ready' };
    }
    if (Date.now() >= deadline) return { kind: 'late', objects: [...pending.values()] };
    if (Date.now() >= podsAt) {
      podsAt = Date.now() + pace.pods;
      for (const line of await newReasons(
        kubectl,
        [...pending.values()].map(({ object }) => object),
        signal,
      ))
        say(line);
    }
    await sleep(Math.min(pause, Math.max(0, deadline - Date.now())), signal);
    pause = Math.min(pause * 1.5, pace.longest);
  }
}

const gone: Readiness = { state: 'failed', text: 'is gone: something else has removed it since it was applied' };

/** Claims that are not bound, with what their storage classes say of that. */
class StorageClasses {
  private classes: readonly JsonObject[] | 'unreadable' | undefined;

  constructor(private readonly kubectl: Kubectl) {}

  async judge(object: JsonObject): Promise<Readiness> {
    const readiness = readinessOf(object);
    if (readiness.state !== 'pending') return readiness;
    this.classes ??= (await list(this.kubectl, ['storageclasses.storage.k8s.io'])) ?? 'unreadable';
    if (this.classes === 'unreadable')
      return { state: 'ready', text: 'is not bound; whether its storage class waits for a pod could not be read' };
    return waitsForConsumer(classOf(object, this.classes))
      ? { state: 'ready', text: 'waits for its first pod, as its storage class says' }
      : { state: 'waiting', text: readiness.text };
  }
}

/** What keeps the pods of objects that are not ready. */
async function newReasons(kubectl: Kubectl, objects: readonly JsonObject[], signal: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  const namespaces = new Set(objects.flatMap((object) => identityOf(object).namespace ?? []));
  for (const namespace of namespaces) {
    const found = await list(kubectl, ['pods,replicasets.apps', '--namespace', namespace], { signal });
    for (const object of objects.filter((each) => identityOf(each).namespace === namespace)) {
      const reasons = reasonsOf(around(object, found ?? []).pods);
      lines.push(...reasons.map((reason) => `waiting    ${titleOf(identityOf(object))}: ${reason}`));
    }
  }
  return lines;
}

/** Lets time go by; less of it when the signal says so. */
export const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
