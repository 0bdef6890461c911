import { phases, type Phase } from '../manifest/traits';
import type { ClusterObject } from '../references/cluster-object';
import type { Graph } from './graph';

/** Objects that are applied together. The next stage begins once all of them are ready. */
export interface Stage {
  /** Its number and phase: `40-workload`. */
  readonly name: string;
  readonly objects: readonly ClusterObject[];
}

const names = Object.entries(phases) as [Phase, number][];

/** The phase that a place belongs to. */
const phaseAt = (place: number): Phase => names.findLast(([, first]) => first <= place)![0];

/**
 * The stages of a release: one for each phase, and within a phase a further one where an object must be ready before others of
 * the same phase are applied, as the author or the weights of hooks say.
 *
 * @param width how many digits a number has
 */
export function stagesOf(graph: Graph, places: ReadonlyMap<ClusterObject, number>, width = 2): Stage[] {
  const byPlace = new Map<number, ClusterObject[]>();
  for (const [object, place] of places) {
    const others = byPlace.get(place);
    if (others) others.push(object);
    else byPlace.set(place, [object]);
  }
  const stages: { readonly phase: Phase; readonly name: string; readonly objects: Set<ClusterObject> }[] = [];
  for (const place of [...byPlace.keys()].sort((a, b) => a - b)) {
    const objects = byPlace.get(place)!;
    const phase = phaseAt(place);
    const last = stages.at(-1);
    const mustWait = (object: ClusterObject) =>
      graph
        .saidOf(object)
        .some(({ to, until, reason }) => until === 'ready' && isOfOrder(reason) && last!.objects.has(to));
    if (last?.phase === phase && !objects.some(mustWait)) {
      objects.forEach((object) => last.objects.add(object));
      continue;
    }
    const number = last?.phase === phase ? place : phases[phase];
    stages.push({ phase, name: `${String(number).padStart(width, '0')}-${phase}`, objects: new Set(objects) });
  }
  return stages.map(({ name, objects }) => ({ name, objects: [...objects] }));
}

/** What pods and the kubelet wait for takes no stage of its own. */
const isOfOrder = (reason: string) => reason === 'author' || reason === 'hook';
