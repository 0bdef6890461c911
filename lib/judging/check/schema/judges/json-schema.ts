import type { JsonObject } from '../../../../core/values';
import type { Fields } from '../../../../core/kubernetes/definitions';
import { hasStatus } from '../groups';
import { mayBeAbsent } from '../zero-values';

/** The definitions as a JSON Schema, for a second opinion in tests; null is as good as absent. */
export function jsonSchemaOf(structs: ReadonlyMap<string, Fields>): JsonObject {
  const isNeeded = (id: string, name: string) => structs.get(id)![name]!.endsWith('!') && !mayBeAbsent(id, name);
  const neededIn = (id: string) => Object.keys(structs.get(id)!).filter((name) => isNeeded(id, name));

  const structSchema = (id: string, { '*': others, ...fields }: Fields): JsonObject => {
    const isKind = 'kind' in fields && 'metadata' in fields && hasStatus(id.slice(id.lastIndexOf('.') + 1));
    const properties = Object.entries(fields).map(([name, type]): [string, JsonObject] => {
      const schema = typeSchema(type.replace('!', ''));
      return [name, isNeeded(id, name) ? { allOf: [schema, { not: { type: 'null' } }] } : orNull(schema)];
    });
    return {
      type: 'object',
      properties: { ...Object.fromEntries(properties), ...(isKind ? { status: {} } : {}) },
      required: neededIn(id),
      additionalProperties: others !== undefined,
    };
  };

  const typeSchema = (type: string): JsonObject => {
    if (type.startsWith('[]')) {
      const of = type.slice(2);
      // A null in a list is a struct without fields.
      const isSound = !structs.has(of) || neededIn(of).length === 0;
      return { type: 'array', items: isSound ? orNull(typeSchema(of)) : typeSchema(of) };
    }
    if (type.startsWith('{}')) return { type: 'object', additionalProperties: orNull(typeSchema(type.slice(2))) };
    if (type.startsWith('=')) return { enum: type.slice(1).split('|') };
    return primitives[type] ?? { $ref: `#/definitions/${type}` };
  };

  return { definitions: Object.fromEntries(Array.from(structs, ([id, fields]) => [id, structSchema(id, fields)])) };
}

const orNull = (schema: JsonObject): JsonObject => ({ anyOf: [{ type: 'null' }, schema] });

const primitives: { readonly [name: string]: JsonObject } = {
  any: {},
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  intOrString: { type: ['integer', 'string'] },
  quantity: { type: ['number', 'string'], pattern: '^[-+]?[0-9.]+([eE][-+]?[0-9]+|[KMGTPE]i|[numkMGTPE])?$' },
  time: {
    type: 'string',
    pattern: '^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})$',
  },
  duration: { type: 'string', pattern: '^0$|^([0-9]+(y|w|d|h|m|s|ms))*$' },
  base64: { type: 'string', contentEncoding: 'base64' },
};
