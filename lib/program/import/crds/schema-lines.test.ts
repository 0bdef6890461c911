import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { registeredKind, registerKinds } from '../../../core/kubernetes/registered-kinds';
import { isMap, type Json, type JsonObject } from '../../../core/values';
import { readDefinition, type Definition } from './definition';
import { definitionOf, oddities, versioned } from './odd-definitions.fixture';
import { schemas } from './random-schemas.fixture';
import { schemaLines } from './schema-lines';

const read = (object: JsonObject): Definition => {
  const definition = readDefinition(object);
  if (typeof definition === 'string') throw new Error(definition);
  return definition;
};

/** What a reader of the lines makes of a version of a kind. */
function readBack({ group, kind, versions }: Definition): JsonObject {
  const known = registeredKind(group, kind)!.versions;
  return Object.fromEntries(versions.map(({ name }) => [name, known.find((each) => each.name === name)!.schema()]));
}

/** A schema without the texts that are for people, wherever a field is not called so. */
function withoutDocumentation(schema: Json, isSchema = true): Json {
  if (Array.isArray(schema)) return (schema as readonly Json[]).map((each) => withoutDocumentation(each));
  if (!isMap(schema)) return schema;
  const entries = Object.entries(schema).filter(([key]) => !isSchema || key !== 'description');
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      isSchema && ['default', 'enum', 'required'].includes(key)
        ? value
        : withoutDocumentation(value, !isSchema || key !== 'properties'),
    ]),
  );
}

const expected = ({ versions }: Definition): JsonObject =>
  Object.fromEntries(versions.map(({ name, schema }) => [name, withoutDocumentation(schema)]));

test('what is read of the lines is what the definitions say, without the documentation', () => {
  const all = [...oddities.map(({ definition }) => definition), versioned].map(read);
  registerKinds(() => schemaLines(all));
  for (const definition of all) expect(readBack(definition)).toEqual(expected(definition));
});

test('any schema comes back as it was', () => {
  fc.assert(
    fc.property(schemas, ({ schema }) => {
      const definition = read(definitionOf('Any', schema));
      registerKinds(() => schemaLines([definition]));
      expect(readBack(definition)).toEqual(expected(definition));
    }),
    { numRuns: 300 },
  );
});

test('parts that are equal but for their documentation stand there once', () => {
  const pod = (description: string): JsonObject => ({
    type: 'object',
    description,
    properties: Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [`field${i}`, { type: 'string', description }]),
    ),
  });
  const properties = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`pod${i}`, pod(`the ${i}th`)]));
  const text = schemaLines([read(definitionOf('Pods', { type: 'object', properties }))]);
  expect(text.match(/"field29"/g)).toHaveLength(1);
  expect(text.length).toBeLessThan(3000);
});

test('the text is read only when somebody asks, and once', () => {
  let times = 0;
  registerKinds(() => {
    times++;
    return schemaLines([read(definitionOf('Lazy', { type: 'object' }))]);
  });
  expect(times).toBe(0);
  for (const kind of ['Lazy', 'Lazy', 'Other']) registeredKind('odd.example', kind);
  expect(times).toBe(1);
});

test('of a kind that is registered twice the later one holds', () => {
  for (const scope of ['Cluster', 'Namespaced']) {
    registerKinds(() => schemaLines([read(definitionOf('Twice', {}, { more: { scope } }))]));
  }
  expect(registeredKind('odd.example', 'Twice')!.isClusterScoped).toBe(false);
});
