import type { Manifest } from '../manifest';
import { Expression, isMap, type Json, type JsonObject, type Tree } from '../values';
import { imageHelper } from '../values/chart-helpers';
import { at, podTemplateOf, stringOf } from './objects';

/** The keys to the image of the first container of an object of a kind; undefined for one that makes no pods. */
function pathOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }) {
  const template = podTemplateOf(apiVersion, kind);
  return template && [...template, 'spec', 'containers', '0', 'image'];
}

const inside = (object: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (inner, key) => (Array.isArray(inner) ? (inner as readonly Json[])[Number(key)] : at(inner, key)),
    object,
  );

/** The image of the first container of an object's pods. */
export function mainImage(object: JsonObject): string | undefined {
  const path = pathOf({ apiVersion: stringOf(object['apiVersion']) ?? '', kind: stringOf(object['kind']) ?? '' });
  return path && stringOf(inside(object, path));
}

/** An image without tag and digest. */
export const withoutTag = (image: string): string => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');

/**
 * The path of the values from which the image of an object's first container is made: `['api', 'image']` with `repository` and `tag` in it.
 * Undefined for an image that is not made of such values.
 */
export function imageValuesOf(manifest: Manifest): readonly string[] | undefined {
  const image = pathOf(manifest)?.reduce<Tree | undefined>((inner, key) => treeAt(inner, key), manifest.object);
  if (!(image instanceof Expression) || image.node.kind !== 'helper') return undefined;
  const { helper, args } = image.node;
  const values = helper === imageHelper ? args['image'] : undefined;
  return values instanceof Expression && values.node.kind === 'reference' ? values.node.path : undefined;
}

function treeAt(tree: Tree | undefined, key: string): Tree | undefined {
  if (tree instanceof Expression) return undefined;
  if (Array.isArray(tree)) return (tree as readonly Tree[])[Number(key)];
  return isMap(tree) ? (tree as { readonly [key: string]: Tree })[key] : undefined;
}
