import { groupOf } from '../../core/kubernetes/scopes';
import { at, listOf, stringOf } from '../../core/references/objects';
import type { Json, JsonObject } from '../../core/values';

export { at };

/** What it takes to ask the API server for an object. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Undefined where the object lives in none, or says none. */
  readonly namespace: string | undefined;
}

/** The objects of a list within an object; none where there is no list. */
export const listAt = (value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] =>
  listOf(at(value, ...path)) as readonly JsonObject[];

/** A text within an object; `''` where there is none. */
export const textAt = (value: Json | undefined, ...path: readonly string[]): string =>
  stringOf(at(value, ...path)) ?? '';

/** A number within an object. */
export const numberAt = (value: Json | undefined, path: readonly string[], otherwise: number): number => {
  const found = at(value, ...path);
  return typeof found === 'number' ? found : otherwise;
};

export const identityOf = (object: JsonObject): Identity => ({
  apiVersion: textAt(object, 'apiVersion'),
  kind: textAt(object, 'kind'),
  name: textAt(object, 'metadata', 'name'),
  namespace: textAt(object, 'metadata', 'namespace') || undefined,
});

/** How messages call an object: `Deployment shop/web`. */
export const titleOf = ({ kind, name, namespace }: Identity): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

/**
 * Tells objects apart, whatever the version of their API.
 *
 * @param home the namespace of objects that say none
 */
export const keyOf = ({ apiVersion, kind, name, namespace = '' }: Identity, home: string): string =>
  [groupOf(apiVersion), kind, namespace || home, name].join('/');

/** An object with no more than what names it, in the form that kubectl reads. */
export const stubOf = ({ apiVersion, kind, name, namespace }: Identity): JsonObject => ({
  apiVersion,
  kind,
  metadata: namespace === undefined ? { name } : { name, namespace },
});

/** Objects as one text that kubectl reads from its standard input. */
export const listText = (objects: readonly JsonObject[]): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });

/** `1 object`, `2 objects`. */
export const counted = (count: number, what = 'object'): string => `${count} ${what}${count === 1 ? '' : 's'}`;
