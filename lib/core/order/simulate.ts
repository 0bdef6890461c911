import type { ClusterObject } from '../references/cluster-object';
import type { Scenario, Step } from './engines';
import { isMounting, type Graph, type Need } from './graph';
import { readHook } from './read-hook';
import { hasReadiness, isClaim, isForNode, isIdle, isTask, isWorkload } from './readiness';

/*
 * A cluster as far as order is concerned. What has started or has become ready stays so. Only Helm ever takes something away, the
 * hooks of an event when the event is over; whoever needs one of them and is not waited for until then may have come too
 * late. With that, whatever can happen happens, in whatever order things come about, and all interleavings end in the same state.
 * That state alone is worked out here. A test compares it with all interleavings.
 */

/** What has happened when nothing more can happen. */
export interface Outcome {
  /** What has been applied, whether or not it is still there. */
  readonly applied: ReadonlySet<ClusterObject>;
  /** Workloads whose containers have started, and not only waited. */
  readonly started: ReadonlySet<ClusterObject>;
  readonly ready: ReadonlySet<ClusterObject>;
  /** What has been taken away again, or is not sure to be there until it has been of use. */
  readonly removed: ReadonlySet<ClusterObject>;
  /** The step at which the engine still waits; undefined where it has come to its end. */
  readonly stuckAt?: Step;
}

/** What is so from the beginning. */
export interface Start {
  readonly scenario: Scenario;
  /** Objects that never become ready: a Job that fails, a database that does not come up. @default none */
  readonly never?: ReadonlySet<ClusterObject>;
  /** What the engine waits for at a step that ends when all is ready. @default everything */
  readonly waitsFor?: (object: ClusterObject) => boolean;
  /**
   * Whether whoever needs a hook that is taken away comes in time wherever that can be. What surely happens is found without, what
   * may happen with it. @default false
   */
  readonly isLucky?: boolean;
}

/** Lets an engine and a cluster go as far as they can. */
export function simulate(graph: Graph, steps: readonly Step[], start: Start): Outcome {
  return new World(graph, steps, start).run();
}

class World {
  private readonly applied = new Set<ClusterObject>();
  private readonly removed = new Set<ClusterObject>();
  private readonly started = new Set<ClusterObject>();
  private readonly ready = new Set<ClusterObject>();
  private readonly planned: ReadonlySet<ClusterObject>;
  /** For each hook that is taken away, what surely has had it by then. */
  private readonly fleeting: ReadonlyMap<ClusterObject, ReadonlySet<ClusterObject>>;

  constructor(
    private readonly graph: Graph,
    private readonly steps: readonly Step[],
    private readonly start: Start,
  ) {
    this.planned = new Set(steps.flatMap(({ objects }) => objects));
    this.fleeting = start.isLucky ? new Map() : this.fleetingHooks();
  }

  run(): Outcome {
    let stuckAt: Step | undefined;
    for (const step of this.steps) {
      for (const object of step.objects) {
        this.applied.add(object);
        this.removed.delete(object);
      }
      this.settle(step.objects);
      stuckAt = step.objects.every((object) => this.isDone(object, step.until)) ? undefined : step;
      if (stuckAt) break;
      for (const object of step.removes ?? []) this.removed.add(object);
    }
    const { applied, started, ready } = this;
    const removed = new Set([...this.removed, ...this.fleeting.keys()]);
    return { applied, started, ready, removed, ...(stuckAt && { stuckAt }) };
  }

  /** For the hooks that are taken away at the end of their event: the Jobs and pods of the event, and all that these wait for. */
  private fleetingHooks(): ReadonlyMap<ClusterObject, ReadonlySet<ClusterObject>> {
    const found = new Map<ClusterObject, Set<ClusterObject>>();
    for (const { event, removes = [] } of this.steps) {
      if (removes.length === 0) continue;
      const beside = this.steps.flatMap((step) => (step.event === event ? step.objects : []));
      const awaited = new Set(beside.filter(isTask));
      for (const from of awaited) {
        for (const { to } of this.graph.keptOf(from)) if (!this.isOfBefore(to)) awaited.add(to);
      }
      for (const object of removes) found.set(object, new Set([...(found.get(object) ?? []), ...awaited]));
    }
    return found;
  }

  private isDone(object: ClusterObject, until: Step['until']): boolean {
    if (this.ready.has(object)) return true;
    if (until === 'ready') return this.start.waitsFor?.(object) === false;
    return until === 'applied' || !isTask(object);
  }

  /** Whatever follows from what has just been applied. */
  private settle(changed: readonly ClusterObject[]): void {
    const open = [...changed];
    for (const object of changed) this.touch(object, open);
    for (const object of open) {
      if (this.ready.has(object) || !this.isHere(object)) continue;
      this.advance(object);
      if (this.ready.has(object)) this.touch(object, open);
    }
  }

  /** Adds what can go on since something happened to an object: what waits for it, the claims that it mounts, and those beside it. */
  private touch(object: ClusterObject, open: ClusterObject[]): void {
    const add = (each: ClusterObject) => {
      if (!this.ready.has(each) && this.applied.has(each)) open.push(each);
    };
    for (const { from } of this.graph.keptBy(object)) {
      add(from);
      if (isForNode(object) && isWorkload(from)) for (const claim of this.claimsOf(from)) add(claim);
    }
    if (isWorkload(object)) for (const claim of this.claimsOf(object)) add(claim);
  }

  private *claimsOf(object: ClusterObject): Iterable<ClusterObject> {
    for (const { to } of this.graph.keptOf(object)) if (isClaim(to)) yield to;
  }

  /** What happens to one object. */
  private advance(object: ClusterObject): void {
    if (!hasReadiness(object)) return this.become(object);
    if (this.isGoneTooSoon(object)) return;
    if (isClaim(object)) {
      // A storage class may wait for the first pod; a pod that waits for its Secret is scheduled all the same.
      if (this.graph.keptBy(object).some((need) => isMounting(need) && this.isScheduled(need.from)))
        this.become(object);
      return;
    }
    // Whoever has stopped it, or starts it later, knows what it needs then.
    if (isWorkload(object) && isIdle(object)) return this.become(object);
    if (!this.graph.keptOf(object).every((need) => this.isMet(need))) return;
    if (isWorkload(object)) this.started.add(object);
    this.become(object);
  }

  private become(object: ClusterObject): void {
    if (!this.start.never?.has(object)) this.ready.add(object);
  }

  /** Whether there is a pod that has found its node: its account must be there, and all of its claims. */
  private isScheduled(workload: ClusterObject): boolean {
    if (!this.isHere(workload) || isIdle(workload) || this.isGoneTooSoon(workload)) return false;
    const isForNodeOf = ({ to, reason }: Need) => reason === 'name' && isForNode(to);
    return this.graph.keptOf(workload).every((need) => !isForNodeOf(need) || this.isThere(need));
  }

  private isMet(need: Need): boolean {
    // A claim that is not bound keeps its pod from starting.
    if (need.until === 'exists' && !(isClaim(need.to) && isWorkload(need.from))) return this.isThere(need);
    if (isRead(need) && !this.isThere(need)) return false;
    return this.ready.has(need.to) || this.isOfBefore(need.to);
  }

  /** Whether what is needed is there, and stays until whoever needs it has had it. */
  private isThere({ from, to }: Need): boolean {
    const isLost = this.fleeting.get(to)?.has(from) === false;
    return !isLost && (this.isHere(to) || this.isOfBefore(to));
  }

  /** Whether an object may be taken away before anything has come of it. */
  private isGoneTooSoon(object: ClusterObject): boolean {
    return this.fleeting.get(object)?.has(object) === false;
  }

  private isHere(object: ClusterObject): boolean {
    return this.applied.has(object) && !this.removed.has(object);
  }

  private isOfBefore(object: ClusterObject): boolean {
    return !this.start.never?.has(object) && isOfBefore(object, this.start.scenario, this.planned);
  }
}

/**
 * Whether the cluster has an object from the version before: all but the Jobs of the new one, and hooks that did not stay.
 *
 * @param planned all that the engine applies
 */
export function isOfBefore(object: ClusterObject, scenario: Scenario, planned: ReadonlySet<ClusterObject>): boolean {
  if (scenario === 'install') return false;
  // What a Job has done stays done. A schema is not taken back with the release: it is that of the older version or newer.
  if (isTask(object)) return scenario === 'rollback' || !planned.has(object);
  return readHook(object)?.deletePolicies.includes('hook-succeeded') !== true;
}

/** Needs that are read from the cluster. What a Job has done is there without the Job. */
const isRead = ({ reason }: Need) => reason === 'name' || reason === 'maker';
