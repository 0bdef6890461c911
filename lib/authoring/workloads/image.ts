import { Expression, call, imageHelper, mistake, object, oneOf, string, type Ref, type Refs } from '../../core/values';
import * as is from '../../core/values/argument';
import { imagePatterns, registryLimit, repositoryLimit } from '../../core/values/image-reference';
import { checked, isObject } from '../../core/values/takes';

const pullPolicies = ['Always', 'IfNotPresent', 'Never'] as const;

export const imageDefaults = is.propsOf({
  /** The image with its registry, without a tag. */
  repository: is.aName,
  /** Which image of the repository. @default the chart's app version */
  tag: is.maybe(is.aText),
  /** When a node asks the registry for it. @default IfNotPresent */
  pullPolicy: is.maybe(is.wordOf(pullPolicies)),
});
/** An image as users set it. */
export type ImageDefaults = is.TypeOf<typeof imageDefaults>;

/** `image.*` of a container. */
export const imageValues = checked(
  'imageValues(defaults)',
  [imageDefaults],
  ({ repository, tag = '', pullPolicy = 'IfNotPresent' }: ImageDefaults) =>
    object(
      {
        registry: string(
          '',
          'Registry of this image alone; empty means global.imageRegistry or, where that is empty too, that of the repository',
          { pattern: imagePatterns.registry, maxLength: registryLimit },
        ),
        repository: string(repository, 'Repository of the image', {
          minLength: 1,
          maxLength: repositoryLimit,
          pattern: imagePatterns.repository,
        }),
        tag: tagValue(tag),
        digest: string('', 'Digest of the image, as sha256:...; it wins over the tag', {
          pattern: imagePatterns.digest,
        }),
        pullPolicy: oneOf(pullPolicies, pullPolicy, 'When the image is pulled'),
      },
      'The image of the container',
    ),
);

/** The app version is that of images of the application: of any other an empty tag would mean nothing. */
const tagValue = (tag: string) =>
  tag === ''
    ? string(tag, 'Tag of the image; empty means the app version of the chart', { pattern: imagePatterns.tag })
    : string(tag, 'Tag of the image', { pattern: imagePatterns.tag, minLength: 1 });

/** The references to the values of an image. */
export type ImageRefs = Refs<ReturnType<typeof imageValues>>;

const imageFields: readonly string[] = ['repository', 'tag', 'digest', 'pullPolicy'] satisfies (keyof ImageRefs)[];

export const anImage: is.Kind<ImageRefs> = {
  words: 'the references to a group of values that imageValues() declares, such as this.values.x',
  holds: (value) =>
    isObject(value) &&
    imageFields.every((field) => is.anExpression.holds((value as { readonly [name: string]: unknown })[field])),
};

/** What a container says of its image; as expressions, which `token()` takes for constructs that want a string. */
interface ContainerImage {
  readonly image: Expression<string>;
  readonly imagePullPolicy: ImageRefs['pullPolicy'];
}

/** `image` and `imagePullPolicy` of a container. */
export const containerImage = checked('containerImage(image)', [anImage], (image: ImageRefs): ContainerImage => ({
  image: call<string>(imageHelper, { image: wholeGroup(image.repository) }),
  imagePullPolicy: image.pullPolicy,
}));

/** The group that a value belongs to, as one map. */
function wholeGroup(field: Ref<unknown>): Expression {
  const { node } = field;
  if (node.kind !== 'reference') {
    const remedy = 'Declare them with imageValues(...) and pass the references.';
    throw mistake({ code: 'invalid-props', message: 'an image is described by values of the chart', remedy });
  }
  return new Expression({ ...node, path: node.path.slice(0, -1) }, 'map');
}
