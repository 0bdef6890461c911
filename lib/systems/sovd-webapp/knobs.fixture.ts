import { App } from 'cdk8s';
import { definitionOf, evaluateManifest, synthesize } from '../../core/manifest';
import { isGroup, overlay, validateValues, type Json, type JsonObject, type TSchema } from '../../core/values';
import { SovdWebapp } from './sovd-webapp';

const [{ chart, manifests }] = synthesize(new SovdWebapp(new App())) as [ReturnType<typeof synthesize>[number]];
const { name, metadata, schema, environments } = definitionOf(chart);

/** Each object as `Kind name`, the name without that of the release, with its fields by JSON pointer. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Json>>;

/** The values of an environment, or the defaults, with overrides laid over them. */
export function valuesWith(overrides: JsonObject, environment = 'local'): JsonObject {
  const base = environments.find((each) => each.name === environment)!.values;
  const values = overlay(base, overrides);
  const problems = validateValues(schema, values, 'a test');
  if (problems.length > 0) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return values;
}

/** Every object that the values give. */
export function evaluated(values: JsonObject): Snapshot {
  const release = {
    values,
    release: { name, namespace: name },
    chart: { name, version: metadata.version, appVersion: metadata.appVersion },
  };
  const objects = manifests.flatMap((manifest): [string, ReadonlyMap<string, Json>][] => {
    const object = evaluateManifest(manifest, release);
    if (!object) return [];
    const own = (object['metadata'] as { readonly name: string }).name;
    return [[`${manifest.kind} ${own.replace(/^sovd-webapp-/, '')}`, fieldsOf(object)]];
  });
  return new Map(objects);
}

/** What differs: `Kind name /pointer` with the new value, or null where the field is gone; whole objects as true or null. */
export function changes(before: Snapshot, after: Snapshot): { [place: string]: Json } {
  const result: { [place: string]: Json } = {};
  for (const object of new Set([...before.keys(), ...after.keys()])) {
    const [old, young] = [before.get(object), after.get(object)];
    if (!old || !young) {
      result[object] = young ? true : null;
      continue;
    }
    for (const pointer of new Set([...old.keys(), ...young.keys()])) {
      const value = young.get(pointer);
      if (JSON.stringify(value) !== JSON.stringify(old.get(pointer))) result[`${object} ${pointer}`] = value ?? null;
    }
  }
  return result;
}

/** How many elements a list of an object has. */
export function lengthOf(snapshot: Snapshot, object: string, list: string): number {
  const indices = [...(snapshot.get(object)?.keys() ?? [])]
    .filter((pointer) => pointer.startsWith(`${list}/`))
    .map((pointer) => Number(pointer.slice(list.length + 1).split('/')[0]));
  return Math.max(-1, ...indices) + 1;
}

/** The paths of all values below one. */
export function knobsOf(key: string): string[] {
  const below = (group: TSchema, path: string): string[] =>
    Object.entries(group['properties'] as Record<string, TSchema>).flatMap(([field, child]) =>
      isGroup(child) ? below(child, `${path}${field}.`) : [`${path}${field}`],
    );
  return below((schema.properties as Record<string, TSchema>)[key]!, '');
}

/** `{ a: { b: value } }` for the path `a.b`. */
export const nested = (path: string, value: Json): JsonObject =>
  path.split('.').reduceRight((inner: Json, key) => ({ [key]: inner }), value) as JsonObject;

function fieldsOf(object: Json): Map<string, Json> {
  const fields = new Map<string, Json>();
  const visit = (value: Json, pointer: string): void => {
    const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (children.length === 0) fields.set(pointer, value);
    for (const [key, child] of children) visit(child, `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`);
  };
  visit(object, '');
  return fields;
}
