import type { ClusterObject, ObjectSet } from '../references/cluster-object';
import { argoPhasesOf, type Ordered } from './engines';
import { graphOf } from './graph';
import { placesOf, type Placed } from './places';
import { stagesOf } from './stages';

/**
 * Objects in one order for all engines.
 *
 * @param placed each object with the place that it would take on its own
 * @throws DefinitionError where objects need each other in a circle
 */
export function orderedSet(set: ObjectSet, placed: readonly Placed[]): Ordered & { readonly width: number } {
  const graph = graphOf(set);
  const places = placesOf(graph, placed);
  let highest = 10;
  for (const place of places.values()) highest = Math.max(highest, place);
  const width = String(highest).length;
  // Hooks of a rollback and tests are in no plain output; nor is what runs after a deletion, which kubectl and Flux would run at once.
  const isPlain = (node: ClusterObject) => argoPhasesOf(graph, node)?.some((phase) => phase !== 'PostDelete') ?? true;
  const plain = new Map([...places].filter(([node]) => isPlain(node)));
  return { graph, places, stages: stagesOf(graph, plain, width), width };
}
