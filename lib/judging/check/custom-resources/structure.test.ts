import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../../core/values';
import type { CheckInput } from '../finding';
import { families } from '../rules';
import { breachesOf } from '../case.fixture';
import { schemaRules } from '../schema-rules';
import { customResourceRules } from './rules';

/** The definition of a kind whose `spec` has this schema. */
const definitionWith = (spec: Json, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.shop.example' },
  spec: {
    group: 'shop.example',
    scope: 'Namespaced',
    names: { plural: 'things', kind: 'Thing' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        ...more,
      },
    ],
  },
});

const rules = [...schemaRules, ...customResourceRules];

const thing = (spec: Json): JsonObject => ({
  apiVersion: 'shop.example/v1',
  kind: 'Thing',
  metadata: { name: 'one' },
  spec,
});

const inputOf = (...objects: JsonObject[]): CheckInput => ({ objects: objects.map((object) => ({ object })) });

const found = (schema: string, spec: string): string[] =>
  breachesOf(rules, inputOf(definitionWith(parse(schema) as Json), thing(parse(spec) as Json)));

/*
 * A schema of `spec`, a value that it takes, one that it refuses, and what is found in that, below `/spec`.
 */
const table = `
type: string                          | a                 | 1                 | schema-wrong-type
type: string                          | a                 | [a]               | schema-wrong-type
type: integer                         | 1                 | 1.5               | schema-wrong-type
type: integer                         | 1.0               | "1"               | schema-wrong-type
type: number                          | 1.5               | "1.5"             | schema-wrong-type
type: boolean                         | false             | "no"              | schema-wrong-type
type: object                          | {}                | []                | schema-wrong-type
{type: array, items: {type: string}}  | [a]               | a                 | schema-wrong-type
{type: array, items: {type: string}}  | [a, b]            | [a, 1]            | schema-wrong-type /1
{type: array, items: {type: string}}  | [a]               | [a, null]         | schema-wrong-type /1
{type: array, items: {type: string, nullable: true}} | [a, null] | [a, 1]     | schema-wrong-type /1
{type: string, nullable: true}        | null              | 1                 | schema-wrong-type
{x-kubernetes-int-or-string: true}    | 80                | 1.5               | schema-wrong-type
{x-kubernetes-int-or-string: true}    | http              | true              | schema-wrong-type
{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}], pattern: "^[0-9]+%$"} | 5% | 5 | (nothing)
{x-kubernetes-int-or-string: true, pattern: "^[0-9]+%$"} | 5% | five           | schema-bad-value
{type: string, enum: [a, b]}          | b                 | c                 | schema-bad-value
{type: string, enum: [""]}            | ""                | a                 | schema-bad-value
{type: integer, enum: [1, 2]}         | 2                 | 3                 | schema-bad-value
{type: string, pattern: "^a+$"}       | aa                | ab                | schema-bad-value
{type: string, pattern: "a"}          | bab               | b                 | schema-bad-value
{type: string, pattern: "(?i)^abc$"}  | ABC               | abd               | schema-bad-value
{type: string, pattern: "^[[:alpha:]]+$"} | abc           | a1                | schema-bad-value
{type: string, pattern: '^[\\w\\-\\.]+\\z'} | a-b.c       | a b               | schema-bad-value
{type: string, pattern: '^\\p{Lu}'}   | Abc               | abc               | schema-bad-value
{type: string, pattern: '^a.b$'}      | "a\\rb"           | "a\\nb"           | schema-bad-value
{type: string, pattern: '^{{x}}$'}    | "{{x}}"           | x                 | schema-bad-value
{type: string, minLength: 2}          | ab                | a                 | schema-bad-value
{type: string, maxLength: 2}          | ab                | abc               | schema-bad-value
{type: string, maxLength: 1}          | 😀                | ab                | schema-bad-value
{type: integer, minimum: 1}           | 1                 | 0                 | schema-bad-value
{type: integer, maximum: 5}           | 5                 | 6                 | schema-bad-value
{type: number, minimum: 0, exclusiveMinimum: true} | 0.1  | 0                 | schema-bad-value
{type: number, maximum: 1, exclusiveMaximum: true} | 0.9  | 1                 | schema-bad-value
{type: integer, multipleOf: 5}        | 10                | 7                 | schema-bad-value
{type: number, multipleOf: 0.1}       | 0.3               | 0.35              | schema-bad-value
{type: array, items: {type: string}, minItems: 1} | [a]   | []                | schema-bad-value
{type: array, items: {type: string}, maxItems: 1} | [a]   | [a, b]            | schema-bad-value
{type: object, additionalProperties: {type: string}, minProperties: 1} | {a: b} | {} | schema-bad-value
{type: object, additionalProperties: {type: string}, maxProperties: 1} | {a: b} | {a: b, c: d} | schema-bad-value
{type: object, additionalProperties: {type: string}} | {a: b} | {a: 1}        | schema-wrong-type /a
{type: object, required: [a], properties: {a: {type: string}}} | {a: b} | {}   | schema-missing-field
{type: object, required: [a], properties: {a: {type: string}}} | {a: b} | {a: null} | schema-missing-field
{type: object, required: [a], properties: {a: {type: string, default: x}}} | {} | {a: 1} | schema-wrong-type /a
{type: object, required: [a], properties: {a: {type: string, default: x}}} | {a: null} | {a: []} | schema-wrong-type /a
{type: object, properties: {a: {type: string}}} | {a: null} | {a: {}}          | schema-wrong-type /a
{type: object, properties: {a: {type: string}}} | {a: b} | {b: c}              | schema-unknown-field /b
{type: object, properties: {a: {type: object, properties: {b: {type: string}}}}} | {a: {b: c}} | {a: {c: c}} | schema-unknown-field /a/c
{type: array, items: {type: object, properties: {a: {type: string}}}} | [{a: b}] | [{b: c}] | schema-unknown-field /0/b
{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: object, properties: {b: {type: string}}}}} | {x: {y: z}, a: {b: c}} | {x: 1, a: {c: 1}} | schema-unknown-field /a/c
{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: string}}} | {x: 1, a: b} | {x: 1, a: 2} | schema-wrong-type /a
{type: object, properties: {r: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}}} | {r: {apiVersion: v1, kind: Pod, x: y}} | {r: {kind: Pod}} | schema-missing-field /r
{type: object, properties: {r: {type: object, x-kubernetes-embedded-resource: true, properties: {spec: {type: object}}}}} | {r: {apiVersion: v1, kind: Pod, metadata: {name: a}}} | {r: {apiVersion: v1, kind: Pod, data: {}}} | schema-unknown-field /r/data
{type: object, properties: {r: {type: object, x-kubernetes-embedded-resource: true}}} | {r: {apiVersion: v1, kind: Pod}} | {r: {apiVersion: 1, kind: Pod}} | schema-wrong-type /r/apiVersion
{type: object, minProperties: 1, additionalProperties: {type: string, default: x}} | {a: null} | {} | schema-bad-value
{type: array, x-kubernetes-list-type: set, items: {type: string}} | [a, b] | [a, b, a, a] | schema-bad-value /2
{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [n], items: {type: object, required: [n], properties: {n: {type: string}}}} | [{n: a}, {n: b}] | [{n: a}, {n: a}] | schema-bad-value /1
{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [n, p], items: {type: object, properties: {n: {type: string}, p: {type: string, default: TCP}}}} | [{n: a}, {n: a, p: UDP}] | [{n: a}, {n: a, p: TCP}] | schema-bad-value /1
{type: array, x-kubernetes-list-type: atomic, items: {type: string}} | [a, a] | [1] | schema-wrong-type /0
{type: object, x-kubernetes-preserve-unknown-fields: true, anyOf: [{required: [a]}, {required: [b]}]} | {a: 1, b: 1} | {c: 1} | schema-bad-value
{type: object, x-kubernetes-preserve-unknown-fields: true, oneOf: [{required: [a]}, {required: [b]}]} | {a: 1} | {a: 1, b: 1} | schema-bad-value
{type: object, x-kubernetes-preserve-unknown-fields: true, oneOf: [{required: [a]}, {required: [b]}]} | {b: 1} | {c: 1} | schema-bad-value
{type: object, x-kubernetes-preserve-unknown-fields: true, allOf: [{required: [a]}, {required: [b]}]} | {a: 1, b: 1} | {a: 1} | schema-missing-field
{type: object, x-kubernetes-preserve-unknown-fields: true, not: {required: [a, b]}} | {a: 1} | {a: 1, b: 1} | schema-bad-value
{type: object, properties: {a: {type: string}}, not: {properties: {a: {enum: [x]}}, required: [a]}} | {a: y} | {a: x} | schema-bad-value
{type: string, format: date-time}     | 2024-01-02T03:04:05Z | 2024-01-02 03:04 | schema-bad-value
{type: string, format: date-time}     | "2024-01-02T03:04:05.123+02:00" | 2024-13-02T03:04:05Z | schema-bad-value
{type: string, format: date}          | "2024-02-29"      | "2023-02-29"      | schema-bad-value
{type: string, format: duration}      | 1h30m             | 1 fortnight       | schema-bad-value
{type: string, format: duration}      | 5 minutes         | soon              | schema-bad-value
{type: string, format: byte}          | YQ==              | "a b"             | schema-bad-value
{type: string, format: email}         | a@b.example       | a.example         | schema-bad-value
{type: string, format: ipv4}          | 10.0.0.1          | 10.0.0.256        | schema-bad-value
{type: string, format: ipv6}          | "fe80::1"         | 10.0.0.1          | schema-bad-value
{type: string, format: cidr}          | 10.0.0.0/8        | 10.0.0.0/33       | schema-bad-value
{type: string, format: uri}           | https://a.example/b | a.example/b     | schema-bad-value
{type: string, format: uuid}          | 123e4567-e89b-12d3-a456-426614174000 | 123e456g | schema-bad-value
{type: string, format: uuid4}         | 123e4567-e89b-42d3-a456-426614174000 | 123e4567-e89b-12d3-a456-426614174000 | schema-bad-value
{type: string, format: hostname}      | a.example         | a_b.example       | schema-bad-value
{type: string, format: mac}           | "00:11:22:33:44:55" | "00:11:22"      | schema-bad-value
{type: string, format: hexcolor}      | "#ff8800"         | red               | schema-bad-value
{type: string, format: of-somebody}   | anything          | 1                 | schema-wrong-type
{type: integer, format: int32}        | 5                 | 1.5               | schema-wrong-type
`;

const lines = table
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+\|\s+/).map((cell) => cell.trim()))
  .map(([schema = '', valid = '', invalid = '', finding = '']) => ({ schema, valid, invalid, finding }));

describe('the structure that a definition asks for', () => {
  test.each(lines)('$schema takes $valid', ({ schema, valid }) => {
    expect(found(schema, valid)).toEqual([]);
  });

  // The API server does not look at what "(nothing)" stands behind either.
  test.each(lines)('$schema with $invalid gives $finding', ({ schema, invalid, finding }) => {
    const [code = '', pointer = ''] = finding.split(' ');
    expect(found(schema, invalid)).toEqual(code === '(nothing)' ? [] : [`${code} /spec${pointer}`]);
  });
});

describe('an object whose kind is defined', () => {
  const closed = definitionWith({ type: 'object', properties: { a: { type: 'string' } } });

  test('is not said to be of an unknown or unchecked kind', () => {
    expect(breachesOf(Object.values(families.Schema), inputOf(thing({})))).toEqual(['schema-unchecked-kind /kind']);
    expect(breachesOf(Object.values(families.Schema), inputOf(closed, thing({})))).toEqual([]);
  });

  test('knows the definitions that an input is given from elsewhere', () => {
    const input = inputOf(thing({ b: 1 }));
    const definitions = [
      {
        group: 'shop.example',
        kind: 'Thing',
        name: 'things.shop.example',
        isClusterScoped: false,
        versions: [],
      },
    ];
    expect(breachesOf(rules, { ...input, definitions })).toEqual(['custom-resource-version /apiVersion']);
  });

  test('has the metadata of any object', () => {
    const object = { ...thing({}), metadata: { name: 'one', label: {} } };
    expect(breachesOf(rules, inputOf(closed, object))).toEqual(['schema-unknown-field /metadata/label']);
  });

  test('has no field at its top that the definition does not know', () => {
    const object = { ...thing({}), spek: {} };
    expect(breachesOf(rules, inputOf(closed, object))).toEqual(['schema-unknown-field /spek']);
  });

  test('may bring any status where the status is written apart, since that is dropped', () => {
    const schema = {
      type: 'object',
      properties: {
        spec: { type: 'object' },
        status: { type: 'object', required: ['ready'], properties: { ready: {} } },
      },
    };
    const versions: JsonObject[] = [
      { subresources: { status: {} }, schema: { openAPIV3Schema: schema } },
      { schema: { openAPIV3Schema: schema } },
    ];
    const object = { ...thing({}), status: {} };
    expect(versions.map((version) => breachesOf(rules, inputOf(definitionWith({}, version), object)))).toEqual([
      [],
      ['schema-missing-field /status'],
    ]);
  });

  test.each<[string, JsonObject, string[]]>([
    ['not served', { served: false }, ['custom-resource-version /apiVersion']],
    ['not there', { name: 'v2' }, ['custom-resource-version /apiVersion']],
    ['deprecated', { deprecated: true }, ['custom-resource-deprecated /apiVersion']],
  ])('is told that its version is %s', (_, version, expected) => {
    const definition = definitionWith({ type: 'object' }, version);
    expect(breachesOf(rules, inputOf(definition, thing({})))).toEqual(expected);
  });

  test('is told by the definition why a version is deprecated', () => {
    const definition = definitionWith({ type: 'object' }, { deprecated: true, deprecationWarning: 'Use Things v2' });
    const breaches = customResourceRules.flatMap((rule) => rule.check(inputOf(definition, thing({}))));
    expect(breaches.map(({ message }) => message)).toEqual(['Use Things v2']);
  });

  test('is held to no rule in CEL while a field is missing or of the wrong type, as the API server does', () => {
    const spec = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'integer' } },
      'x-kubernetes-validations': [{ rule: 'self.a > 1' }],
    };
    const things: JsonObject[] = [{}, { a: 'x' }, { a: 1 }];
    expect(things.map((each) => breachesOf(rules, inputOf(definitionWith(spec), thing(each))))).toEqual([
      ['schema-missing-field /spec'],
      ['schema-wrong-type /spec/a'],
      ['custom-resource-rule /spec'],
    ]);
  });

  test('with a pattern that cannot be read here is said to be unchecked, once for a definition', () => {
    const definition = definitionWith({ type: 'object', properties: { a: { type: 'string', pattern: 'a(?i)b' } } });
    expect(breachesOf(rules, inputOf(definition, thing({ a: 'ab' }), thing({ a: 'aB' })))).toEqual([
      'custom-resource-unchecked ',
    ]);
  });
});
