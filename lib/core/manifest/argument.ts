import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { aConstruct, type Kind } from '../values/argument';

/**
 * The object that a construct is: itself, or the one that cdk8s and cdk8s-plus keep inside of their constructs, whatever else
 * is below it (the Service of a Deployment, the policies of a pod). Undefined for a construct around none or several.
 */
export function objectIn(construct: IConstruct): ApiObject | undefined {
  if (ApiObject.isApiObject(construct)) return construct;
  const { defaultChild } = construct.node;
  if (defaultChild) return objectIn(defaultChild);
  const [only, ...others] = objectsBelow(construct);
  return others.length === 0 ? only : undefined;
}

const objectsBelow = (construct: IConstruct) => construct.node.findAll().filter((each) => ApiObject.isApiObject(each));

/** A Kubernetes object, or a construct that is one, such as a Deployment of cdk8s-plus. */
export const anObject: Kind<IConstruct> = {
  words: 'an object, or a construct with one in it, such as a Deployment of cdk8s-plus',
  holds: aConstruct.holds,
  inside: (construct: IConstruct, place) => {
    if (objectIn(construct)) return [];
    const paths = objectsBelow(construct).map(({ node }) => node.path);
    return [
      {
        place,
        message: paths.length === 0 ? 'has no object in it' : `has ${paths.length} objects in it: ${paths.join(', ')}`,
        remedy: 'Say it of the one that is meant, as ApiObject.of(construct) or construct.node.findChild(id) gives it.',
      },
    ];
  },
};
