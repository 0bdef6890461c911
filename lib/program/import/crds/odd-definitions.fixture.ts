import type { Json, JsonObject } from '../../../core/values';

/** A CustomResourceDefinition with one served version, whose `spec` has a schema. */
export const definitionOf = (
  kind: string,
  spec: JsonObject,
  { group = 'odd.example', more = {}, root = {} }: { group?: string; more?: JsonObject; root?: JsonObject } = {},
): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: {
    group,
    names: { kind, plural: `${kind.toLowerCase()}s` },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec }, ...root } },
      },
    ],
    ...more,
  },
});

const text = { type: 'string' };

/** Fields whose names are words of TypeScript, no words at all, or those of what each object has. */
const words = ['default', 'class', '$ref', 'x-y', '0', 'constructor', '__proto__', 'toString', 'a b'];
const each = (names: readonly string[], value: Json): JsonObject =>
  Object.fromEntries(names.map((name) => [name, value]));

/** Ways in which definitions are odd, each with an object that its own schema takes. */
export const oddities: readonly { readonly definition: JsonObject; readonly fields: JsonObject }[] = [
  {
    definition: definitionOf('Open', {}, { root: { 'x-kubernetes-preserve-unknown-fields': true, properties: {} } }),
    fields: { spec: { anything: [1, { goes: true }] }, beside: 'too' },
  },
  {
    definition: definitionOf('Enumerations', {
      type: 'object',
      properties: {
        numbers: { type: 'integer', enum: [1, 2, 2] },
        empty: { type: 'string', enum: ['', 'a', 'a'] },
        withNull: { type: 'string', nullable: true, enum: ['x', null] },
        mixed: { 'x-kubernetes-preserve-unknown-fields': true, enum: ['on', 1, true] },
        maps: { 'x-kubernetes-preserve-unknown-fields': true, enum: [{ a: 1 }, 'b'] },
        quotes: { type: 'string', enum: ["it's", 'say "x"', 'back\\slash', 'new\nline', '${x}', '`'] },
        long: {
          type: 'array',
          items: { type: 'string', enum: Array.from({ length: 30 }, (_, i): Json => `choice-${i}`) },
        },
      },
    }),
    fields: {
      spec: { numbers: 2, empty: '', withNull: 'x', mixed: true, maps: { a: 1 }, quotes: '${x}', long: ['choice-29'] },
    },
  },
  {
    definition: definitionOf('Words', {
      type: 'object',
      required: ['default', 'x-y'],
      properties: {
        ...each([...words, 'hasOwnProperty'], text),
        日本: { type: 'object', properties: { 'in side': text } },
        new: { type: 'object', properties: { import: text, "it's": text } },
      },
    }),
    fields: { spec: { ...each(words, 'v'), 日本: { 'in side': 'v' }, new: { import: 'v', "it's": 'v' } } },
  },
  {
    definition: definitionOf('Shapes', {
      type: 'object',
      properties: {
        port: { 'x-kubernetes-int-or-string': true },
        older: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
        free: { 'x-kubernetes-preserve-unknown-fields': true },
        freeMap: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        halfOpen: { type: 'object', properties: { known: text }, 'x-kubernetes-preserve-unknown-fields': true },
        nothing: { type: 'object' },
        nullable: { type: 'string', nullable: true },
        template: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
        },
        closed: { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { data: text } },
        maps: { type: 'object', additionalProperties: { type: 'object', properties: { a: text }, required: ['a'] } },
        mapsOfLists: { type: 'object', additionalProperties: { type: 'array', items: { type: 'integer' } } },
        lists: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
        always: {
          type: 'object',
          required: ['preset', 'given'],
          properties: { preset: { type: 'integer', default: 3 }, given: text },
        },
      },
    }),
    fields: {
      spec: {
        port: 'http',
        older: 80,
        free: ['x'],
        freeMap: { a: { b: 1 } },
        halfOpen: { known: 'k', unknown: [true] },
        nothing: {},
        nullable: 'x',
        template: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: 'b' } },
        closed: { apiVersion: 'v1', kind: 'ConfigMap', data: 'x' },
        maps: { x: { a: 'b' } },
        mapsOfLists: { x: [1] },
        lists: [[1.5]],
        always: { given: 'x' },
      },
    },
  },
  {
    definition: definitionOf('Alternatives', {
      type: 'object',
      properties: { a: text, b: text, c: { type: 'integer' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
      not: { required: ['c'] },
      'x-kubernetes-validations': [{ rule: "!has(self.a) || self.a != 'bad'", message: 'a is bad' }],
    }),
    fields: { spec: { a: 'x' } },
  },
  {
    definition: definitionOf('Documented', {
      type: 'object',
      description:
        'Ends */ a comment, and `begins` ${another} /* one.\r\n@default is no tag\n\n    indented\u2028line \u0007',
      properties: { it: { type: 'string', description: '*/ export const x = 1; /*', default: '*/' } },
    }),
    fields: { spec: { it: 'x' } },
  },
  ...[
    'Object',
    'Map',
    'App',
    'Chart',
    'Construct',
    'KubeObject',
    'String',
    'Templated',
    'TemplatedChoice',
    'Tree',
    'Array',
    'class',
    'My-Kind',
  ].map((kind) => ({
    definition: definitionOf(kind, { type: 'object', properties: { it: text } }),
    fields: { spec: { it: 'x' } },
  })),
  {
    definition: definitionOf('Clash', { type: 'object', properties: { here: text } }, { group: 'one.example' }),
    fields: { spec: { here: 'x' } },
  },
  {
    definition: definitionOf('Clash', { type: 'object', properties: { there: text } }, { group: '2.odd-one.example' }),
    fields: { spec: { there: 'x' } },
  },
  {
    definition: definitionOf('ClashProps', { type: 'object', properties: { it: text } }, { group: 'one.example' }),
    fields: { spec: { it: 'x' } },
  },
  {
    definition: definitionOf(
      'Rooted',
      {},
      {
        more: { scope: 'Cluster' },
        root: { properties: { rules: { type: 'array', items: text } }, required: ['rules'] },
      },
    ),
    fields: { rules: ['x'] },
  },
  { definition: definitionOf('Deep', nested(40)), fields: { spec: {} } },
];

function nested(depth: number): JsonObject {
  return { type: 'object', properties: depth === 0 ? { end: text } : { a: nested(depth - 1), b: text } };
}

/** A definition of several versions, of which the stored one is the second, and one is served no more. */
export const versioned: JsonObject = {
  ...definitionOf('Route', {}),
  spec: {
    group: 'net.example',
    names: { kind: 'Route', plural: 'routes' },
    scope: 'Namespaced',
    versions: [
      { name: 'v1alpha1', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
      { name: 'v1beta1', served: true, storage: false, deprecated: true, schema: ofHost('host') },
      { name: 'v1', served: true, storage: true, subresources: { status: {} }, schema: ofHost('hosts') },
    ],
  },
};

function ofHost(field: string): JsonObject {
  const spec = { type: 'object', properties: { [field]: text } };
  return {
    openAPIV3Schema: { type: 'object', properties: { spec, status: { type: 'object', properties: { ready: text } } } },
  };
}

/** The same kind of thing as the first API version of definitions has it. */
export const first = (preserveUnknownFields?: boolean): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1beta1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'olds.first.example' },
  spec: {
    group: 'first.example',
    version: 'v1',
    names: { kind: 'Old', plural: 'olds' },
    scope: 'Namespaced',
    ...(preserveUnknownFields !== undefined && { preserveUnknownFields }),
    subresources: { status: {} },
    validation: {
      openAPIV3Schema: { properties: { spec: { properties: { size: { type: 'integer' } }, required: ['size'] } } },
    },
  },
});
