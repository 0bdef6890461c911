import { afterAll, describe, expect, test } from '@jest/globals';
import { printSystems } from '../verify/systems.fixture';
import { helmVersions } from '../verify/tools';
import { printSoundness } from './soundness-report';
import { trySoundness } from './soundness';

/* SOUNDNESS_SEED=7 draws other values, SOUNDNESS_SETS=1000 more of them. */
const seed = Number(process.env['SOUNDNESS_SEED'] ?? 20_240_229);
const sets = Number(process.env['SOUNDNESS_SETS'] ?? 40);
const timeout = 240_000 + 4000 * sets;

const { systems, remove } = printSystems();
afterAll(remove);

describe('What the schema accepts, the cluster accepts', () => {
  test.each(systems.map((system) => [system.name, system] as const))(
    `in ${sets} sets of values of %s, drawn with seed ${seed}`,
    async (_, system) => {
      const report = await trySoundness(system, { sets, seed, tools: helmVersions() });
      expect(report.found.map((fault) => printSoundness({ ...report, found: [fault] }))).toEqual([]);
      expect(report.accepted).toBeGreaterThan(sets / 10);
      expect(report.refused).toBeGreaterThan(0);
    },
    timeout,
  );
});
