import { isMap, type Json, type JsonObject } from '../../../core/values';
import { listOf, mapOf } from './definition';

/** The type of a place in a custom resource, as far as TypeScript is to know it. */
export type PlaceType =
  | { readonly kind: 'scalar'; readonly type: 'string' | 'number' | 'boolean' | 'number | string' }
  /** Whatever JSON holds. */
  | { readonly kind: 'any' }
  /** A map of which nothing is known. */
  | { readonly kind: 'anyMap' }
  /** A map in which nothing may be. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'choices'; readonly choices: readonly (string | number | boolean)[] }
  | { readonly kind: 'list' | 'map'; readonly of: PlaceType }
  | { readonly kind: 'struct'; readonly struct: Struct };

export interface Field {
  readonly name: string;
  readonly doc: string;
  /** What the API server takes where the field is missing, as JSON. */
  readonly fallback?: string;
  readonly isRequired: boolean;
  readonly type: PlaceType;
}

/** A map with fields. Two that read the same, documentation included, are one. */
export interface Struct {
  readonly doc: string;
  /** Those that are required come first, else in the order of the definition. */
  readonly fields: readonly Field[];
  /** Whether it takes fields besides these. */
  readonly isOpen: boolean;
}

/** Reads the types of schemas; equal ones are one object. */
export class TypeReader {
  private readonly structs = new Map<string, Struct>();
  private readonly numbers = new Map<Struct, number>();
  private readonly read = new Map<JsonObject, PlaceType>();

  /** The fields of a whole resource beside `apiVersion`, `kind` and `metadata`, and beside a status that is written apart. */
  resource(schema: JsonObject, hasStatus: boolean): Struct {
    const left = new Set(['apiVersion', 'kind', 'metadata', ...(hasStatus ? ['status'] : [])]);
    return this.struct(schema, (name) => !left.has(name));
  }

  private place(schema: JsonObject): PlaceType {
    let type = this.read.get(schema);
    if (!type) this.read.set(schema, (type = this.typeOf(schema)));
    return type;
  }

  private typeOf(schema: JsonObject): PlaceType {
    const choices = choicesOf(schema['enum']);
    if (choices.length > 0) return { kind: 'choices', choices };
    if (isIntOrString(schema)) return { kind: 'scalar', type: 'number | string' };
    switch (schema['type']) {
      case 'string':
      case 'boolean':
        return { kind: 'scalar', type: schema['type'] };
      case 'integer':
      case 'number':
        return { kind: 'scalar', type: 'number' };
      case 'array':
        return { kind: 'list', of: isMap(schema['items']) ? this.place(schema['items']) : any };
      case 'object':
        return this.mapType(schema);
      default:
        return isMap(schema['properties']) || isMap(schema['additionalProperties']) ? this.mapType(schema) : any;
    }
  }

  private mapType(schema: JsonObject): PlaceType {
    const { properties, additionalProperties: others } = schema;
    const isEmbedded = schema['x-kubernetes-embedded-resource'] === true;
    if (isEmbedded || Object.keys(mapOf(properties)).length > 0) {
      return { kind: 'struct', struct: this.struct(schema, () => true) };
    }
    if (isMap(others)) return { kind: 'map', of: this.place(others) };
    if (others === true || schema['x-kubernetes-preserve-unknown-fields'] === true) return { kind: 'anyMap' };
    return { kind: 'nothing' };
  }

  private struct(schema: JsonObject, isWanted: (name: string) => boolean): Struct {
    const required = new Set(listOf(schema['required']));
    const written = Object.entries(mapOf(schema['properties'])).filter(([name]) => isWanted(name));
    const known = new Map(written.map(([name, each]) => [name, this.field(name, mapOf(each), required.has(name))]));
    if (schema['x-kubernetes-embedded-resource'] === true) {
      for (const each of ofEmbedded) if (!known.has(each.name) || each.isRequired) known.set(each.name, each);
    }
    const others = schema['additionalProperties'];
    const isOpen =
      schema['x-kubernetes-preserve-unknown-fields'] === true || (others !== undefined && others !== false);
    const fields = [...known.values()].sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
    return this.shared({ doc: textOf(schema['description']), fields, isOpen });
  }

  private field(name: string, schema: JsonObject, isNeeded: boolean): Field {
    const fallback = schema['default'];
    return {
      name,
      doc: textOf(schema['description']),
      ...(fallback !== undefined && fallback !== null && { fallback: JSON.stringify(fallback) }),
      // What is left out gets its default before the API server looks whether it is there.
      isRequired: isNeeded && (fallback === undefined || fallback === null),
      type: this.place(schema),
    };
  }

  private shared(struct: Struct): Struct {
    const key = JSON.stringify(struct, (_, value: unknown) => this.numbers.get(value as Struct) ?? value);
    const known = this.structs.get(key);
    if (known) return known;
    this.structs.set(key, struct);
    this.numbers.set(struct, this.numbers.size);
    return struct;
  }
}

const any: PlaceType = { kind: 'any' };

/** What a whole Kubernetes object inside of another one has, whatever the schema lists. */
const ofEmbedded: readonly Field[] = [
  { name: 'apiVersion', doc: '', isRequired: true, type: { kind: 'scalar', type: 'string' } },
  { name: 'kind', doc: '', isRequired: true, type: { kind: 'scalar', type: 'string' } },
  { name: 'metadata', doc: '', isRequired: false, type: { kind: 'anyMap' } },
];

/** A number or a string, in either of the ways in which definitions say so. */
function isIntOrString(schema: JsonObject): boolean {
  if (schema['x-kubernetes-int-or-string'] === true || schema['format'] === 'int-or-string') return true;
  const types = listOf(schema['anyOf']).map((each) => mapOf(each)['type']);
  return schema['type'] === undefined && types.includes('integer') && types.includes('string') && types.length === 2;
}

/** The values that an enumeration lists, each once; null is a field that is left out. Nothing where lists or maps are among them. */
function choicesOf(written: Json | undefined): readonly (string | number | boolean)[] {
  const listed = listOf(written).filter((each) => each !== null);
  const scalars = listed.filter((each) => typeof each !== 'object');
  return scalars.length < listed.length ? [] : [...new Set(scalars)];
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '');
