import { call, imageHelper, Expression, type Refs, type Ref, mistake } from '../../values';
import type { imageValues } from './workload-values';
import { takes } from '../../values/argument';
import { anImage } from './arguments';

type ImageRefs = Refs<ReturnType<typeof imageValues>>;

const imageTakes = takes('containerImage(image)', anImage);

/** `image` and `imagePullPolicy` of a container. */
export const containerImage = (image: ImageRefs) => {
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
