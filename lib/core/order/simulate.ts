import type { ClusterObject } from '../references/cluster-object';
import { kindOf } from '../references/objects';
import type { Scenario, Step } from './engines';
import type { Graph, Need } from './graph';
import { readHook } from './read-hook';
import { hasReadiness, isTask, isWorkload } from './readiness';

/*
 * A cluster as far as order is concerned. Nothing in it is ever undone: what has been applied, has started or has become ready stays
 * so. So what can happen, happens in whatever order things come about, and all interleavings end in the same state: the
 * one in which nothing more can happen. That state alone is worked out here. A test compares it with all interleavings.
 */

/** What has happened when nothing more can happen. */
export interface Outcome {
  readonly applied: ReadonlySet<ClusterObject>;
  /** Workloads whose containers have started, and not only waited. */
  readonly started: ReadonlySet<ClusterObject>;
  readonly ready: ReadonlySet<ClusterObject>;
  /** The step at which the engine still waits; undefined where it has come to its end. */
  readonly stuckAt?: Step;
}

/** What is so from the beginning. */
export interface Start {
  readonly scenario: Scenario;
  /** Objects that never become ready: a Job that fails, a database that does not come up. @default none */
  readonly never?: ReadonlySet<ClusterObject>;
}

/** Lets an engine and a cluster go as far as they can. */
export function simulate(graph: Graph, steps: readonly Step[], { scenario, never = new Set() }: Start): Outcome {
  return new World(graph, scenario, never).run(steps);
}

class World {
  private readonly applied = new Set<ClusterObject>();
  private readonly started = new Set<ClusterObject>();
  private readonly ready = new Set<ClusterObject>();

  constructor(
    private readonly graph: Graph,
    private readonly scenario: Scenario,
    private readonly never: ReadonlySet<ClusterObject>,
  ) {}

  run(steps: readonly Step[]): Outcome {
    let stuckAt: Step | undefined;
    for (const step of steps) {
      for (const object of step.objects) this.applied.add(object);
      this.settle(step.objects);
      stuckAt = step.objects.every((object) => this.isDone(object, step.until)) ? undefined : step;
      if (stuckAt) break;
    }
    const { applied, started, ready } = this;
    return { applied, started, ready, ...(stuckAt && { stuckAt }) };
  }

  private isDone(object: ClusterObject, until: Step['until']): boolean {
    return until === 'applied' || (until === 'done' && !isTask(object)) || this.ready.has(object);
  }

  /** Whatever follows from what has just been applied. */
  private settle(changed: readonly ClusterObject[]): void {
    const open = changed.flatMap((object) => [object, ...this.touchedBy(object)]);
    for (const object of open) {
      const before = this.ready.size;
      if (this.applied.has(object) && !this.ready.has(object)) this.advance(object);
      if (this.ready.size > before) open.push(...this.touchedBy(object));
    }
  }

  /** What can go on since something happened to an object: what needs it, and the claims that it mounts. */
  private *touchedBy(object: ClusterObject): Iterable<ClusterObject> {
    for (const { from } of this.graph.by(object)) yield from;
    for (const { to } of this.graph.of(object)) if (isClaim(to)) yield to;
  }

  /** What happens to one object. */
  private advance(object: ClusterObject): void {
    const needs = this.graph.of(object);
    if (isClaim(object)) {
      // A storage class may wait for the first pod; a pod that waits for its Secret is scheduled all the same.
      if (this.graph.by(object).some(({ from }) => isWorkload(from) && this.applied.has(from))) this.become(object);
      return;
    }
    if (!isWorkload(object)) {
      if (!hasReadiness(object) || needs.every((need) => isByAuthor(need) || this.isMet(need))) this.become(object);
      return;
    }
    if (!needs.every((need) => isByAuthor(need) || this.isMet(need))) return;
    this.started.add(object);
    this.become(object);
  }

  private become(object: ClusterObject): void {
    if (!this.never.has(object)) this.ready.add(object);
  }

  private isMet({ to, until }: Need): boolean {
    if (this.isThere(to)) return true;
    return until === 'exists' ? this.applied.has(to) : this.ready.has(to);
  }

  /** What the cluster has from the version before: all but the Jobs of the new one, and hooks, which are made anew. */
  private isThere(object: ClusterObject): boolean {
    if (this.scenario === 'install' || this.never.has(object)) return false;
    // A schema is not taken back with the release: it is that of the older version or newer.
    if (this.scenario === 'rollback') return true;
    return !isTask(object) && !readHook(object);
  }
}

const isClaim = (object: ClusterObject) => kindOf(object) === 'PersistentVolumeClaim';

/** What only engines keep: nothing in the cluster waits for it. */
const isByAuthor = ({ reason }: Need) => reason === 'author' || reason === 'hook' || reason === 'dependency';
