import type { ImageUpdate } from '../../core/manifest';
import { imageValuesOf, withoutTag } from '../../core/references/images';
import { podOf, stringOf } from '../../core/references/objects';
import { DefinitionError, type Problem } from '../../core/values';
import { movedImages } from '../trees/image-marks';
import { at, kindOf, nameOf, type DeployedEnvironment } from './deployed';

/** An image that a program moves in an environment. */
export interface MovedImage {
  readonly update: ImageUpdate;
  /** Without tag and digest: `ghcr.io/example/api`. */
  readonly name: string;
  /** Path of its values in the chart, `api.image`; undefined where it is made of none. */
  readonly values: string | undefined;
  /** Whether the repository among the values is the whole name, without a registry that stands in front of all. */
  readonly isWholeName: boolean;
  /** Names of Jobs with this image that are no hooks, and whose template cannot change. */
  readonly jobs: readonly string[];
}

/** What is moved in an environment, in the order of its objects. */
export function movedIn({ plain, name, overrides }: DeployedEnvironment): MovedImage[] {
  const hasRegistry = (at(overrides, 'global', 'imageRegistry') ?? '') !== '';
  return Array.from(movedImages(plain, name), ([image, { update, manifest }]) => ({
    update,
    name: withoutTag(image),
    values: imageValuesOf(manifest)?.join('.'),
    isWholeName: !hasRegistry,
    jobs: plain
      .filter(({ object, manifest: made }) => kindOf(object) === 'Job' && !made?.hook && hasImage({ object }, image))
      .map(({ object }) => nameOf(object)),
  }));
}

const hasImage = (object: Parameters<typeof podOf>[0], image: string) =>
  (podOf(object)?.containers ?? []).some(({ value }) => stringOf(value['image']) === image);

/** Problems with what an author lets programs move. */
export const refuseMoves = (problems: readonly Omit<Problem, 'code'>[]): void => {
  if (problems.length === 0) return;
  throw new DefinitionError(problems.map((problem) => ({ code: 'image-update', ...problem })));
};
