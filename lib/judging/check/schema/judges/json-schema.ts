import type { JsonObject } from '../../../../core/values';
import type { ApiType, Primitive, Struct } from '../../../../core/kubernetes/api-type';
import { formats } from '../../../../core/kubernetes/formats';
import { hasStatus } from '../../../../core/kubernetes/metadata-of-kinds';
import { mayBeAbsent } from '../../../../core/kubernetes/zero-values';

/** The definitions as a JSON Schema, for a second opinion in tests; null is as good as absent. */
export function jsonSchemaOf(structs: ReadonlyMap<string, Struct>): JsonObject {
  const neededIn = (id: string) =>
    [...structs.get(id)!.fields]
      .filter(([name, { isRequired }]) => isRequired && !mayBeAbsent(id, name))
      .map(([name]) => name);

  const structSchema = (id: string, { fields, isOpen }: Struct): JsonObject => {
    const isKind = fields.has('kind') && fields.has('metadata') && hasStatus(id.slice(id.lastIndexOf('.') + 1));
    const needed = neededIn(id);
    const properties = Array.from(fields, ([name, { type }]): [string, JsonObject] => {
      const schema = typeSchema(type);
      return [name, needed.includes(name) ? { allOf: [schema, { not: { type: 'null' } }] } : orNull(schema)];
    });
    return {
      type: 'object',
      properties: { ...Object.fromEntries(properties), ...(isKind ? { status: {} } : {}) },
      required: needed,
      additionalProperties: isOpen,
    };
  };

  const typeSchema = (type: ApiType): JsonObject => {
    switch (type.kind) {
      case 'list': {
        const { of } = type;
        // A null in a list is a struct without fields.
        const isSound = of.kind !== 'struct' || neededIn(of.id).length === 0;
        return { type: 'array', items: isSound ? orNull(typeSchema(of)) : typeSchema(of) };
      }
      case 'map':
        return { type: 'object', additionalProperties: orNull(typeSchema(type.of)) };
      case 'enum':
        return { enum: type.values };
      case 'struct':
        return { $ref: `#/definitions/${type.id}` };
      case 'primitive':
        return primitives[type.name];
    }
  };

  return { definitions: Object.fromEntries(Array.from(structs, ([id, struct]) => [id, structSchema(id, struct)])) };
}

const orNull = (schema: JsonObject): JsonObject => ({ anyOf: [{ type: 'null' }, schema] });

const primitives: { readonly [name in Primitive]: JsonObject } = {
  any: {},
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  intOrString: { type: ['integer', 'string'] },
  quantity: { type: ['number', 'string'], pattern: formats.quantity },
  time: { type: 'string', pattern: formats.time },
  duration: { type: 'string', pattern: formats.duration },
  base64: { type: 'string', contentEncoding: 'base64' },
};
