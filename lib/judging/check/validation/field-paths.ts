import { didYouMean, type Json, type JsonObject } from '../../../core/values';
import { ownEntry } from '../../../core/values/own-entry';
import { isMap, mapOf } from '../../../core/references/objects';
import { isEmpty } from '../../../core/validation/vocabulary';

/*
 * Paths of fields in the schema of a custom resource, as its definition writes them.
 */

/** The names in a path such as `.spec['a.b'].c`; a text that tells what is wrong with it. */
export function namesIn(path: string): readonly string[] | string {
  const names: string[] = [];
  let rest = path;
  while (rest !== '') {
    const match = /^\.([^.[\]]+)|^\['((?:\\.|[^'\\])*)'\]/.exec(rest);
    if (!match)
      return /^\[\d+\]/.test(rest) ? 'has the index of a list' : 'is not a path of fields such as .spec.replicas';
    names.push(match[1] ?? match[2]!.replace(/\\(.)/g, '$1'));
    rest = rest.slice(match[0].length);
  }
  return names;
}

/** The schema of the field that names lead to, or what the schema lacks on the way there. */
export function fieldAt(schema: JsonObject, names: readonly string[]): JsonObject | string {
  let level = schema;
  for (const name of names) {
    const fields = mapOf(level['properties']);
    const next = ownEntry(fields, name) ?? (isEmpty(fields) ? level['additionalProperties'] : undefined);
    if (!isMap(next)) return `the schema has no field "${name}"${didYouMean(name, Object.keys(fields))}`;
    level = next;
  }
  return level;
}

const keywords: { readonly [escape: string]: string } = { dot: '.', dash: '-', slash: '/', underscores: '__' };

/** The name of a field that CEL writes with escapes, as `x__dash__y`. */
export const unescaped = (name: string): string =>
  name.replace(/^__([a-z]+)__$|__(dot|dash|slash|underscores)__/g, (whole, keyword?: string, escape?: string) => {
    if (escape !== undefined) return keywords[escape]!;
    return keyword !== undefined && Object.hasOwn(keywords, keyword) ? keywords[keyword]! : (keyword ?? whole);
  });

const ofMetadata: Json = { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } };

/** The first field on a path that CEL finds nowhere in a schema, as far as that is certain. */
export function unknownField(schema: JsonObject, path: readonly string[], isResource: boolean): string | undefined {
  let level = schema;
  for (const [i, escaped] of path.entries()) {
    if (level['type'] !== 'object' || isMap(level['additionalProperties']) || level['additionalProperties'] === true)
      return undefined;
    const isWhole = (i === 0 && isResource) || level['x-kubernetes-embedded-resource'] === true;
    const fields = isWhole
      ? {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          ...mapOf(level['properties']),
          metadata: ofMetadata,
        }
      : mapOf(level['properties']);
    const name = unescaped(escaped);
    const next = ownEntry<Json>(fields, name);
    if (!isMap(next)) return `there is no field "${name}"${didYouMean(name, Object.keys(fields))}`;
    level = next;
  }
  return undefined;
}
