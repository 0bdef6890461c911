import type { Container } from '../../../imports/k8s';
import { Expression, call, imageHelper, mistake, object, oneOf, string, type Ref, type Refs } from '../../core/values';
import { aName, aText, isObject, anExpression, maybe, propsOf, takes, type Kind } from '../../core/values/argument';

/** An image as users set it. */
export interface ImageDefaults {
  readonly repository: string;
  /** @default the chart's app version */
  readonly tag?: string;
  /** @default IfNotPresent */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
}

export const imageDefaults = propsOf<ImageDefaults>({
  repository: aName,
  tag: maybe(aText),
  pullPolicy: maybe(aName),
});

const valuesTake = takes('imageValues(defaults)', imageDefaults);

/** `image.*` of a container. */
export const imageValues = (defaults: ImageDefaults) => {
  valuesTake(defaults);
  const { repository, tag = '', pullPolicy = 'IfNotPresent' } = defaults;
  return object(
    {
      repository: string(repository, 'Repository of the image', { minLength: 1, pattern: '^[a-z0-9][-a-z0-9._/:]*$' }),
      tag: string(tag, 'Tag of the image; empty means the app version of the chart', {
        pattern: '^([A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?$',
      }),
      digest: string('', 'Digest of the image, as sha256:...; it wins over the tag', {
        pattern: '^(sha256:[a-f0-9]{64})?$',
      }),
      pullPolicy: oneOf(['Always', 'IfNotPresent', 'Never'], pullPolicy, 'When the image is pulled'),
    },
    'The image of the container',
  );
};

/** The references to the values of an image. */
export type ImageRefs = Refs<ReturnType<typeof imageValues>>;

const imageFields = ['repository', 'tag', 'digest', 'pullPolicy'];

export const anImage: Kind = {
  words: 'the references to a group of values that imageValues() declares, such as this.values.x',
  holds: (value) =>
    isObject(value) &&
    imageFields.every((field) => anExpression.holds((value as { readonly [name: string]: unknown })[field])),
};

const imageTakes = takes('containerImage(image)', anImage);

/** `image` and `imagePullPolicy` of a container. */
export const containerImage = (image: ImageRefs): Required<Pick<Container, 'image' | 'imagePullPolicy'>> => {
  imageTakes(image);
  return {
    image: call<string>(imageHelper, { image: wholeGroup(image.repository) }),
    imagePullPolicy: image.pullPolicy,
  };
};

/** The group that a value belongs to, as one map. */
function wholeGroup(field: Ref<unknown>): Expression {
  const { node } = field;
  if (node.kind !== 'reference') {
    const remedy = 'Declare them with imageValues(...) and pass the references.';
    throw mistake({ code: 'invalid-props', message: 'an image is described by values of the chart', remedy });
  }
  return new Expression({ ...node, path: node.path.slice(0, -1) }, 'map');
}
