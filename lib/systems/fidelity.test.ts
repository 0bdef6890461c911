import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isAllowed, podOf, sibling } from './network.fixture';
import { at, SystemOutput } from './output.fixture';

/* Figures of the specifications that belong to no part of a system. */

const outputs = new Map(
  ['sovd-webapp', 'family-gifting', 'microshop', 'task-manager-api', 'kirana'].map((name) => [
    name,
    new SystemOutput(name),
  ]),
);
const outputOf = (name: string) => outputs.get(name)!;

test('charts and applications have the versions that are specified, or later ones', () => {
  const { version, appVersion } = parse(outputOf('sovd-webapp').file('Chart.yaml')) as Record<string, string>;
  expect(appVersion).toBe('1.0.0');
  expect(version).toMatch(/^1\.\d+\.\d+$/);
});

test('releases are in the namespaces that people type', () => {
  // A ClusterRole is in none.
  const inNamespaces = (name: string, environment: string) =>
    outputOf(name)
      .committed(environment)
      .namespaces.filter((namespace) => namespace !== 'undefined');
  for (const name of outputs.keys()) expect(inNamespaces(name, 'production')).toEqual([name]);
  expect(inNamespaces('sovd-webapp', 'staging')).toEqual(['staging']);
});

test('the README of sovd-webapp has the figures that its operators have seen', () => {
  const readme = outputOf('sovd-webapp').file('README.md');
  for (const figure of ['42 s on average', '165 s', '23 s for the migration', '--timeout 10m', '`run: load-generator`'])
    expect(readme).toContain(figure);
});

test("task-manager-api's database is in Neon, which API and migration reach on 5432 wherever it is", () => {
  const objects = outputOf('task-manager-api').committed('production');
  const api = podOf(objects, 'task-api');
  const migration = sibling(api, 'migration');
  const neon = { address: '52.5.6.7' };
  expect([5432, 5433].map((port) => isAllowed(objects, api, neon, port))).toEqual([true, false]);
  expect(isAllowed(objects, migration, neon, 5432)).toBe(true);
  const wait = at(objects.migration, 'spec', 'template', 'spec', 'initContainers', 0, 'env', 0, 'value');
  expect(wait).toMatch(/^ep-[a-z0-9-]+\.[a-z0-9-]+\.aws\.neon\.tech$/);
});
