import fc from 'fast-check';
import type { Json, JsonObject } from '../../../core/values';

/** A schema as definitions may have it, and a value that it takes. */
export interface Sample {
  readonly schema: JsonObject;
  readonly value: Json;
}

const names = fc.constantFrom(
  ...[
    'name',
    'default',
    'class',
    '$ref',
    'x-y',
    '0',
    '__proto__',
    'constructor',
    'valueOf',
    "it's",
    'a b',
    'size',
    'è',
  ],
);

const texts = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.constantFrom('`', '${a}', '\\', '\\`', '"', "'", '*/', '\n', '\u2028'),
);

const documented = fc.record({ description: texts }, { requiredKeys: [] });

const scalar: fc.Arbitrary<Sample> = fc.oneof(
  texts.map((value) => ({ schema: { type: 'string' }, value })),
  fc.integer({ min: -5, max: 5 }).map((value) => ({ schema: { type: 'integer' }, value })),
  fc.boolean().map((value) => ({ schema: { type: 'boolean', nullable: true }, value })),
  fc.constantFrom<Json>(80, 'http').map((value) => ({ schema: { 'x-kubernetes-int-or-string': true }, value })),
  fc
    .array(texts, { minLength: 1, maxLength: 4 })
    .map((all) => ({ schema: { type: 'string', enum: [...all, all[0]!] }, value: all[0]! })),
  fc.constantFrom<Json>(1, true, 'a').map((value) => ({
    schema: { 'x-kubernetes-preserve-unknown-fields': true, enum: [value, 'other', 2] },
    value,
  })),
  fc.constant<Sample>({ schema: { 'x-kubernetes-preserve-unknown-fields': true }, value: { any: [1, 'x'] } }),
  fc.constant<Sample>({ schema: { type: 'object' }, value: {} }),
);

const withDocumentation = (sample: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> =>
  fc.tuple(sample, documented).map(([{ schema, value }, more]) => ({ schema: { ...schema, ...more }, value }));

const below = (inner: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> =>
  fc.oneof(
    inner.map(({ schema, value }): Sample => ({ schema: { type: 'array', items: schema }, value: [value, value] })),
    fc.tuple(names, inner).map(([key, { schema, value }]): Sample => ({
      schema: { type: 'object', additionalProperties: schema },
      value: Object.fromEntries([[key, value]]),
    })),
    fc
      .tuple(
        fc.uniqueArray(fc.tuple(names, inner, fc.boolean()), { selector: ([name]) => name, maxLength: 4 }),
        fc.boolean(),
      )
      .map(([fields, isOpen]): Sample => ({
        schema: {
          type: 'object',
          properties: Object.fromEntries(fields.map(([name, { schema }]) => [name, schema])),
          required: fields.flatMap(([name, , isRequired]) => (isRequired ? [name] : [])),
          ...(isOpen && { 'x-kubernetes-preserve-unknown-fields': true }),
        },
        value: Object.fromEntries(fields.map(([name, { value }]) => [name, value])),
      })),
  );

/** Schemas of some depth, whose parts repeat. */
export const schemas: fc.Arbitrary<Sample> = fc.letrec<{ place: Sample }>((tie) => ({
  place: withDocumentation(fc.oneof({ depthSize: 'small', maxDepth: 4 }, scalar, below(tie('place')))),
})).place;
