import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { DefinitionError, type JsonObject } from '../../../core/values';
import { first, definitionOf, versioned } from './odd-definitions.fixture';
import { readDefinitions } from './read-definitions';

const bytes = (text: string) => new TextEncoder().encode(text);
const named = (name: string, text: string) => ({ name, bytes: bytes(text) });
const kindsOf = (...texts: string[]) =>
  readDefinitions(texts.map((text, i) => named(`crds/${i}.yaml`, text))).map(({ kind }) => kind);

function problemsOf(...texts: string[]): string[] {
  try {
    kindsOf(...texts);
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems.map(({ code, where }) => `${code} ${where}`);
    throw error;
  }
  return [];
}

const [one, two] = [definitionOf('One', {}), definitionOf('Two', {})];
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'CustomResourceDefinition' } };
const yaml = (...objects: JsonObject[]) => objects.map((object) => `---\n${stringify(object)}`).join('');

describe('definitions are read', () => {
  test('of several documents, of JSON and of lists, and other objects are passed over', () => {
    expect(kindsOf(yaml(two, configMap, one))).toEqual(['One', 'Two']);
    expect(kindsOf(JSON.stringify(one), '# CustomResourceDefinition: none\n')).toEqual(['One']);
    expect(kindsOf(yaml({ apiVersion: 'v1', kind: 'List', items: [one, configMap, two] }))).toEqual(['One', 'Two']);
    const list = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinitionList', items: [one] };
    expect(kindsOf(yaml({ apiVersion: 'v1', kind: 'List', items: [list] }))).toEqual(['One']);
  });

  test('once where several files have the same', () => {
    expect(kindsOf(yaml(one), yaml(one, two))).toEqual(['One', 'Two']);
  });

  test('of each version that is served, with the stored one first in names', () => {
    const [{ mainVersion, versions } = { mainVersion: '', versions: [] }] = readDefinitions([
      named('a', yaml(versioned)),
    ]);
    expect(mainVersion).toBe('v1');
    const flags = versions.map(({ name, isServed, isDeprecated, hasStatus }) => [
      name,
      isServed,
      isDeprecated,
      hasStatus,
    ]);
    expect(flags).toEqual([
      ['v1alpha1', false, false, false],
      ['v1beta1', true, true, false],
      ['v1', true, false, true],
    ]);
  });

  test('of the first API version, which keeps unknown fields unless it says otherwise', () => {
    const schemaOf = (keeps?: boolean) => readDefinitions([named('a', yaml(first(keeps)))])[0]!.versions[0]!;
    const properties = { size: { type: 'integer' } };
    expect(schemaOf(false).schema).toEqual({ properties: { spec: { properties, required: ['size'] } } });
    const open = { 'x-kubernetes-preserve-unknown-fields': true };
    expect(schemaOf().schema).toEqual({ properties: { spec: { properties, required: ['size'], ...open } }, ...open });
    expect(schemaOf()).toMatchObject({ name: 'v1', hasStatus: true, isServed: true });
  });
});

describe('an import is refused, with the place,', () => {
  test.each<[string, string[], string[]]>([
    ['of what is not YAML', ['kind: CustomResourceDefinition\na: [\n'], ['yaml-syntax crds/0.yaml:3']],
    [
      'of a template',
      ['kind: CustomResourceDefinition\nmetadata:\n  name: a\n  {{- with .Values.labels }}\n'],
      ['yaml-syntax crds/0.yaml:4'],
    ],
    [
      'of one kind in two ways',
      [yaml(one), yaml(definitionOf('One', { type: 'object' }))],
      ['definition-twice crds/1.yaml:2'],
    ],
    [
      'of a definition without a kind',
      [yaml({ ...one, spec: { group: 'a.b' } })],
      ['invalid-definition crds/0.yaml:2'],
    ],
    [
      'of a definition that serves nothing',
      [yaml(definitionOf('One', {}, { more: { versions: [{ name: 'v1', served: false }] } }))],
      ['invalid-definition crds/0.yaml:2'],
    ],
  ])('%s', (_, texts, problems) => {
    expect(problemsOf(...texts)).toEqual(problems);
  });
});
