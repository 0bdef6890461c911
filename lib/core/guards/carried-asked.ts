import type { Expression } from '../values';
import type { ApiType, Primitive } from '../kubernetes/api-type';
import { kubernetesVersions, schemaOf } from '../kubernetes/definitions';
import { formats } from '../kubernetes/formats';
import { newestStruct, newestStructOfKind } from '../kubernetes/newest';
import { registeredKind } from '../kubernetes/registered-kinds';
import { groupOf } from '../kubernetes/scopes';
import { definitionName } from '../kubernetes/struct-name';
import { constraintsOfField, constraintsOfStruct, schemaOfName } from '../validation';
import { schemaOfResource } from './carried-resource';
import { intersection } from './carried-intersection';
import { askedBySiblings, decided, undecided, type Fields } from './carried-siblings';
import { isSchema, type JsonSchema } from './json-schema';

/*
 * What is asked of a place in an object: the type of the API that stands there, and what else is said of it.
 */

/** What is asked of one place. Undefined stands for a place of which nothing is known. */
export class Asked {
  /**
   * @param said what is said of it beside its type; whoever is further in looks for himself in there
   * @param fields those whose type is known although that of the whole is not
   * @param fromAbove of what is said, that which the objects around it ask of this one place
   */
  constructor(
    private readonly type: ApiType | undefined,
    private readonly said: readonly JsonSchema[] = [],
    private readonly fields: { readonly [key: string]: ApiType } = {},
    private readonly fromAbove: readonly JsonSchema[] = [],
  ) {}

  /** A place of which a schema tells all that is known. */
  static of(schema: JsonSchema): Asked {
    return new Asked(undefined, [schema]);
  }

  /** What holds for the value that stands there as a whole. */
  get schema(): JsonSchema {
    const own = this.type ? schemaOfType(this.type) : {};
    return this.said.reduce((left, right) => intersection(left, right) ?? left, own);
  }

  /** The fields that a struct must have, and what is said of it as a whole; undefined where no struct is asked for. */
  get struct(): { readonly required: readonly string[]; readonly rules: readonly JsonSchema[] } | undefined {
    if (this.type?.kind !== 'struct') return undefined;
    const fields = [...(newestStruct(this.type.id)?.fields ?? [])];
    const required = fields.flatMap(([name, { isRequired }]) => (isRequired ? [name] : []));
    return { required, rules: [...given(constraintsOfStruct(this.type.id)), ...this.said] };
  }

  /** What is said of it beside its type. */
  get rules(): readonly JsonSchema[] {
    return this.said;
  }

  /** What is asked of a map that is put together with others: of a struct, whose fields may be in any of them, nothing as a whole. */
  asPart(): Asked {
    return this.type?.kind === 'struct' ? new Asked(undefined) : this;
  }

  /** What is asked of a value that is merged into a default: of the struct that comes of it, nothing as a whole. */
  asMerged(): Asked {
    return new Asked(undefined, this.fromAbove);
  }

  /** The same with what the fields of a struct ask of each other, as the chart fills them. */
  beside(fields: Fields): Asked {
    if (this.type?.kind !== 'struct') return this;
    const more = [...askedBySiblings(this.type.id, fields), ...decided(constraintsOfStruct(this.type.id), fields)];
    return more.length === 0 ? this : new Asked(this.type, [...this.said, ...more], this.fields);
  }

  /** What the fields of a struct ask of each other while a value is one of some. */
  whileOneOf(fields: Fields): readonly { readonly asked: Asked; readonly where: Expression<boolean> }[] {
    if (this.type?.kind !== 'struct') return [];
    return undecided(constraintsOfStruct(this.type.id), fields).map(({ asked, where }) => ({
      asked: new Asked(undefined, [asked]),
      where,
    }));
  }

  /** What is asked of a list of such elements. */
  asList(): Asked {
    const said = this.said.map((items) => ({ items }));
    return new Asked(this.type && { kind: 'list', of: this.type }, said);
  }

  /** What is asked of an entry of a map, or of a field of a struct. */
  field(key: string): Asked | undefined {
    const known = Object.hasOwn(this.fields, key) ? this.fields[key] : undefined;
    const said = this.said.flatMap((schema) => fieldSchemas(schema, key));
    if (known) return new Asked(known, said);
    if (this.type?.kind === 'map') return new Asked(this.type.of, said);
    if (this.type?.kind === 'struct') {
      const field = newestStruct(this.type.id)?.fields.get(key);
      return field && new Asked(field.type, [...given(constraintsOfField(this.type.id, key)), ...said], {}, said);
    }
    return said.length > 0 ? new Asked(undefined, said) : undefined;
  }

  /** What is asked of an element of a list. */
  element(): Asked | undefined {
    const said = this.said.flatMap(({ items }) => (isSchema(items) ? [items] : []));
    if (this.type?.kind === 'list') return new Asked(this.type.of, said);
    return said.length > 0 ? new Asked(undefined, said) : undefined;
  }
}

const given = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

/** What a schema says of one entry of a map. */
function fieldSchemas(schema: JsonSchema, key: string): JsonSchema[] {
  const { properties, additionalProperties, allOf } = schema;
  const own = isSchema(properties) && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
  const inner = Array.isArray(allOf) ? allOf.filter(isSchema).flatMap((each) => fieldSchemas(each, key)) : [];
  return isSchema(own) ? [own, ...inner] : inner;
}

/** What is asked of an object of a kind; undefined for a kind that nobody knows. */
export function askedOfKind(apiVersion: string, kind: string): Asked | undefined {
  const name = schemaOfName(apiVersion, kind);
  const ofName: JsonSchema[] = name ? [{ properties: { metadata: { properties: { name } } } }] : [];
  const registered = registeredKind(groupOf(apiVersion), kind);
  if (registered) {
    const version = registered.versions.find((each) => each.name === apiVersion.slice(apiVersion.indexOf('/') + 1));
    const metadata = { kind: 'struct', id: objectMeta } as const;
    return version && new Asked(undefined, [schemaOfResource(version.schema()), ...ofName], { metadata });
  }
  const id = newestStructOfKind(`${apiVersion} ${kind}`);
  return id === undefined ? undefined : new Asked({ kind: 'struct', id }, ofName);
}

const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

/** The oldest version has the structs that schemas of values refer to. */
const hasDefinition = (id: string): boolean => schemaOf(kubernetesVersions[0]!).structs.has(id);

function schemaOfType(type: ApiType): JsonSchema {
  switch (type.kind) {
    case 'list':
      return { type: 'array', items: schemaOfType(type.of) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOfType(type.of) };
    case 'enum':
      return { type: 'string', enum: type.values };
    case 'struct':
      return {
        type: 'object',
        ...(hasDefinition(type.id) && { allOf: [{ $ref: `#/definitions/${definitionName(type.id)}` }] }),
      };
    case 'primitive':
      return primitives[type.name];
  }
}

const base64 =
  '^[\\r\\n]*(([A-Za-z0-9+/][\\r\\n]*){4})*(([A-Za-z0-9+/][\\r\\n]*){2}(=[\\r\\n]*){2}|([A-Za-z0-9+/][\\r\\n]*){3}=[\\r\\n]*)?$';

const primitives: { readonly [name in Primitive]: JsonSchema } = {
  any: {},
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  time: { type: 'string', pattern: formats.time },
  duration: { type: 'string', pattern: formats.duration },
  integer: { type: 'integer' },
  number: { type: 'number' },
  intOrString: { type: ['integer', 'string'] },
  quantity: { type: ['number', 'string'], pattern: formats.quantity },
  base64: { type: 'string', pattern: base64 },
};
