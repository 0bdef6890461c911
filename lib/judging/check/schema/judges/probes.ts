import type { Json, JsonObject } from '../../../../core/values';
import { structIn, type ApiType, type Primitive, type Struct } from '../../../../core/kubernetes/api-type';
import { kubernetesVersions, schemaOf, type KubernetesVersion } from '../../../../core/kubernetes/definitions';
import { sampleOf } from './samples';

/** An object that tries out one field of one struct. */
export interface Probe {
  readonly title: string;
  readonly object: JsonObject;
  /** Whether the field has a value of a wrong type, so that a decoder which knows the field refuses the object. */
  readonly wrong: boolean;
}

/**
 * For every field of every struct that the wanted kinds are made of: an object with a sound value, which a decoder takes,
 * and one with a value of the wrong type, which it refuses if it knows the field. For every field that only other versions
 * have: objects which a decoder takes exactly because it does not know the field.
 */
export function probes(version: KubernetesVersion, wanted: (apiVersion: string) => boolean): Probe[] {
  const { structs } = schemaOf(version);
  return [...places(version, wanted)].flatMap(([id, site]) => {
    const { fields } = structs.get(id)!;
    const own = [...fields].filter(
      ([name, { type }]) =>
        name !== 'apiVersion' && name !== 'kind' && !(type.kind === 'primitive' && type.name === 'any'),
    );
    const foreign = [...fieldsOfAnyVersion(id)].filter((name) => !fields.has(name));
    const probe = (name: string, value: Json, wrong: boolean): Probe => ({
      title: `${id}#${name}`,
      object: site.objectWith({ [name]: value }),
      wrong,
    });
    return [
      ...own.map(([name, { type }]) => probe(name, sampleOf(type, structs, 1), false)),
      ...own.map(([name, { type }]) => probe(name, wrongValue(type), true)),
      ...foreign.flatMap((name) => [probe(name, 'text', false), probe(name, [1], false)]),
    ];
  });
}

function fieldsOfAnyVersion(id: string): Set<string> {
  return new Set(
    kubernetesVersions.flatMap((version) => [...(schemaOf(version).structs.get(id)?.fields.keys() ?? [])]),
  );
}

const wrongValues: { readonly [type in Primitive]?: Json } = {
  string: 1,
  base64: 1,
  integer: 1.5,
  intOrString: true,
  quantity: true,
};
const wrongValue = (type: ApiType): Json => (type.kind === 'primitive' ? wrongValues[type.name] : undefined) ?? 'text';

/** Where a struct stands: in a kind, under fields, list elements and map entries. */
class StructSite {
  constructor(
    private readonly version: KubernetesVersion,
    private readonly name: string,
    private readonly path: readonly (string | number)[],
  ) {}

  inside(field: string, type: ApiType): StructSite {
    return new StructSite(this.version, this.name, [...this.path, field, ...stepsInto(type)]);
  }

  /** An object with only the required fields, but for the given ones in this place. */
  objectWith(fields: JsonObject): JsonObject {
    const [apiVersion, kind] = this.name.split(' ') as [string, string];
    const object = this.withFields(
      { kind: 'struct', id: schemaOf(this.version).kinds.get(this.name)! },
      undefined,
      this.path,
      fields,
    ) as JsonObject;
    return { ...object, apiVersion, kind };
  }

  private withFields(
    type: ApiType,
    present: Json | undefined,
    path: readonly (string | number)[],
    fields: JsonObject,
  ): Json {
    const { structs } = schemaOf(this.version);
    const value = present ?? sampleOf(type, structs, 0);
    const [step, ...rest] = path;
    if (step === undefined) return { ...(value as JsonObject), ...fields };
    const inner = typeInside(type, step, structs);
    if (typeof step === 'number') return [this.withFields(inner, (value as readonly Json[])[0], rest, fields)];
    const object = value as JsonObject;
    return { ...object, [step]: this.withFields(inner, object[step], rest, fields) };
  }
}

/** The steps from a field to the struct at the bottom of its type. */
function stepsInto(type: ApiType): (string | number)[] {
  if (type.kind === 'list') return [0, ...stepsInto(type.of)];
  return type.kind === 'map' ? ['key', ...stepsInto(type.of)] : [];
}

/** The type of what one step leads to. */
function typeInside(type: ApiType, step: string | number, structs: ReadonlyMap<string, Struct>): ApiType {
  if (type.kind === 'list' || type.kind === 'map') return type.of;
  const field = type.kind === 'struct' ? structs.get(type.id)?.fields.get(String(step)) : undefined;
  if (!field) throw new Error(`there is nothing at ${step}`);
  return field.type;
}

/** The nearest place of each struct. */
function places(version: KubernetesVersion, wanted: (apiVersion: string) => boolean): Map<string, StructSite> {
  const { kinds, structs } = schemaOf(version);
  const found = new Map<string, StructSite>();
  const queue = [...kinds]
    .filter(([name]) => wanted(name.split(' ')[0]!))
    .map(([name, id]): [string, StructSite] => [id, new StructSite(version, name, [])]);
  for (const [id, site] of queue) {
    if (found.has(id)) continue;
    found.set(id, site);
    for (const [field, { type }] of structs.get(id)!.fields) {
      const inner = structIn(type);
      if (inner !== undefined) queue.push([inner, site.inside(field, type)]);
    }
  }
  return found;
}
