import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overlay, validateValues, type Json, type JsonObject } from '../values';
import { installations } from './random-values.fixture';
import {
  compareWith,
  disagreements,
  environmentsOf,
  helmOutput,
  installed,
  plainOutput,
  printSystems,
  switchesOf,
  valuesOf,
  type PrintedSystem,
} from './systems.fixture';
import { helmVersions } from './tools';

/*
 * The random values are the same in each run. EQUIVALENCE_SEED=7 draws others, EQUIVALENCE_RUNS=1000 more of them. A failure
 * shows the smallest values that fail.
 */
const seed = Number(process.env['EQUIVALENCE_SEED'] ?? 20_240_229);
const numRuns = Number(process.env['EQUIVALENCE_RUNS'] ?? 100);
const timeout = 120_000 + 1000 * numRuns;

const tools = helmVersions();
const { systems, remove } = printSystems();
afterAll(remove);

/** `{ a: { b: value } }` for the path a, b. */
const at = (path: readonly string[], value: Json): JsonObject =>
  path.reduceRight<Json>((below, key) => ({ [key]: below }), value) as JsonObject;

const valueAt = (values: JsonObject, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (value as JsonObject | undefined)?.[key], values);

/** An installation for each switch that is turned: on when it was off, off when it was on. */
const switched = (system: PrintedSystem, values: JsonObject) =>
  switchesOf(system.definition.schema).map((path) => {
    const was = valueAt(overlay(system.defaults, values), path);
    return { path, installation: installed(system, overlay(values, at(path, was !== true))) };
  });

/** A text of several lines that a user gives brings blank lines with blanks: Helm indents all lines of a block alike. */
const isBlankLine = (problem: string) => problem.startsWith('helm: ') && problem.endsWith('trailing blanks');

describe.each(systems.map((system) => [system.name, system] as const))('%s', (_, system) => {
  test.each(environmentsOf(system).map((environment) => [environment.name, environment] as const))(
    'has the same objects in plain YAML and in the chart: %s',
    async (_name, environment) => {
      const { release, namespace, files } = environment;
      const plain = plainOutput(system, environment);
      for (const tool of tools) {
        const rendered = await helmOutput(tool, { chart: system.chart, release, namespace, valuesFiles: files });
        expect({ plain: plain.problems, ...tool, found: compareWith(plain, rendered) }).toEqual({ plain: [], ...tool, found: [] });
      }
    },
  );

  test.each([
    ['the defaults', {}],
    ...environmentsOf(system)
      .filter(({ name }) => name === 'production')
      .map(({ name, values }) => [name, values] as const),
  ])('has the same objects with each switch turned, on top of %s', async (_name, values) => {
    const found: { [path: string]: string[] } = {};
    for (const { path, installation } of switched(system, values)) {
      found[path.join('.')] = await disagreements(system, installation, tools);
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((path) => [path, []])));
    expect(Object.keys(found).length).toBeGreaterThan(0);
  }, timeout);

  test(`has the same objects with ${numRuns} random sets of values, drawn with seed ${seed}`, async () => {
    const { schema } = system.definition;
    const property = fc.asyncProperty(installations(schema, system.name), async (installation) => {
      expect(validateValues(schema, valuesOf(system, installation), 'the values')).toEqual([]);
      const found = await disagreements(system, installation, tools);
      expect(found.filter((problem) => !isBlankLine(problem))).toEqual([]);
    });
    await fc.assert(property, { seed, numRuns });
  }, timeout);
});
