import type { ClusterObject } from '../references/cluster-object';
import type { Step } from './engines';
import { isMounting, type Graph, type Need } from './graph';
import { hasReadiness, isClaim, isForNode, isIdle, isTask, isWorkload } from './readiness';

/*
 * What must have happened before an object can go on: all that its pods need, and all that an engine waits for at the steps before. One
 * look at each object answers for all needs what a simulation with one object that never becomes ready answers for one.
 */

/** What must be before something else can. */
interface Before {
  /** What must be ready. */
  readonly ready: ReadonlySet<ClusterObject>;
  /** The last of what must have been applied. */
  readonly applied: number;
}

/** What is necessary with the steps of an engine. */
export class Necessity {
  /** Where each object is applied: the number of its step, and within one in which one comes after another, a fraction of that. */
  private readonly positions = new Map<ClusterObject, number>();
  /** The first step that an engine does not end before an object is ready. */
  private readonly awaitedAt = new Map<ClusterObject, number>();
  private readonly known = new Map<ClusterObject, Before>();

  /**
   * @param waitsFor whether the engine waits for an object at a step that ends when all is ready
   * @param isThere whether an object was there, and ready, before
   */
  constructor(
    private readonly graph: Graph,
    steps: readonly Step[],
    waitsFor: (object: ClusterObject) => boolean,
    private readonly isThere: (object: ClusterObject) => boolean,
  ) {
    for (const [i, { objects, isInOrder }] of steps.entries()) {
      for (const [j, object] of objects.entries()) {
        if (!this.positions.has(object)) this.positions.set(object, i + (isInOrder ? j / objects.length : 0));
      }
    }
    for (const [i, { objects, until }] of steps.entries()) {
      for (const object of objects) {
        const isAwaited = (until === 'ready' && waitsFor(object)) || (until === 'done' && isTask(object));
        if (!isAwaited) continue;
        for (const each of [object, ...this.before(object).ready]) {
          if (!this.awaitedAt.has(each)) this.awaitedAt.set(each, i);
        }
      }
    }
  }

  /** Whether an object that needs another one can go on only once that is ready. */
  holds({ from, to }: Need): boolean {
    const { ready, applied } = isWorkload(from)
      ? this.before(from)
      : { ready: nothing, applied: this.positionOf(from) };
    if (ready.has(to)) return true;
    // What is ready as soon as it is applied is late only where it is applied late.
    if (!hasReadiness(to)) return this.positionOf(to) < applied;
    const awaitedAt = this.awaitedAt.get(to);
    return awaitedAt !== undefined && awaitedAt < Math.floor(applied);
  }

  /** What must be before the pods of a workload start, or a custom resource is ready. */
  private before(object: ClusterObject): Before {
    const known = this.known.get(object);
    if (known) return known;
    const ready = new Set<ClusterObject>();
    let applied = this.positionOf(object);
    const open = new Set([object]);
    for (const each of open) {
      applied = Math.max(applied, isClaim(each) ? this.boundAt(each) : this.positionOf(each));
      if (isClaim(each) || (isWorkload(each) && isIdle(each))) continue;
      for (const need of this.graph.keptOf(each)) {
        if (this.isThere(need.to)) continue;
        const isForReady = need.until === 'ready' || (isClaim(need.to) && isWorkload(each));
        if (isForReady) ready.add(need.to);
        if (isForReady && hasReadiness(need.to)) open.add(need.to);
        else applied = Math.max(applied, this.positionOf(need.to));
        // What is ready at once is so once it is there.
        if (!isForReady && !hasReadiness(need.to)) ready.add(need.to);
      }
    }
    const found = { ready, applied };
    this.known.set(object, found);
    return found;
  }

  /** The first position at which a pod can have found its node with a claim. */
  private boundAt(claim: ClusterObject): number {
    let first = Infinity;
    for (const need of this.graph.keptBy(claim)) {
      if (!isMounting(need)) continue;
      let last = this.positionOf(need.from);
      for (const { to, reason } of this.graph.keptOf(need.from)) {
        const isAsked = reason === 'name' && isForNode(to);
        if (isAsked && !this.isThere(to)) last = Math.max(last, this.positionOf(to));
      }
      first = Math.min(first, last);
    }
    return Math.max(this.positionOf(claim), Number.isFinite(first) ? first : 0);
  }

  private positionOf(object: ClusterObject): number {
    return this.positions.get(object) ?? 0;
  }
}

const nothing: ReadonlySet<ClusterObject> = new Set();
