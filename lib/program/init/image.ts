import { isFloating } from '../../judging/check/security/image-reference';

/** An image as `docker pull` takes it, in its parts. */
export interface Image {
  /** With the registry and its port, where it has them: `registry.acme.internal:5000/shop`. */
  readonly repository: string;
  readonly tag: string;
  /** As `sha256:...`; it wins over the tag. @default none */
  readonly digest?: string;
}

/** The tag of an image that is not built yet. */
const firstTag = '0.1.0';

/** What the values of a chart take; the same as in `imageValues`. */
const patterns = {
  repository: /^[a-z0-9][-a-z0-9._/:]*$/,
  tag: /^[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}$/,
  digest: /^sha256:[a-f0-9]{64}$/,
};

interface Parts {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes the name of an image apart; a port of the registry is not a tag. */
function partsOf(text: string): Parts {
  const [name = '', ...digests] = text.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return {
    repository: colon < 0 ? name : name.slice(0, colon),
    ...(colon >= 0 && { tag: name.slice(colon + 1) }),
    ...(digests.length > 0 && { digest: digests.join('@') }),
  };
}

export function imageOf(text: string): Image {
  const { repository, tag = firstTag, digest } = partsOf(text);
  return { repository, tag, ...(digest !== undefined && { digest }) };
}

/** What is wrong with the name of an image. */
export function imageProblem(text: string) {
  const { repository, tag, digest } = partsOf(text);
  const example = (image: string) => `Such as --image ${image}.`;
  const refuse = (reason: string, remedy: string) => ({ message: `the image "${text}" ${reason}`, remedy });
  if (text === '') return { message: 'the image is empty', remedy: example(`ghcr.io/acme/shop:${firstTag}`) };
  if (/^[a-z]+:\/\//.test(text))
    return refuse('is an address, and images have none', example(text.replace(/^[a-z]+:\/\//, '')));
  if (!patterns.repository.test(repository) || !repository.split('/').every(isPathPart)) {
    const lower = repository.toLowerCase();
    const remedy = patterns.repository.test(lower) && lower.split('/').every(isPathPart) ? lower : 'ghcr.io/acme/shop';
    return refuse('is not the name of an image', `${example(`${remedy}:${tag ?? firstTag}`)} Names are in lower case.`);
  }
  if (tag !== undefined && !patterns.tag.test(tag))
    return refuse(`has the tag "${tag}", which no registry takes`, example(`${repository}:${firstTag}`));
  if (digest !== undefined && !patterns.digest.test(digest))
    return refuse('has no digest after the @', 'A digest is sha256: and 64 hexadecimal digits.');
  if (tag !== undefined && digest === undefined && isFloating(tag)) {
    const remedy = `Name a version or a digest: --image ${repository}:${firstTag}.`;
    return refuse(`has the tag "${tag}", which is another program from one day to the next`, remedy);
  }
  return undefined;
}

/** A registry with its port, or a part of a path. */
const isPathPart = (part: string, index: number): boolean =>
  (index === 0 && /^[a-z0-9][-a-z0-9.]*:\d{1,5}$/.test(part)) || /^[a-z0-9]+([._-]+[a-z0-9]+)*$/.test(part);
