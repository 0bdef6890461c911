import type { Json } from '../../core/values';
import type { CheckedObject } from '../check/finding';
import { credentialsOf } from '../check/secrets';
import { eachText } from '../check/secrets/each-text';
import type { Difference } from '../../core/validation/immutable';
import { hidden, type FieldChange } from './change';

/** Annotations in which programs keep a copy of the whole object. */
const copies = new Set(['kubectl.kubernetes.io/last-applied-configuration']);

/**
 * Hides what nobody may see of the fields in which two objects differ: all that a Secret holds, and in any object what the linter
 * takes for a credential. A comment in a pull request is read by more people than the cluster, and stays where it is.
 *
 * @returns a function from a difference to what is said in place of its values; undefined where they may be shown
 */
export function hiding(
  before: CheckedObject,
  after: CheckedObject,
): (difference: Difference) => Pick<FieldChange, 'before' | 'after' | 'isHidden'> | undefined {
  const isSecret = [before, after].some(({ object }) => object['kind'] === 'Secret');
  const credentials = new Set([before, after].flatMap((each) => credentialsOf(each)));
  return ({ path, before: from, after: to }) => {
    const isOfSecret = isSecret && !isMetadata(path);
    if (!isOfSecret && !holds(from, credentials) && !holds(to, credentials)) return undefined;
    return {
      ...(from === undefined ? {} : { before: hidden }),
      ...(to === undefined ? {} : { after: hidden }),
      isHidden: true,
    };
  };
}

/** What a Secret says about itself: its names, labels and annotations, and of what type it is. */
function isMetadata([first, second, third]: readonly string[]): boolean {
  if (first === 'type' || first === 'immutable' || first === 'apiVersion' || first === 'kind') return true;
  return first === 'metadata' && second !== undefined && (second !== 'annotations' || isPlain(third));
}

const isPlain = (annotation: string | undefined) => annotation !== undefined && !copies.has(annotation);

/** Whether one of some texts stands anywhere in a value. */
function holds(value: Json | undefined, texts: ReadonlySet<string>): boolean {
  if (value === undefined || texts.size === 0) return false;
  let isThere = false;
  eachText(value, ({ text }) => (isThere ||= texts.has(text)));
  return isThere;
}
