import type { ClusterObject } from '../references/cluster-object';
import { kindOf } from '../references/objects';
import type { Step } from './engines';
import type { Graph, Need } from './graph';
import { readHook } from './read-hook';
import { hasReadiness, isTask, isWorkload } from './readiness';
import type { Start } from './simulate';

/*
 * A cluster and an engine, one small step after another in every order in which they can come: what `simulate` says of the end, these say
 * of each way there. The rules are written down a second time, as what is possible in one state.
 */

/** One state of the world: sets of objects as bits, in the order of the graph. */
export interface State {
  readonly step: number;
  /** Applied by the step that the engine is at. */
  readonly current: number;
  readonly applied: number;
  /** Applied, and not taken away since. */
  readonly there: number;
  readonly started: number;
  readonly ready: number;
}

/** All states that can come about. */
export interface Interleavings {
  readonly all: readonly State[];
  /** Those in which nothing more can happen. */
  readonly last: readonly State[];
}

export class Explorer {
  private readonly bits: ReadonlyMap<ClusterObject, number>;
  private readonly planned: number;

  constructor(
    private readonly graph: Graph,
    private readonly steps: readonly Step[],
    private readonly start: Start,
  ) {
    this.bits = new Map(graph.objects.map((object, i) => [object, 1 << i]));
    this.planned = this.setOf(steps.flatMap(({ objects }) => objects));
  }

  setOf(objects: Iterable<ClusterObject>): number {
    let set = 0;
    for (const object of objects) set |= this.bits.get(object)!;
    return set;
  }

  explore(): Interleavings {
    const first: State = { step: 0, current: 0, applied: 0, there: 0, started: 0, ready: 0 };
    const seen = new Map([[keyOf(first), first]]);
    const last: State[] = [];
    for (const state of seen.values()) {
      const next = [...this.next(state)];
      if (next.length === 0) last.push(state);
      for (const each of next) if (!seen.has(keyOf(each))) seen.set(keyOf(each), each);
    }
    return { all: [...seen.values()], last };
  }

  /** Whatever can happen in a state, each on its own. */
  private *next(state: State): Iterable<State> {
    const step = this.steps[state.step];
    for (const object of step?.objects ?? []) {
      const bit = this.bits.get(object)!;
      if (state.current & bit) continue;
      const isNext = step?.objects.find((each) => !(state.current & this.bits.get(each)!)) === object;
      if (step?.isInOrder && !isNext) continue;
      const { current, applied, there } = state;
      const ready = hasReadiness(object) || this.start.never?.has(object) ? state.ready : state.ready | bit;
      yield { ...state, current: current | bit, applied: applied | bit, there: there | bit, ready };
    }
    if (step && step.objects.every((object) => this.isOver(object, step, state))) {
      yield { ...state, step: state.step + 1, current: 0, there: state.there & ~this.setOf(step.removes ?? []) };
    }
    for (const object of this.graph.objects) {
      const bit = this.bits.get(object)!;
      if (!(state.there & bit)) continue;
      if (isWorkload(object) && !(state.started & bit)) {
        if (this.canStart(object, state)) yield { ...state, started: state.started | bit };
      } else if (!(state.ready & bit) && !this.start.never?.has(object) && this.canBeReady(object, state)) {
        yield { ...state, ready: state.ready | bit };
      }
    }
  }

  private isOver(object: ClusterObject, { until }: Step, { current, ready }: State): boolean {
    const bit = this.bits.get(object)!;
    if (!(current & bit)) return false;
    if (until === 'applied' || (until === 'done' && !isTask(object))) return true;
    if (until === 'ready' && this.start.waitsFor && !this.start.waitsFor(object)) return true;
    return (ready & bit) !== 0;
  }

  private canStart(object: ClusterObject, state: State): boolean {
    return this.graph.of(object).every((need) => {
      if (isForEngine(need)) return true;
      if (kindOf(need.to) === 'PersistentVolumeClaim' && !this.isReady(need.to, state)) return false;
      return this.holds(need, state);
    });
  }

  private canBeReady(object: ClusterObject, state: State): boolean {
    if (isWorkload(object)) return true;
    if (kindOf(object) === 'PersistentVolumeClaim') {
      return this.graph
        .saidBy(object)
        .some(({ from, reason }) => reason === 'name' && isWorkload(from) && this.hasNode(from, state));
    }
    return this.graph.of(object).every((need) => isForEngine(need) || this.holds(need, state));
  }

  /** A pod is put on a node once its account lets it be made and all its claims are there to be bound. */
  private hasNode(workload: ClusterObject, state: State): boolean {
    if (!(state.there & this.bits.get(workload)!)) return false;
    return this.graph
      .of(workload)
      .every(
        ({ to, reason }) =>
          reason !== 'name' ||
          !['PersistentVolumeClaim', 'ServiceAccount'].includes(kindOf(to)) ||
          this.exists(to, state),
      );
  }

  private holds({ to, until, reason }: Need, state: State): boolean {
    if (until === 'exists') return this.exists(to, state);
    return (reason !== 'maker' || this.exists(to, state)) && this.isReady(to, state);
  }

  private exists = (object: ClusterObject, { there }: State): boolean =>
    (there & this.bits.get(object)!) !== 0 || this.isOfBefore(object);

  private isReady = (object: ClusterObject, { ready }: State): boolean =>
    (ready & this.bits.get(object)!) !== 0 || this.isOfBefore(object);

  private isOfBefore(object: ClusterObject): boolean {
    if (this.start.scenario === 'install' || this.start.never?.has(object)) return false;
    const isPlanned = (this.planned & this.bits.get(object)!) !== 0;
    if (isTask(object)) return this.start.scenario === 'rollback' || !isPlanned;
    return !readHook(object)?.deletePolicies.includes('hook-succeeded');
  }
}

const isForEngine = ({ reason }: Need) => reason === 'author' || reason === 'hook' || reason === 'dependency';

const keyOf = ({ step, current, applied, there, started, ready }: State): string =>
  `${step},${current},${applied},${there},${started},${ready}`;
