import { ApiObject } from 'cdk8s';
import type { Kind } from '../values/argument';

/** A Kubernetes object, and not a construct around one or several. */
export const anObject: Kind = {
  words: 'an object, as ApiObject.of(construct) gives it',
  holds: (value) => ApiObject.isApiObject(value),
};
