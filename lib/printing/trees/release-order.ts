import { evaluateManifest, phases, usualPhase, type Manifest } from '../../core/manifest';
import type { Ordered } from '../../core/order/engines';
import { orderedSet } from '../../core/order/ordered-set';
import type { Placed } from '../../core/order/places';
import type { ClusterObject } from '../../core/references/cluster-object';
import type { JsonObject, Release } from '../../core/values';

/** An object of a release, before it is printed. */
export interface ReleaseObject {
  readonly node: ClusterObject;
  /** Absent for one that the values hold as it is. */
  readonly manifest?: Manifest;
  /** Its number among those that the values hold, from 1. */
  readonly extra?: number;
}

/** The objects of a release in one order for all engines. */
export interface OrderedRelease extends Ordered {
  readonly objects: readonly ReleaseObject[];
  /** How many digits the numbers of files have. */
  readonly width: number;
}

/** Evaluates the objects of a release and orders them by what each of them needs. */
export function orderedRelease(manifests: readonly Manifest[], release: Release): OrderedRelease {
  const objects = [...ownObjects(manifests, release), ...extraObjects(release)];
  const placed = objects.map(({ node, manifest }): Placed => ({
    node,
    place: node.place!,
    isFixed: manifest?.isPlaced ?? false,
  }));
  return { objects, ...orderedSet({ objects: objects.map(({ node }) => node) }, placed) };
}

const ownObjects = (manifests: readonly Manifest[], release: Release): ReleaseObject[] =>
  manifests.flatMap((manifest) => {
    const object = evaluateManifest(manifest, release);
    if (!object) return [];
    const { construct, hook, place, needs = [], references = [] } = manifest;
    return [{ manifest, node: { object, construct, place, ...(hook && { hook }), needs, references } }];
  });

/** Objects that the values hold as they are: each where its kind usually is. */
const extraObjects = ({ values }: Release): ReleaseObject[] =>
  ((values['extraObjects'] ?? []) as readonly JsonObject[]).map((object, i) => ({
    extra: i + 1,
    node: {
      object,
      place: phases[usualPhase({ apiVersion: String(object['apiVersion']), kind: String(object['kind']) })],
    },
  }));
