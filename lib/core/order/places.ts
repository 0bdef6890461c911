import { phases } from '../manifest/traits';
import type { ClusterObject } from '../references/cluster-object';
import { kindOf } from '../references/objects';
import { DefinitionError } from '../values';
import type { Dependency, Graph, Need } from './graph';
import { readHook } from './read-hook';
import { isWorkload } from './readiness';

/** An object that is to get its place among others. */
export interface Placed {
  readonly node: ClusterObject;
  /** The place that it would take on its own; see `phases`. */
  readonly place: number;
  /** Whether the author has chosen the place, so that only needs can change it, and only to a later one. */
  readonly isFixed: boolean;
}

/**
 * The place of each object among those of its release, from what each of them needs. Objects of one place are applied together.
 *
 * - What pods name, and what makes it, comes no later than they do.
 * - A claim comes with the first pods that mount it: where a storage class waits for them it is bound no earlier.
 * - What must be ready before another object, as the author says, has a lower place.
 *
 * Time is linear in objects and needs.
 *
 * @throws DefinitionError where objects need each other in a circle
 */
export function placesOf(graph: Graph, objects: readonly Placed[]): ReadonlyMap<ClusterObject, number> {
  const places = new Map(objects.map(({ node, place }) => [node, place]));
  pullDown(graph, objects, places);
  withConsumers(graph, objects, places);
  pushUp(graph, objects, places);
  return places;
}

/** What others name comes no later than they do, and what it names in turn. */
function pullDown(graph: Graph, objects: readonly Placed[], places: Map<ClusterObject, number>): void {
  const free = new Set(
    objects.flatMap(({ node, isFixed }) => (isFixed || isWorkload(node) || readHook(node) ? [] : [node])),
  );
  const open = objects.map(({ node }) => node);
  for (const from of open) {
    for (const { to, reason } of graph.saidOf(from)) {
      const isNamed = reason === 'name' || reason === 'maker';
      if (!isNamed || !free.has(to) || places.get(to)! <= places.get(from)!) continue;
      places.set(to, Math.min(places.get(from)!, phases.configuration));
      open.push(to);
    }
  }
}

/** Claims come with the first pods that mount them. */
function withConsumers(graph: Graph, objects: readonly Placed[], places: Map<ClusterObject, number>): void {
  for (const { node, isFixed } of objects) {
    if (isFixed || readHook(node) || kindOf(node) !== 'PersistentVolumeClaim') continue;
    const consumers = graph.saidBy(node).flatMap(({ from, reason }) => (reason === 'name' ? [from] : []));
    const running = consumers.filter(isWorkload);
    const first = Math.min(...(running.length > 0 ? running : consumers).map((each) => places.get(each)!));
    if (Number.isFinite(first)) places.set(node, Math.max(places.get(node)!, first));
  }
}

/** How far a need moves an object behind what it needs. */
const stepOf = ({ reason }: Need): 0 | 1 => (reason === 'author' || reason === 'dependency' ? 1 : 0);

/** Everything comes after what it needs; circles of names alone are none, since their objects are applied together. */
function pushUp(graph: Graph, objects: readonly Placed[], places: Map<ClusterObject, number>): void {
  const open = objects.map(({ node }) => node);
  const moves = new Map<ClusterObject, number>();
  const move = (from: ClusterObject, floor: number) => {
    if (!places.has(from) || places.get(from)! >= floor) return;
    const moved = (moves.get(from) ?? 0) + 1;
    if (moved > objects.length) throw circle(graph, from);
    moves.set(from, moved);
    places.set(from, floor);
    open.push(from);
  };
  /** The highest place of those that come first, of each dependency. */
  const highest = new Map<Dependency, number>();
  for (const to of open) {
    const place = places.get(to)!;
    for (const need of graph.saidBy(to)) {
      // Weights say when hooks run, and a hook before the installation that needs later objects is told by the linter.
      if (need.reason !== 'hook') move(need.from, place + stepOf(need));
    }
    for (const dependency of graph.dependenciesOn(to)) {
      if ((highest.get(dependency) ?? -1) >= place) continue;
      highest.set(dependency, place);
      for (const from of dependency.from) move(from, place + 1);
    }
  }
}

/** Objects that need each other, at least one of which is to be ready or applied before another. */
function circle(graph: Graph, moved: ClusterObject): DefinitionError {
  const path = circleBefore(graph, moved);
  const start = path[0]?.from ?? moved;
  const names = [...path.map(({ from }) => from), start].map(nameIn);
  return new DefinitionError([
    {
      code: 'dependency-circle',
      ...(start.construct !== undefined && { construct: start.construct }),
      message: `these need each other in a circle: ${names.join(' -> ')}`,
      remedy: 'Remove one of Order.of(construct).after(...), waitsFor(...) or node.addDependency(...) among them.',
    },
  ]);
}

const nameIn = ({ construct, object }: ClusterObject): string => construct ?? String(object['kind']);

/** The circle that keeps moving an object: one that it is in, or that it needs. */
function circleBefore(graph: Graph, moved: ClusterObject): Need[] {
  const seen = new Set([moved]);
  for (const from of seen) {
    for (const need of graph.of(from)) {
      if (need.reason === 'hook') continue;
      const back = stepOf(need) > 0 ? wayTo(graph, need.to, from) : undefined;
      if (back) return [need, ...back];
      seen.add(need.to);
    }
  }
  return [];
}

/** The needs that lead from one object to another; undefined where none do. */
function wayTo(graph: Graph, from: ClusterObject, wanted: ClusterObject): Need[] | undefined {
  const ways = new Map<ClusterObject, Need[]>([[from, []]]);
  for (const [object, way] of ways) {
    if (object === wanted) return way;
    for (const need of graph.of(object)) {
      if (need.reason !== 'hook' && !ways.has(need.to)) ways.set(need.to, [...way, need]);
    }
  }
  return undefined;
}
