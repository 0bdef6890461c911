/** The parts of the name of an image. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes the name of an image apart; a port of the registry is not a tag. */
export function imageReference(image: string): ImageReference {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0
    ? { repository: name, digest }
    : { repository: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}

const channels = /(^|[-_.])(latest|stable|edge|nightly|main|master|develop|head|canary|snapshot)($|[-_.])/i;

/**
 * Whether a tag is meant to move to other builds: it names a channel (`latest`, `stable`, `1.2-SNAPSHOT`) or, having no digit
 * at all, no version. `16` and `1.2` do get patches, and are versions all the same.
 */
export const isFloating = (tag: string): boolean => channels.test(tag) || !/\d/.test(tag);
