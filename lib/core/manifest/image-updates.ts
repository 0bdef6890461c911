import type { IConstruct } from 'constructs';
import { didYouMean, type Problem } from '../values';

/** Which tag of an image a program that updates images takes. */
export type TagChoice =
  /** The highest version within a range, `^1.4`. */
  | { readonly kind: 'semver'; readonly range: string }
  /** The last by alphabet of those that a regular expression matches. */
  | { readonly kind: 'alphabetical'; readonly pattern: string };

/** What an author lets a program do with the image of an object's first container. */
export interface ImageUpdate {
  /** Path of the construct of which it is said, for messages. */
  readonly construct: string;
  readonly choice: TagChoice;
  /** Name of Flux' ImagePolicy, and what the alias for Argo CD's Image Updater is made of. */
  readonly policy: string;
  /** Namespace of Flux' ImagePolicy. */
  readonly namespace: string;
  /** The environments in which the image is moved. @default all */
  readonly environments?: readonly string[];
}

const updates = new WeakMap<IConstruct, ImageUpdate[]>();

/** Says of an object that a program may move its image. */
export function addImageUpdate(object: IConstruct, update: ImageUpdate): void {
  const found = updates.get(object);
  if (found) found.push(update);
  else updates.set(object, [update]);
}

/** What was said of an object. */
export const imageUpdatesOf = (object: IConstruct): readonly ImageUpdate[] => updates.get(object) ?? [];

/** Whether the image is moved in an environment; with none given, wherever the chart is installed. */
export const movesIn = ({ environments }: ImageUpdate, environment: string | undefined): boolean =>
  environments === undefined || (environment !== undefined && environments.includes(environment));

/**
 * What Flux looks for behind a field that it writes: the whole image, or a part of it.
 *
 * Source: https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources
 */
export const fluxMarker = ({ namespace, policy }: ImageUpdate, part?: 'tag' | 'name'): string =>
  JSON.stringify({ $imagepolicy: [namespace, policy, ...(part === undefined ? [] : [part])].join(':') }).replace(
    '":"',
    '": "',
  );

/** What is wrong with the environments that updates name. */
export const unknownEnvironments = (
  updates: readonly ImageUpdate[],
  environments: readonly { readonly name: string }[],
): Problem[] => {
  const known = environments.map(({ name }) => name);
  return updates.flatMap(({ construct, environments: named = [] }) =>
    named
      .filter((name) => !known.includes(name))
      .map((name) => ({
        code: 'image-update',
        construct,
        message: `its image is to be moved in "${name}", and there is no such environment${didYouMean(name, known)}`,
        remedy: `Environments: ${known.join(', ')}.`,
      })),
  );
};
