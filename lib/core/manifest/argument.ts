import { ApiObject } from 'cdk8s';
import { isObject, type Kind } from '../values/argument';

/** A Kubernetes object, and not a construct around one or several. */
export const anObject: Kind = {
  words: 'an object, as ApiObject.of(construct) gives it',
  holds: (value) => ApiObject.isApiObject(value),
};

/** How a key of a Secret is made up. */
export const aRecipe: Kind = {
  words: 'a recipe, as random() and composed(...) give it',
  holds: (value) => isObject(value) && 'kind' in value,
};
