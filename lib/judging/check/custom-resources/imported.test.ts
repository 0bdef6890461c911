import { expect, test } from '@jest/globals';
import { registerKinds } from '../../../core/kubernetes/registered-kinds';
import { isClusterScoped } from '../../../core/kubernetes/scopes';
import type { Json, JsonObject } from '../../../core/values';
import { breachesOf } from '../case.fixture';
import type { CheckInput } from '../finding';
import { schemaRules } from '../schema-rules';
import { customResourceRules } from './rules';

const size = { type: 'object', properties: { size: { type: 'integer', maximum: 3 } }, required: ['size'] };
const rule = { 'x-kubernetes-validations': [{ rule: 'self.size != 2', message: 'two is none' }] };
const schema = { type: 'object', properties: { spec: 1 } };

registerKinds(() =>
  [
    [
      {
        group: 'imported.example',
        kind: 'Thing',
        name: 'things.imported.example',
        isClusterScoped: true,
        versions: [
          { name: 'v1', isServed: true, isDeprecated: false, hasStatus: false, line: 2 },
          { name: 'v1beta1', isServed: false, isDeprecated: false, hasStatus: false, line: 2 },
        ],
      },
    ],
    size,
    { ...size, ...rule },
    schema,
  ]
    .map((line) => JSON.stringify(line))
    .join('\n'),
);

const thing = (spec: Json, version = 'v1'): JsonObject => ({
  apiVersion: `imported.example/${version}`,
  kind: 'Thing',
  metadata: { name: 'one' },
  spec,
});
const found = (...objects: JsonObject[]): string[] => {
  const input: CheckInput = { objects: objects.map((object) => ({ object })) };
  return breachesOf([...schemaRules, ...customResourceRules], input);
};

test('an object of an imported kind is held to its definition, rules in CEL included', () => {
  expect(found(thing({ size: 1 }))).toEqual([]);
  expect(found(thing({ size: 4 }))).toEqual([expect.stringContaining('schema-bad-value')]);
  expect(found(thing({ size: 'x' }))).toEqual([expect.stringContaining('schema-wrong-type')]);
  expect(found(thing({ size: 2 }))).toEqual([expect.stringContaining('custom-resource-rule')]);
  expect(found(thing({ size: 1, sise: 1 }))).toEqual([expect.stringContaining('schema-unknown-field')]);
  expect(found(thing({ size: 1 }, 'v1beta1'))).toEqual([expect.stringContaining('custom-resource-version')]);
});

test('a definition among the objects goes before an imported one', () => {
  const own = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.imported.example' },
    spec: {
      group: 'imported.example',
      scope: 'Namespaced',
      names: { plural: 'things', kind: 'Thing' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'string' } } } },
        },
      ],
    },
  };
  const said = (...objects: JsonObject[]) => found(...objects).filter((each) => each.includes('/spec'));
  expect(said(own, thing('text'))).toEqual([]);
  expect(said(thing('text'))).toHaveLength(1);
});

test('whether an imported kind has a namespace is known of its definition', () => {
  expect(isClusterScoped('imported.example/v1', 'Thing')).toBe(true);
  expect(isClusterScoped('imported.example/v1', 'Other')).toBe(false);
});
