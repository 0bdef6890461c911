import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mistakes } from './mistakes.fixture';
import { allDifferences, installed } from './systems.fixture';
import { Judged } from './verdicts.fixture';

/* EQUIVALENCE_SEED=7 draws other mistakes, EQUIVALENCE_RUNS=1000 more of them. */
const seed = Number(process.env['EQUIVALENCE_SEED'] ?? 20_240_229);
const numRuns = Math.ceil(Number(process.env['EQUIVALENCE_RUNS'] ?? 100) / 2);
const timeout = 120_000 + 1000 * numRuns;

const judged = new Judged();
afterAll(() => judged.remove());
const { tools, systems } = judged;

describe('ajv, Helm 3 and Helm 4', () => {
  test.each(systems.map((system) => [system.name, system] as const))(
    `agree on ${numRuns} values of %s with something wrong in most, drawn with seed ${seed}`,
    async (_, system) => {
      const drawn = fc.sample(mistakes(system.definition.schema), { seed, numRuns });
      const found = (await judged.verdicts(system, drawn)).map((each, i) => ({ values: drawn[i]!, verdicts: each }));
      expect(found.filter((each) => new Set(Object.values(each.verdicts)).size > 1)).toEqual([]);
      const taken = drawn.filter((_values, i) => found[i]!.verdicts['chartwright'] === 'accepted');
      const differing = await allDifferences(
        system,
        taken.map((values) => installed(system, values)),
        tools,
      );
      expect(differing).toEqual(taken.map(() => []));
      const count = numRuns - taken.length;
      expect({ count, isMost: count > numRuns / 2, isAll: count === numRuns }).toEqual({
        count,
        isMost: true,
        isAll: false,
      });
    },
    timeout,
  );

  // The control of the batches: an element of a list is held to the schema just as values of a run of their own are.
  test.each(systems.map((system) => [system.name, system] as const))(
    'say of values of %s in a run of their own what they say of many in one',
    async (_, system) => {
      const schema = judged.schemas.get(system.name)!;
      const ofKeys = { commonLabels: { 'app.kubernetes.io/name': 'x' } };
      const few = [{}, ofKeys, ...fc.sample(mistakes(system.definition.schema), { seed: seed + 1, numRuns: 4 })];
      for (const tool of tools) {
        const alone = await Promise.all(few.map((values) => schema.verdict(tool, values)));
        expect(await schema.verdicts(tool, few)).toEqual(alone);
        expect(new Set(alone)).toEqual(new Set(['accepted', 'refused']));
      }
    },
  );
});
