import { structIn, type Primitive } from '../../core/kubernetes/api-type';

/*
 * What the packages say about an API, whatever form they say it in. Read by `read-jsii.ts` and `read-crds.ts`, printed
 * as typed constructs by `print-types.ts` and as tables for the schema check under `lib/judging/check/schema`.
 */

/** An `ApiType` whose choices have a name, which is that of their type in TypeScript. */
export type FieldType =
  | { readonly kind: 'primitive'; readonly name: Primitive }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: FieldType }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'struct'; readonly id: string };

export interface Field {
  /** The name in JSON. */
  readonly name: string;
  readonly doc: string;
  /** What the server takes where the field is missing, as the documentation words it. */
  readonly fallback?: string;
  readonly required: boolean;
  readonly type: FieldType;
}

export interface Struct {
  /** The upstream name, such as `io.k8s.api.core.v1.Container`; unique in an API. */
  readonly id: string;
  /** The name of the TypeScript interface. */
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly Field[];
  /** Set when the struct takes fields besides the listed ones. */
  readonly open?: boolean;
}

/** A kind of object that an API server stores or answers. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The name of the construct. */
  readonly className: string;
  /** The fields besides `apiVersion` and `kind`. */
  readonly struct: Struct;
}

export interface Api {
  /** The package and version that it was read from. */
  readonly source: string;
  readonly kinds: readonly Kind[];
  /** All structs by id, those of the kinds included. */
  readonly structs: ReadonlyMap<string, Struct>;
}

/** The structs of an API that the given fields are made of. */
export function reachable(api: Api, fields: Iterable<Field>): Set<Struct> {
  const found = new Set<Struct>();
  const visit = ({ type }: Field) => {
    const id = structIn(type);
    const struct = id === undefined ? undefined : api.structs.get(id);
    if (!struct || found.has(struct)) return;
    found.add(struct);
    struct.fields.forEach(visit);
  };
  for (const field of fields) visit(field);
  return found;
}

export const byName = <T extends { readonly name: string }>(a: T, b: T): number =>
  a.name < b.name ? -1 : Number(a.name > b.name);
