import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readKubernetes } from '../../program/import/packages';
import { structIn } from './api-type';
import { kubernetesVersions, schemaOf } from './definitions';
import { generateDefinitions } from '../../program/import/generate-definitions';

const root = join(__dirname, '../../..');

test.each([...generateDefinitions(root)])('definitions/%s is what `npm run schemas` writes', (name, text) => {
  expect(readFileSync(join(__dirname, 'definitions', name), 'utf8') === text).toBe(true);
});

test('1.28 has every resource that its package lists, but for the events that Kubernetes itself writes', () => {
  const listed = readFileSync(join(root, 'node_modules/cdk8s-plus-28/api-resources.txt'), 'utf8')
    .split('\n')
    .map((line) => /\s(\S+)\s+(?:true|false)\s+(\S+)\s/.exec(line))
    .flatMap((match) => (match ? [`${match[1]} ${match[2]}`] : []));
  expect(listed.length).toBe(55);
  expect(listed.filter((kind) => !schemaOf('1.28').kinds.has(kind))).toEqual(['v1 Event']);
});

test('1.28 has every struct of its package, but for lists and what the server answers with', () => {
  const all = [...readKubernetes(root).structs.keys()];
  const absent = all.filter((id) => !schemaOf('1.28').structs.has(id)).map((id) => id.split('.').at(-1)!);
  expect(absent.filter((name) => !/^(\w+List|ListMeta|Status|StatusDetails|StatusCause)$/.test(name))).toEqual([]);
});

test('no version refers to a struct that it lacks', () => {
  for (const version of kubernetesVersions) {
    const { kinds, structs } = schemaOf(version);
    const inFields = [...structs.values()].flatMap(({ fields }) =>
      [...fields.values()].flatMap(({ type }) => structIn(type) ?? []),
    );
    const ids = [...kinds.values(), ...inFields];
    expect([version, ids.filter((id) => !structs.has(id))]).toEqual([version, []]);
  }
});

test('each version has this many kinds and structs, the fourteen custom resources included', () => {
  const counts = kubernetesVersions.map((version) => {
    const { kinds, structs } = schemaOf(version);
    return [version, kinds.size, structs.size];
  });
  expect(counts).toEqual([
    ['1.28', 89, 602],
    ['1.29', 90, 606],
    ['1.30', 96, 638],
    ['1.31', 96, 643],
    ['1.32', 96, 645],
    ['1.33', 104, 696],
    ['1.34', 106, 717],
  ]);
});
