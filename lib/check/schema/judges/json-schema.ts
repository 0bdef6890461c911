import type { JsonObject } from '../../../values';
import type { Fields } from '../../../kubernetes/definitions';

/** The definitions as a JSON Schema, for a second opinion in tests. */
export function jsonSchemaOf(structs: ReadonlyMap<string, Fields>): JsonObject {
  return { definitions: Object.fromEntries(Array.from(structs, ([id, fields]) => [id, structSchema(fields)])) };
}

function structSchema({ '*': others, ...fields }: Fields): JsonObject {
  const required = Object.keys(fields).filter((name) => fields[name]!.endsWith('!'));
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [name, typeSchema(type.replace('!', ''))]),
    ),
    required,
    additionalProperties: others !== undefined,
  };
}

function typeSchema(type: string): JsonObject {
  if (type.startsWith('[]')) return { type: 'array', items: typeSchema(type.slice(2)) };
  if (type.startsWith('{}')) return { type: 'object', additionalProperties: typeSchema(type.slice(2)) };
  if (type.startsWith('=')) return { enum: type.slice(1).split('|') };
  return primitives[type] ?? { $ref: `#/definitions/${type}` };
}

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
