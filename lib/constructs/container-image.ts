import { call, imageHelper, Expression, type Refs, type Ref, mistake } from '../values';
import type { imageValues } from './workload-values';

type ImageRefs = Refs<ReturnType<typeof imageValues>>;

/** `image` and `imagePullPolicy` of a container. */
export const containerImage = (image: ImageRefs) => ({
  image: call<string>(imageHelper, { image: wholeGroup(image.repository) }),
  imagePullPolicy: image.pullPolicy,
});

/** The group that a value belongs to, as one map. */
function wholeGroup(field: Ref<unknown>): Expression {
  const { node } = field;
  if (node.kind !== 'reference') {
    const remedy = 'Declare them with imageValues(...) and pass the references.';
    throw mistake({ code: 'invalid-props', message: 'an image is described by values of the chart', remedy });
  }
  return new Expression({ ...node, path: node.path.slice(0, -1) }, 'map');
}
