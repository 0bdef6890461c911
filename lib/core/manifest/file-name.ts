import type { ApiObject, Chart } from 'cdk8s';
import { idsBelow } from './object-name';
import { separated, slug, withHash } from './slug';
import { toldPath } from './told-ids';

/** Longest name of a file without number and extension: with both it has less than the 100 bytes of old archive formats. */
const longest = 80;

/**
 * The name of each object's file: the construct's path with dashes and the kind at its end, `backend/deployment` is
 * `backend-deployment`. A name that is cut, or that several objects would have, ends in a hash of the path.
 */
export function fileNames(chart: Chart, objects: readonly ApiObject[]): ReadonlyMap<ApiObject, string> {
  const natural = new Map(objects.map((object) => [object, naturalName(chart, object)]));
  const counts = new Map<string, number>();
  for (const name of natural.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const finalName = (object: ApiObject, name: string) =>
    counts.get(name)! > 1 || name.length > longest ? withHash(name, toldPath(object), longest) : name;
  return new Map(Array.from(natural, ([object, name]) => [object, finalName(object, name)]));
}

function naturalName(chart: Chart, object: ApiObject): string {
  const parts = idsBelow(chart, object)
    .map((id) => slug(separated(id)))
    .filter((part, i, all) => part !== '' && part !== all[i - 1]);
  const kind = object.kind.toLowerCase();
  if (parts.at(-1) !== kind && !parts.at(-1)?.endsWith(`-${kind}`)) parts.push(kind);
  return parts.join('-');
}
