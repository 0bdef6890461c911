import type { ImageUpdate, Manifest } from '../../core/manifest';
import { fluxMarker, movesIn } from '../../core/manifest/image-updates';
import { mainImage } from '../../core/references/images';
import { podOf, stringOf } from '../../core/references/objects';
import { DefinitionError, pointerTo, type JsonObject } from '../../core/values';

type FieldComment = NonNullable<Manifest['fieldComments']>[number];
interface Printed {
  readonly manifest?: Manifest;
  readonly object: JsonObject;
}

/**
 * What programs move in an environment, by image.
 *
 * @throws DefinitionError for an object without an image, and for an image that two policies move
 */
export function movedImages(
  objects: readonly Printed[],
  environment: string | undefined,
): ReadonlyMap<string, { readonly update: ImageUpdate; readonly manifest: Manifest }> {
  const moved = new Map<string, { readonly update: ImageUpdate; readonly manifest: Manifest }>();
  for (const { manifest, object } of objects) {
    if (!manifest?.imageUpdates) continue;
    const image = mainImage(object);
    if (image === undefined) throw noImage(manifest);
    for (const update of manifest.imageUpdates.filter((each) => movesIn(each, environment))) {
      const other = moved.get(image)?.update;
      if (other && other !== update) throw twoPolicies(image, other, update, environment);
      moved.set(image, { update, manifest });
    }
  }
  return moved;
}

/** The comments for Flux behind each image that it moves: all containers with one image move together, Jobs and init containers too. */
export function imageMarks(
  objects: readonly Printed[],
  environment: string | undefined,
): ReadonlyMap<JsonObject, readonly FieldComment[]> {
  const moved = movedImages(objects, environment);
  const marks = new Map<JsonObject, readonly FieldComment[]>();
  if (moved.size === 0) return marks;
  for (const { object } of objects) {
    const found = (podOf({ object })?.containers ?? []).flatMap(({ value, pointer }): FieldComment[] => {
      const update = moved.get(stringOf(value['image']) ?? '')?.update;
      return update ? [{ pointer: pointer + pointerTo('', 'image'), text: fluxMarker(update) }] : [];
    });
    if (found.length > 0) marks.set(object, found);
  }
  return marks;
}

const noImage = ({ kind, imageUpdates = [] }: Manifest) =>
  new DefinitionError([
    {
      code: 'image-update',
      construct: imageUpdates[0]!.construct,
      message: `is a ${kind} and has no container whose image could be moved`,
      remedy: 'Say it of a workload, a Deployment, a StatefulSet, a DaemonSet, a CronJob or a Job.',
    },
  ]);

const twoPolicies = (image: string, one: ImageUpdate, other: ImageUpdate, environment: string | undefined) =>
  new DefinitionError([
    {
      code: 'image-update',
      construct: other.construct,
      message: `its image ${image} is moved by the policy ${other.policy}, and by ${one.policy} of ${one.construct}${environment === undefined ? '' : ` in ${environment}`}`,
      remedy: 'Say it once for an image, or for each in environments of its own: { environments: [...] }.',
    },
  ]);
