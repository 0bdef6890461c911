import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatProblem, overlay, validateValues, type Json, type JsonObject } from '../../core/values';
import { installations } from './random-values.fixture';
import {
  allDifferences,
  allDisagreements,
  compareWith,
  differences,
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
 * shows the smallest values that fail. The proof draws a third of them and the sweep the others.
 */
const seed = Number(process.env['EQUIVALENCE_SEED'] ?? 20_240_229);
const runs = Number(process.env['EQUIVALENCE_RUNS'] ?? 60);
const proofRuns = Math.ceil(runs / 3);
const sweepRuns = runs - proofRuns;
const timeout = 120_000 + 1000 * runs;

const tools = helmVersions();

/** The systems that take longest, each of which is judged in a file of its own so that they run side by side. */
const judgedApart = ['microshop', 'kirana'] as const;

/** `{ a: { b: value } }` for the path a, b. */
const at = (path: readonly string[], value: Json): JsonObject =>
  path.reduceRight<Json>((below, key) => ({ [key]: below }), value) as JsonObject;

const valueAt = (values: JsonObject, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => (value as JsonObject | undefined)?.[key], values);

/** An installation for each switch that is turned: on when it was off, off when it was on. */
const switched = (system: PrintedSystem, values: JsonObject) =>
  switchesOf(system.definition.schema).map((path) => {
    const was = valueAt(overlay(system.defaults, values), path);
    // A database that is off needs one elsewhere.
    const host = [...path.slice(0, -1), 'external', 'host'];
    const elsewhere = valueAt(system.defaults, host) === undefined ? {} : at(host, 'db.example.org');
    return { path, installation: installed(system, overlay(overlay(values, elsewhere), at(path, was !== true))) };
  });

/** Judges one of the systems that take longest. */
export const proveApart = (name: (typeof judgedApart)[number]): void => prove((each) => each === name);

/** Judges all systems but those that are judged apart. */
export const proveOthers = (): void => prove((name) => !judgedApart.some((each) => each === name));

/** Judges all systems with random values other than those of the proofs. */
export const sweepAll = (): void =>
  prove(
    () => true,
    (system) => proveRandom(system, sweepRuns, seed + 1),
  );

function prove(isWanted: (system: string) => boolean, declare = declareTests): void {
  const { systems, remove } = printSystems(isWanted);
  afterAll(remove);
  test('there is a system to judge', () => expect(systems).not.toEqual([]));
  describe.each(systems.map((system) => [system.name, system] as const))('%s', (_, system) => declare(system));
}

function declareTests(system: PrintedSystem): void {
  test.each(environmentsOf(system).map((environment) => [environment.name, environment] as const))(
    'has the same objects in plain YAML and in the chart: %s',
    async (_name, environment) => {
      const { release, namespace, files } = environment;
      const plain = plainOutput(system, environment);
      for (const tool of tools) {
        const rendered = await helmOutput(tool, { chart: system.chart, release, namespace, valuesFiles: files });
        expect({ plain: plain.problems, ...tool, found: compareWith(plain, rendered) }).toEqual({
          plain: [],
          ...tool,
          found: [],
        });
      }
    },
  );

  // Helm 3 judges one, Helm 4 the other: both read each template with all kinds of values below.
  test.each([
    ['the defaults', {}, tools.slice(0, 1)] as const,
    ...environmentsOf(system)
      .filter(({ name }) => name === 'production')
      .map(({ name, values }) => [name, values, tools.slice(1)] as const),
  ])(
    'has the same objects with each switch turned, on top of %s',
    async (_name, values, judges) => {
      const turned = switched(system, values);
      expect(turned.length).toBeGreaterThan(0);
      const installations = turned.map(({ installation }) => installation);
      const found = await allDisagreements(system, installations, judges);
      expect(found).toHaveLength(turned.length);
      const places = found.map((each, i) => ({ path: turned[i]!.path.join('.'), found: each }));
      expect(places.filter((each) => each.found.length > 0)).toEqual([]);
    },
    timeout,
  );

  proveRandom(system, proofRuns, seed);
}

function proveRandom(system: PrintedSystem, numRuns: number, seed: number): void {
  test(
    `has the same objects with ${numRuns} random sets of values, drawn with seed ${seed}`,
    async () => {
      const { schema } = system.definition;
      const arbitrary = installations(schema, system.name, system.definition.guards);
      const drawn = fc.sample(arbitrary, { seed, numRuns });
      const refused = drawn.flatMap((installation) => validateValues(schema, valuesOf(system, installation), ''));
      expect(refused.map(formatProblem)).toEqual([]);
      const found = await allDifferences(system, drawn, tools);
      expect(found).toHaveLength(numRuns);
      // Again one after another, to find the smallest values that fail.
      if (found.some((each) => each.length > 0)) {
        const property = fc.asyncProperty(arbitrary, async (installation) => {
          expect(await differences(system, installation, tools)).toEqual([]);
        });
        await fc.assert(property, { seed, numRuns });
      }
      expect(found.flat()).toEqual([]);
    },
    timeout,
  );
}
