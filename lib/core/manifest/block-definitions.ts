import type { ApiType, Primitive, Struct } from '../kubernetes/api-type';
import { schemaOf } from '../kubernetes/definitions';
import { formats } from '../kubernetes/formats';
import { mergeableDefinition } from './mergeable-definitions';
import { blockText, didYouMean, mistake, type DefinitionError, type TSchema } from '../values';

type JsonSchema = { readonly [keyword: string]: unknown };

/** Where upstream keeps its structs; the names of definitions leave this out. */
const groups = ['io.k8s.api.', 'io.k8s.apimachinery.pkg.apis.', ''];

/**
 * The definitions of all structs of the Kubernetes API that a schema refers to as `#/definitions/core.v1.Probe`, and of
 * those inside them, from the oldest version that is supported.
 */
export function blockDefinitions(schema: TSchema): { readonly [name: string]: JsonSchema } {
  const { structs } = schemaOf('1.28');
  const definitions = new Map<string, JsonSchema>();
  const definitionOf = (name: string): JsonSchema | undefined => {
    const struct = groups.map((group) => structs.get(group + name)).find((found) => found !== undefined);
    return struct && structSchema(struct);
  };
  const add = (name: string): void => {
    if (definitions.has(name)) return;
    const definition = ownDefinitions[name] ?? mergeableDefinition(name, definitionOf) ?? definitionOf(name);
    if (!definition) throw unknownStruct(name, structs.keys());
    definitions.set(name, definition);
    referencesIn(definition).forEach(add);
  };
  referencesIn(schema).forEach(add);
  return Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function unknownStruct(name: string, known: Iterable<string>): DefinitionError {
  const names = Array.from(known, shortName);
  return mistake({
    code: 'unknown-struct',
    message: `the schema of a value names the struct ${JSON.stringify(name)}, which the Kubernetes API does not have${didYouMean(name, names)}`,
    remedy: 'Name it as Kubernetes does, without io.k8s.api, as in core.v1.Probe.',
  });
}

const shortName = (type: string) =>
  groups.reduce((name, group) => (name.startsWith(group) ? name.slice(group.length) : name), type);

const prefix = '#/definitions/';

function referencesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) =>
    keyword === '$ref' && typeof value === 'string' ? [value.slice(prefix.length)] : referencesIn(value),
  );
}

function structSchema({ fields, isOpen }: Struct): JsonSchema {
  const required = [...fields].filter(([, { isRequired }]) => isRequired).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(Array.from(fields, ([name, { type }]) => [name, typeSchema(type)])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: isOpen,
  };
}

function typeSchema(type: ApiType): JsonSchema {
  switch (type.kind) {
    case 'list':
      return { type: 'array', items: typeSchema(type.of) };
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of), propertyNames: key };
    case 'enum':
      return { enum: type.values };
    case 'struct':
      return { $ref: prefix + shortName(type.id) };
    case 'primitive':
      return primitives[type.name];
  }
}

const key = { pattern: '^[A-Za-z0-9][-A-Za-z0-9_./]*$' };

/** What blocks are made of beside structs. */
const ownDefinitions: { readonly [name: string]: JsonSchema } = {
  text: { ...blockText(), description: 'Text without the few characters that a template cannot print' },
  tree: {
    description: 'Any part of an object',
    anyOf: [
      { $ref: `${prefix}text` },
      { type: ['number', 'boolean'] },
      { type: 'array', items: { $ref: `${prefix}tree` } },
      { type: 'object', additionalProperties: { $ref: `${prefix}tree` }, propertyNames: key },
    ],
  },
};

const primitives: { readonly [name in Primitive]: JsonSchema } = {
  any: { $ref: `${prefix}tree` },
  string: { $ref: `${prefix}text` },
  boolean: { type: 'boolean' },
  time: { type: 'string', pattern: formats.time },
  duration: { type: 'string', pattern: formats.duration },
  integer: { type: 'integer' },
  number: { type: 'number' },
  intOrString: { type: ['integer', 'string'], pattern: '^[A-Za-z0-9%-]*$' },
  quantity: { type: ['number', 'string'], pattern: formats.quantity },
  base64: { type: 'string', contentEncoding: 'base64' },
};
