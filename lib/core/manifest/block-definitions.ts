import type { ApiType, Primitive, Struct } from '../kubernetes/api-type';
import { kubernetesVersions, schemaOf } from '../kubernetes/definitions';
import { formats } from '../kubernetes/formats';
import { definitionName, upstreamGroups } from '../kubernetes/struct-name';
import { constraintsOfField, constraintsOfStruct, type JsonSchema } from '../validation';
import { ownEntry } from '../values/own-entry';
import { mergeableDefinition } from './mergeable-definitions';
import { blockText, didYouMean, mistake, type DefinitionError, type TSchema } from '../values';

/** A definition, and the names of those that it refers to. */
interface Made {
  readonly definition: JsonSchema;
  readonly references: ReadonlySet<string>;
}

/** Each definition is made once: it is the same in all charts. */
const made = new Map<string, Made>();

/**
 * The definitions of all structs of the Kubernetes API that a schema refers to as `#/definitions/core.v1.Probe`, and of
 * those inside them, from the oldest version that is supported.
 */
export function blockDefinitions(schema: TSchema): { readonly [name: string]: JsonSchema } {
  const definitions = new Map<string, JsonSchema>();
  const add = (name: string): void => {
    if (definitions.has(name)) return;
    const { definition, references } = madeOf(name);
    definitions.set(name, definition);
    references.forEach(add);
  };
  referencesIn(schema).forEach(add);
  return Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function madeOf(name: string): Made {
  const known = made.get(name);
  if (known) return known;
  const definition = ownDefinition(name) ?? mergeableDefinition(name, ofStruct) ?? ofStruct(name);
  if (!definition) throw unknownStruct(name, oldest().keys());
  const one = { definition, references: referencesIn(definition) };
  made.set(name, one);
  return one;
}

const oldest = () => schemaOf('1.28').structs;

function ofStruct(name: string): JsonSchema | undefined {
  const id = upstreamGroups.map((group) => group + name).find((each) => oldest().has(each));
  return id === undefined ? undefined : structSchema(id, oldest().get(id)!);
}

function ownDefinition(name: string): JsonSchema | undefined {
  const field = ownEntry(names, name);
  return field ? schemaOfName(...field) : ownEntry(ownDefinitions, name);
}

function unknownStruct(name: string, known: Iterable<string>): DefinitionError {
  const names = Array.from(known, definitionName);
  return mistake({
    code: 'unknown-struct',
    message: `the schema of a value names the struct ${JSON.stringify(name)}, which the Kubernetes API does not have${didYouMean(name, names)}`,
    remedy: 'Name it as Kubernetes does, without io.k8s.api, as in core.v1.Probe.',
  });
}

const prefix = '#/definitions/';

/** The names of the definitions that a schema refers to, each once. */
function referencesIn(schema: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref' && typeof value === 'string') found.add(value.slice(prefix.length));
    else referencesIn(value, found);
  }
  return found;
}

function structSchema(id: string, { fields, isOpen }: Struct): JsonSchema {
  const { required: needed = [], ...rest } = constraintsOfStruct(id) ?? {};
  const required = [...fields].filter(([, { isRequired }]) => isRequired).map(([name]) => name);
  const all = [...new Set([...required, ...(needed as string[])])].filter((name) => fields.has(name));
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(
        Array.from(fields, ([name, { type }]) => [name, named(typeSchema(type, constraintsOfField(id, name) ?? {}))]),
      ),
      ...(isOpen ? {} : laterFields(id, fields)),
    },
    ...(all.length > 0 ? { required: all.sort() } : {}),
    additionalProperties: isOpen,
    ...rest,
  };
}

/**
 * Fields that only a later Kubernetes has. Nothing is a value of one: it would have to be a text that is too long, or of another type. So
 * each Helm says what is wrong, and no editor suggests them.
 */
function laterFields(id: string, fields: Struct['fields']): { readonly [field: string]: JsonSchema } {
  const later: { [field: string]: JsonSchema } = {};
  for (const version of kubernetesVersions.slice(1)) {
    for (const [name, { type }] of schemaOf(version).structs.get(id)?.fields ?? []) {
      if (fields.has(name) || Object.hasOwn(later, name)) continue;
      const sentence = `is in Kubernetes ${version} and later; values may have what ${kubernetesVersions[0]} has`;
      later[name] = { ...jsonType(type), const: sentence, errorMessage: sentence, doNotSuggest: true };
    }
  }
  return later;
}

/** What of JSON a field has; texts are empty. */
function jsonType(type: ApiType): JsonSchema {
  if (type.kind === 'list') return { type: 'array' };
  if (type.kind === 'struct' || type.kind === 'map') return { type: 'object' };
  const known = type.kind === 'primitive' ? primitives[type.name]['type'] : undefined;
  return ['boolean', 'integer', 'number'].includes(String(known)) ? { type: known } : { maxLength: 0 };
}

/** What a type takes of which more is asked. */
function typeSchema(type: ApiType, constraints: JsonSchema): JsonSchema {
  switch (type.kind) {
    case 'list': {
      const { items = {}, ...rest } = constraints;
      return { type: 'array', items: named(typeSchema(type.of, items as JsonSchema)), ...rest };
    }
    case 'map': {
      const { additionalProperties = {}, propertyNames = key, ...rest } = constraints;
      const entries = named(typeSchema(type.of, additionalProperties as JsonSchema));
      return { type: 'object', additionalProperties: entries, propertyNames, ...rest };
    }
    case 'enum':
      return { enum: type.values };
    case 'struct':
      return both({ $ref: prefix + definitionName(type.id) }, constraints);
    case 'primitive':
      return type.name === 'string' ? textSchema(constraints) : { ...primitives[type.name], ...constraints };
  }
}

/** A text; one that has a form needs no other word about characters. */
function textSchema(constraints: JsonSchema): JsonSchema {
  const { pattern, enum: choices } = constraints;
  if (choices !== undefined) return constraints;
  const isWhole = typeof pattern === 'string' && /^\^.*\$$/.test(pattern) && !/\[\^|\^\$\|/.test(pattern);
  return isWhole ? { type: 'string', ...constraints } : both({ $ref: `${prefix}text` }, constraints);
}

const both = (schema: JsonSchema, constraints: JsonSchema): JsonSchema =>
  Object.keys(constraints).length === 0 ? schema : { allOf: [schema, constraints] };

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

/** The parts of structs that many fields have in common, which the definitions say once. */
const names: { readonly [name: string]: readonly [struct: string, field: string] } = {
  someText: ['io.k8s.api.core.v1.VolumeMount', 'name'],
  int32: ['io.k8s.api.core.v1.PodSpec', 'priority'],
  natural: ['io.k8s.api.core.v1.Probe', 'initialDelaySeconds'],
  dnsLabel: ['io.k8s.api.core.v1.Container', 'name'],
  dnsName: ['io.k8s.api.core.v1.SecretKeySelector', 'name'],
  configKey: ['io.k8s.api.core.v1.SecretKeySelector', 'key'],
  port: ['io.k8s.api.core.v1.HTTPGetAction', 'port'],
  fileMode: ['io.k8s.api.core.v1.SecretVolumeSource', 'defaultMode'],
  fileName: ['io.k8s.api.core.v1.KeyToPath', 'path'],
  relativePath: ['io.k8s.api.core.v1.VolumeMount', 'subPath'],
  labels: ['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', 'labels'],
  percentage: ['io.k8s.api.policy.v1.PodDisruptionBudgetSpec', 'maxUnavailable'],
};

/** The same, or a reference to what is named. */
function named(schema: JsonSchema): JsonSchema {
  const name = knownNames().get(JSON.stringify(schema));
  return name === undefined ? schema : { $ref: prefix + name };
}

let byText: Map<string, string> | undefined;

function knownNames(): Map<string, string> {
  if (byText) return byText;
  byText = new Map();
  for (const [name, [id, field]] of Object.entries(names)) byText.set(JSON.stringify(schemaOfName(id, field)), name);
  return byText;
}

/** What a name stands for. */
const schemaOfName = (id: string, field: string): JsonSchema =>
  typeSchema(schemaOf('1.28').structs.get(id)!.fields.get(field)!.type, constraintsOfField(id, field) ?? {});
